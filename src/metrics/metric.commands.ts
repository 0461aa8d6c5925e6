import { type CommandType, type EventType, type Feature, refusal } from '../ledger/catalogue/catalogue.js';
import { commandDto, commandFor, commandType, payloadOf } from '../ledger/catalogue/define.js';
import { Part, Ref } from '../ledger/catalogue/fields.js';
import { breaksTheSeries } from './metric.decider.js';
import {
  BaselineSet,
  DirectionStated,
  MetricDefined,
  MetricDefinitionChanged,
  MetricDefinitionChangedData,
  MetricSubmitted,
  SeriesBreakMarked,
  SeriesBreakMarkedData,
  SeriesBreakWithdrawn,
  TargetSet,
  TrajectorySet,
} from './metric.events.js';
import { ArithmeticNoted, MaterialityRuleSet, MetricRetired, ReleaseScheduleSet } from './upkeep.events.js';

const OWNER = ['data-owner'] as const;

/** A new unit breaks the series, so the break is marked in the same append. */
class ChangedDefinition extends MetricDefinitionChangedData {
  @Ref('metric') metricId!: string;
  @Part(() => SeriesBreakMarkedData, { optional: true }) break?: SeriesBreakMarkedData;
}

const ChangeMetricDefinition = commandType({
  name: 'ChangeMetricDefinition',
  summary: 'Publish a new version of the definition of a metric',
  dto: commandDto('ChangeMetricDefinition', ChangedDefinition),
  category: 'metric',
  roles: OWNER,
  makes: [MetricDefinitionChanged, SeriesBreakMarked],
  objectId: ({ metricId }) => metricId,
  events: (command) => [
    { type: MetricDefinitionChanged, data: payloadOf(MetricDefinitionChanged, command) },
    ...(command.break ? [{ type: SeriesBreakMarked, data: command.break }] : []),
  ],
  rules: (command, situation) => [
    !command.break &&
      breaksTheSeries(command, situation) &&
      refusal('break', 'Changing the unit breaks the series. Mark the break'),
  ],
});

/** Where the paper states no period, its document is part of the key, so it goes into the payload. */
function observing(name: string, summary: string, event: EventType): CommandType {
  return {
    ...commandFor(name, summary, event, OWNER),
    events: (command) => {
      const doc = command.effective ? undefined : command.source?.doc;
      return [{ type: event, data: { ...(doc ? { periodSourceId: doc } : {}), ...payloadOf(event, command) } }];
    },
  };
}

export const metrics: Feature = {
  events: [
    MetricDefined,
    MetricDefinitionChanged,
    BaselineSet,
    TargetSet,
    TrajectorySet,
    MaterialityRuleSet,
    SeriesBreakMarked,
    SeriesBreakWithdrawn,
    MetricSubmitted,
    DirectionStated,
    ArithmeticNoted,
    ReleaseScheduleSet,
    MetricRetired,
  ],
  commands: [
    commandFor('DefineMetric', 'Define a metric', MetricDefined, OWNER, { creates: true }),
    ChangeMetricDefinition,
    commandFor('SetBaseline', 'Set the baseline of a metric', BaselineSet, OWNER),
    commandFor('SetTarget', 'Set the target of a metric', TargetSet, OWNER),
    commandFor('SetTrajectory', 'Set the path to a target', TrajectorySet, OWNER),
    commandFor('SetMaterialityRule', 'Say which change of a metric counts as none', MaterialityRuleSet, OWNER),
    commandFor('MarkSeriesBreak', 'Mark where a series breaks', SeriesBreakMarked, OWNER),
    commandFor('WithdrawSeriesBreak', 'Take back that a series breaks', SeriesBreakWithdrawn, OWNER),
    observing('SubmitMetric', 'Submit a figure for a period and area', MetricSubmitted),
    observing('StateDirection', 'Record a stated direction that has no figure', DirectionStated),
    commandFor('NoteArithmetic', 'Note whether printed figures agree with one another', ArithmeticNoted, OWNER),
    commandFor('SetReleaseSchedule', 'Say when the next figure is to be published', ReleaseScheduleSet, OWNER),
    commandFor('RetireMetric', 'Stop following a metric', MetricRetired, OWNER),
  ],
};
