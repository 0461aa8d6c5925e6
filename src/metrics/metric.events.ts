import { Area } from '../ledger/catalogue/area.js';
import { eventType } from '../ledger/catalogue/define.js';
import { EffectiveDto } from '../ledger/catalogue/envelope.dto.js';
import {
  Address,
  Choice,
  Choices,
  Day,
  Decimal,
  Flag,
  Id,
  Key,
  Narrative,
  Part,
  Parts,
  Ref,
  Text,
  Texts,
  Whole,
} from '../ledger/catalogue/fields.js';
import {
  changedDefinitionRules,
  definitionRules,
  directionRules,
  knownBreakRules,
  pointRules,
  valueRules,
} from './metric.decider.js';
import { areasPart, periodPart, valueKey } from './metric.keys.js';

export const METRIC_KINDS = [
  'count',
  'rate',
  'percentage',
  'duration',
  'money',
  'index',
  'rank',
  'ratio',
  'range',
  'yesNo',
  'directionOnly',
] as const;
export type MetricKind = (typeof METRIC_KINDS)[number];

/** The last three stay off the scorecard. */
export const METRIC_USES = [
  'performance',
  'volume',
  'activity',
  'capacity',
  'survey',
  'funding',
  'context',
  'parameter',
] as const;

export const PERIOD_TYPES = [
  'month',
  'quarter',
  'financialYear',
  'year',
  'rolling12Months',
  'asAt',
  'custom',
  'notStated',
] as const;

export const COMPARATORS = [
  'previousPeriod',
  'samePeriodLastYear',
  'baseline',
  'nationalAverage',
  'mostSimilarGroup',
  'rank',
] as const;

export const QUALIFIERS = [
  'exact',
  'over',
  'under',
  'about',
  'upTo',
  'provisional',
  'estimated',
  'suppressed',
  'notAvailable',
  'damaged',
] as const;
export type Qualifier = (typeof QUALIFIERS)[number];

export class Range {
  @Decimal() low!: string;
  @Decimal() high!: string;
}

export class GoodDirection {
  @Choice(['higher', 'lower', 'withinRange', 'noJudgement']) value!: string;
  @Choice(['judgement', 'asPresented', 'notStated'], {
    note: 'judgement: by those who define the metric; asPresented: the paper presents it so.',
  })
  basis!: string;
  @Part(() => Range, { optional: true, note: 'Where the value is good within a range.' }) range?: Range;
}

export class Breakdown {
  @Text({ max: 60, note: 'For example sex.' }) name!: string;
  @Texts({ max: 100 }) values!: string[];
}

export class RankedSet {
  @Text({ max: 200, note: 'Who is ranked.' }) set!: string;
  @Whole({ optional: true, min: 1, note: 'How many were ranked.' }) of?: number;
}

const KIND_AND_UNIT = 'Choose what is counted and in which unit';

export class Definition {
  @Whole({ min: 1 }) definitionVersion!: number;
  @Text({ max: 200, search: 'A', note: 'Short name.' }) name!: string;
  @Texts({ optional: true, max: 300, search: 'B', note: 'Names under which papers print it.' }) printedNames?: string[];
  @Choice(METRIC_USES) use!: (typeof METRIC_USES)[number];
  @Choice(METRIC_KINDS, { missing: KIND_AND_UNIT }) kind!: MetricKind;
  @Text({ max: 60, missing: KIND_AND_UNIT, note: 'Unit of the stored values; durations are stored in seconds.' })
  unit!: string;
  @Text({ optional: true, max: 60, note: 'How values are shown, for example "7m 58s".' }) display?: string;
  @Whole({ optional: true, min: 0, max: 10, note: 'Digits after the point that the unit allows.' }) decimals?: number;
  @Choice(PERIOD_TYPES) periodType!: (typeof PERIOD_TYPES)[number];
  @Texts({ optional: true, max: 100, note: 'Levels of area for which it is produced.' }) areaLevels?: string[];
  @Text({ optional: true, max: 300, note: 'For which areas it is not available.' }) areaNote?: string;
  @Parts(() => Breakdown, { optional: true, most: 20 }) breakdowns?: Breakdown[];
  @Part(() => GoodDirection) goodDirection!: GoodDirection;
  @Choices(COMPARATORS, { optional: true }) comparators?: (typeof COMPARATORS)[number][];
  @Part(() => RankedSet, { optional: true, note: 'For ranks.' }) ranked?: RankedSet;
  @Text({ optional: true, max: 300, note: 'Who produces the figures.' }) producer?: string;
  @Address({ optional: true, note: 'Where the producer publishes them.' }) address?: string;
  @Text({ optional: true, max: 200, note: 'The office that answers for the metric; never a person.' }) owner?: string;
}

export class MetricDefinedData extends Definition {}

export class MetricDefinitionChangedData extends Definition {
  @Narrative({ missing: 'Give the reason for the change' }) reason!: string;
}

/** One figure of a target, baseline or trajectory. */
export class Point {
  @Part(() => EffectiveDto, { optional: true }) period?: EffectiveDto;
  @Text({ optional: true, max: 200, note: 'The words printed, where they give no dates.' }) periodPrinted?: string;
  @Parts(() => Area, { optional: true }) areas?: Area[];
  @Decimal() value!: string;
  @Decimal({ optional: true, note: 'The whole of which it is a part.' }) outOf?: string;
}

export class PointsData {
  @Text({ max: 60, note: "The metric's unit." }) unit!: string;
  @Parts(() => Point, { least: 1 }) points!: Point[];
  @Key({ optional: true, of: ['meeting/decision'], note: 'The decision that set it.' }) decision?: string;
  @Narrative({ optional: true }) reason?: string;
}

export class BaselineSetData extends PointsData {}
export class TargetSetData extends PointsData {}
export class TrajectorySetData extends PointsData {}

export class SeriesBreakMarkedData {
  @Id({ note: 'UUID or external id of the break.' }) breakId!: string;
  @Day({ note: 'First day of the new series.' }) at!: string;
  @Parts(() => Area, { optional: true }) areas?: Area[];
  @Narrative({ max: 1_000, missing: 'Explain the break' }) note!: string;
}

export class SeriesBreakWithdrawnData {
  @Id() breakId!: string;
  @Narrative({ missing: 'Give the reason' }) reason!: string;
}

export class Split {
  @Text({ max: 60, note: 'For example sex.' }) name!: string;
  @Text({ max: 100, note: 'For example female.', search: 'B' }) value!: string;
}

export class Rank {
  @Whole({ min: 1 }) n!: number;
  @Whole({ optional: true, min: 1, note: 'How many were ranked.' }) of?: number;
  @Text({ optional: true, max: 200, note: 'Who was ranked.' }) set?: string;
}

/** What a paper itself compares a figure with; kept apart from what is computed. */
export class StatedComparator {
  @Text({ max: 60, note: 'For example previousPeriod.' }) type!: string;
  @Decimal({ optional: true }) value?: string;
  @Decimal({ optional: true }) change?: string;
  @Decimal({ optional: true }) changePercent?: string;
  @Part(() => EffectiveDto, { optional: true }) period?: EffectiveDto;
  @Text({ optional: true, max: 300 }) printed?: string;
  @Text({ optional: true, max: 500 }) note?: string;
}

/** What a figure is about besides its metric. The period is the envelope's `effective` wherever the paper states one. */
export class Observed {
  @Text({ optional: true, max: 200, note: 'The words for the period as printed, or that none is stated.' })
  periodPrinted?: string;
  @Ref('source', {
    optional: true,
    note: 'For figures without a stated period: the document, part of their key. Taken from the source unless told.',
  })
  periodSourceId?: string;
  @Parts(() => Area, { note: 'One, several together, or none.' }) areas!: Area[];
}

export class MetricSubmittedData extends Observed {
  @Parts(() => Split, { optional: true, most: 10 }) breakdown?: Split[];
  @Decimal({ optional: true, note: "Digits as reported, in the definition's unit." }) value?: string;
  @Part(() => Rank, { optional: true }) rank?: Rank;
  @Part(() => Range, { optional: true }) range?: Range;
  @Flag({ optional: true }) yesNo?: boolean;
  @Decimal({ optional: true, note: 'The whole of which it is a part.' }) outOf?: string;
  @Choice(QUALIFIERS) qualifier!: Qualifier;
  @Text({ optional: true, max: 300, note: 'The words printed, where they differ from the value.', search: 'B' })
  printed?: string;
  @Parts(() => StatedComparator, { optional: true, most: 20 }) statedComparators?: StatedComparator[];
  @Narrative({ optional: true, max: 1_000 }) reasonIfMissing?: string;
  @Whole({ min: 1 }) definitionVersion!: number;
}

export const MOVEMENTS = ['up', 'down', 'noChange', 'notComparable'] as const;
export const JUDGEMENTS = ['improving', 'worsening', 'stable', 'notAssessed'] as const;

/** What a paper says of the way a figure goes; movement and judgement only as far as it says them itself. */
export class DirectionStatedData extends Observed {
  @Text({ max: 500, search: 'C' }) words!: string;
  @Text({ max: 100, missing: 'Say what it is compared with' }) comparator!: string;
  @Choice(MOVEMENTS, { optional: true, note: 'Which way the figure went.' }) movement?: (typeof MOVEMENTS)[number];
  @Choice(JUDGEMENTS, { optional: true, note: 'Whether the paper calls it good or bad.' })
  judgement?: (typeof JUDGEMENTS)[number];
}

export const MetricDefined = eventType({
  name: 'MetricDefined',
  category: 'metric',
  data: MetricDefinedData,
  key: () => 'definition',
  rules: definitionRules,
});

export const MetricDefinitionChanged = eventType({
  name: 'MetricDefinitionChanged',
  category: 'metric',
  data: MetricDefinitionChangedData,
  key: () => 'definition',
  rules: changedDefinitionRules,
});

export const BaselineSet = eventType({
  name: 'BaselineSet',
  category: 'metric',
  data: BaselineSetData,
  key: () => 'baseline',
  rules: pointRules,
});

export const TargetSet = eventType({
  name: 'TargetSet',
  category: 'metric',
  data: TargetSetData,
  key: () => 'target',
  rules: pointRules,
});

export const TrajectorySet = eventType({
  name: 'TrajectorySet',
  category: 'metric',
  data: TrajectorySetData,
  key: () => 'trajectory',
  rules: pointRules,
});

export const SeriesBreakMarked = eventType({
  name: 'SeriesBreakMarked',
  category: 'metric',
  data: SeriesBreakMarkedData,
  key: ({ breakId }) => `break/${breakId}`,
});

export const SeriesBreakWithdrawn = eventType({
  name: 'SeriesBreakWithdrawn',
  category: 'metric',
  data: SeriesBreakWithdrawnData,
  key: ({ breakId }) => `break/${breakId}`,
  rules: knownBreakRules,
});

export const MetricSubmitted = eventType({
  name: 'MetricSubmitted',
  category: 'metric',
  data: MetricSubmittedData,
  key: valueKey,
  rules: valueRules,
});

export const DirectionStated = eventType({
  name: 'DirectionStated',
  category: 'metric',
  data: DirectionStatedData,
  key: (data, effective) =>
    `direction/${periodPart(data, effective)}/${areasPart(data.areas)}/${encodeURIComponent(data.comparator)}`,
  rules: directionRules,
});
