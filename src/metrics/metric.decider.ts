import { type Finding, note, refusal, type Situation, warning } from '../ledger/catalogue/catalogue.js';
import { periodRules } from '../ledger/catalogue/parts.js';
import { compareDecimals, digitsAfterThePoint } from '../ledger/decimals.js';
import type { Statement } from '../ledger/history.js';
import { sameJson, sameStatement } from '../ledger/same-json.js';
import type {
  Definition,
  DirectionStatedData,
  MetricDefinitionChangedData,
  MetricKind,
  MetricSubmittedData,
  Observed,
  PointsData,
  Qualifier,
} from './metric.events.js';
import { valueKey } from './metric.keys.js';

/** What a value of each kind looks like, as people enter it. */
const EXAMPLES: Record<MetricKind, string> = {
  count: 'a count, for example 1204',
  rate: 'a rate, for example 83.4',
  percentage: 'a percentage, for example 12.5',
  duration: 'a duration, for example 7m 58s',
  money: 'a sum of money, for example 150000',
  index: 'an index, for example 103.2',
  rank: 'a rank, for example 14 of 43',
  ratio: 'a ratio, for example 2.5',
  range: 'a range, for example 12 to 18',
  yesNo: 'yes or no',
  directionOnly: 'a direction, for example higher than a year before',
};

const NEED_A_REASON: readonly Qualifier[] = ['suppressed', 'notAvailable', 'damaged'];
const NO_PERIOD = 'Enter the period, or the words printed in its place';

export function definitionRules({ kind, ranked }: Definition): Finding[] {
  return [
    kind === 'rank' &&
      !ranked?.of &&
      warning('rank-without-set', 'ranked', 'A rank without its set; say how many were ranked'),
  ];
}

export function changedDefinitionRules(data: MetricDefinitionChangedData, situation: Situation): Finding[] {
  const before = definitionIn(situation);
  const apart = ['reason', 'definitionVersion'];
  return [
    ...definitionRules(data),
    !!before && sameStatement(data, before, apart) && refusal('', 'Nothing has changed'),
  ];
}

/** True when figures of the two definitions cannot stand in one series. */
export function breaksTheSeries(data: Definition, situation: Situation): boolean {
  const before = definitionIn(situation);
  return !!before && (before.kind !== data.kind || before.unit !== data.unit);
}

export function pointRules({ unit, points, decision, reason }: PointsData, situation: Situation): Finding[] {
  const definition = definitionIn(situation);
  return [
    !decision && !reason?.trim() && refusal('decision', 'Link the decision or give the reason'),
    !!definition && unit !== definition.unit && refusal('unit', "Use the metric's unit"),
    ...points.flatMap(({ period, periodPrinted }, index) => [
      !period && !periodPrinted && refusal(`points[${index}].period`, NO_PERIOD),
      ...(period ? periodRules(period, `points[${index}].period`) : []),
    ]),
  ];
}

export function valueRules(data: MetricSubmittedData, situation: Situation): Finding[] {
  const definition = definitionIn(situation);
  const { rank, range, qualifier, reasonIfMissing } = data;
  const unexplained = !reasonIfMissing?.trim() && (!hasValue(data) || NEED_A_REASON.includes(qualifier));
  return [
    ...unstatedPeriodRules(data, situation),
    ...(data.statedComparators ?? []).flatMap(({ period }, index) =>
      period ? periodRules(period, `statedComparators[${index}].period`) : [],
    ),
    unexplained && refusal('reasonIfMissing', 'Say why there is no value'),
    !!definition &&
      hasValue(data) &&
      !isOfKind(data, definition.kind) &&
      refusal('value', `Enter ${EXAMPLES[definition.kind]}`),
    !!rank?.of && rank.n > rank.of && refusal('rank.n', `The rank cannot be greater than ${rank.of}`),
    !!range &&
      compareDecimals(range.high, range.low) < 0 &&
      refusal('range.high', 'The range must end at or above its start'),
    ...existingValueRules(data, situation),
    ...laterValueNotes(data, situation),
    definition?.decimals !== undefined &&
      digitsAfterThePoint(data.value) > definition.decimals &&
      warning(
        'too-many-digits',
        'value',
        `This has more digits than the unit allows (${definition.decimals} after the point)`,
      ),
  ];
}

export function directionRules(data: DirectionStatedData, situation: Situation): Finding[] {
  return unstatedPeriodRules(data, situation);
}

export function knownBreakRules({ breakId }: { breakId: string }, { own }: Situation): Finding[] {
  const marked = own.of(`break/${breakId}`, 'SeriesBreakMarked');
  return [!marked && refusal('breakId', 'This metric has no such break', 'unknown-object')];
}

/** A later paper that gives another figure changes the one before it, and says how. A change itself is no second figure. */
function existingValueRules(data: MetricSubmittedData, { own, effective, reportedOn, target }: Situation): Finding[] {
  if (target) return [];
  const existing = own.get(valueKey(data, effective));
  if (!existing || isSameValue(data, existing) || !(existing.slot.metadata.reportedOn! < reportedOn!)) return [];
  const message = `A value for this period and area exists (entry ${existing.event.id}). Revise, restate or withdraw it`;
  return [refusal('value', message, 'value-exists')];
}

/** A later paper was loaded first, and gives another figure as if it were the only one. */
function laterValueNotes(data: MetricSubmittedData, { history, effective, reportedOn, target }: Situation): Finding[] {
  const latest = target ? undefined : history.at().get(valueKey(data, effective));
  if (latest?.slot.type !== 'MetricSubmitted' || isSameValue(data, latest)) return [];
  if (!(latest.slot.metadata.reportedOn! > reportedOn!)) return [];
  const message =
    `A later paper gives another value for this period and area (entry ${latest.event.id}). ` +
    'It should say that it revises or restates this one';
  return [note('later-value-differs', 'value', message)];
}

function unstatedPeriodRules({ periodPrinted, periodSourceId }: Observed, { effective }: Situation): Finding[] {
  if (effective) return [];
  return [
    !periodPrinted?.trim() && refusal('effective', NO_PERIOD),
    !periodSourceId && refusal('source.doc', 'Say which document this comes from'),
  ];
}

/** The definition in force on the command's day; before the first one, that. */
function definitionIn({ own, history }: Situation): Definition | undefined {
  const earliest = history.events.find(({ type }) => type === 'MetricDefined')?.data;
  return (own.get('definition')?.data ?? earliest) as Definition | undefined;
}

function hasValue({ value, rank, range, yesNo }: MetricSubmittedData): boolean {
  return [value, rank, range, yesNo].some((shape) => shape !== undefined);
}

function isOfKind({ value, rank, range, yesNo }: MetricSubmittedData, kind: MetricKind): boolean {
  const shapes = { rank, range, yesNo, value };
  const wanted = kind === 'rank' || kind === 'range' || kind === 'yesNo' ? kind : 'value';
  const given = Object.entries(shapes).filter(([, shape]) => shape !== undefined);
  return kind !== 'directionOnly' && given.length === 1 && given[0]![0] === wanted;
}

/** Equal numbers are one value, however many zeros they are printed with. */
function isSameValue(data: MetricSubmittedData, existing: Statement): boolean {
  const parts = (figure: Partial<MetricSubmittedData>) => ({
    qualifier: figure.qualifier,
    value: withoutTrailingZeros(figure.value),
    rank: figure.rank && { n: figure.rank.n, of: figure.rank.of ?? null },
    range: figure.range && {
      low: withoutTrailingZeros(figure.range.low),
      high: withoutTrailingZeros(figure.range.high),
    },
    yesNo: figure.yesNo,
  });
  return sameJson(present(parts(data)), present(parts(existing.data as Partial<MetricSubmittedData>)));
}

function present(members: object): object {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

function withoutTrailingZeros(decimal: string | undefined): string | undefined {
  return decimal?.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal;
}
