import type {
  MetricAnswer,
  Observation,
  PeriodAnswer,
  TargetAnswer,
} from '../../../projections/state/queries/metric/metric.answers.js';
import { display } from '../../../projections/state/queries/metric/observation.js';
import { displayPeriod } from '../../../projections/state/queries/period.js';
import { spanOf, wholeMonths } from '../../../projections/state/queries/travel/periods.js';
import { daysBetween, printedDay } from '../../ledger/dates.js';
import { asFirstReported, partsOf } from '../metrics/figure.js';
import type { Chart, ChartPoint, ChartSeries, ChartTarget, ChartUnit, Span } from './model.js';
import type { ChartWords } from './words.js';

/** All attributes of the definition of a metric that is in force. */
export type Definition = Record<string, unknown>;

/** The part of a metric that one chart is about. */
interface Part {
  areas: string;
  breakdown: string;
}

/**
 * The figures of a metric over time, for the area and the part of the whole that its last value is for.
 *
 * @param observations of the view, with what was first reported of them
 * @param now the same as known now, where the view is an older one; without it, what was first reported is shown beside
 *   what the view knows, where the two differ
 */
export function metricChart(
  metric: Pick<MetricAnswer, 'name' | 'definition' | 'last' | 'targets' | 'breaks'>,
  {
    observations,
    now,
    words,
  }: { observations: readonly Observation[]; now?: readonly Observation[]; words: ChartWords },
): Chart {
  const { definition } = metric;
  const [, areas = '-', breakdown = '-'] = (metric.last?.id ?? observations[0]?.id ?? '').split('/');
  const part = { areas, breakdown };
  const own = ofPart(observations, part);
  const names = namesIn(own[0]?.areas);
  return {
    title: [metric.name ?? words.t('chart.value'), ...names, ...(own[0] ? partsOf(own[0]) : [])].join(', '),
    unit: unitOf(definition),
    series: inOneLength(
      now ? thenAndNow(own, ofPart(now, part), { definition, words }) : sinceFirst(own, { definition, words }),
    ),
    targets: metric.targets.flatMap((target) => targetOf(target, definition, { names, words })),
    breaks: [...metric.breaks]
      .sort((a, b) => (a.at < b.at ? -1 : 1))
      .map(({ at, note }) => ({ at, label: printedDay(at), note })),
  };
}

/** What the values of a metric are, and how they are written. */
export function unitOf({ kind, unit }: Definition): ChartUnit {
  if (kind === 'rank') return { form: 'rank' };
  if (unit === 'seconds') return { form: 'seconds' };
  if (unit === '%' || unit === 'percent' || unit === 'per cent') return { form: 'percent' };
  if (unit === '£' || unit === 'pounds' || unit === 'GBP') return { form: 'pounds' };
  return typeof unit === 'string' ? { form: 'plain', name: unit } : { form: 'plain' };
}

/** A metric's definition in force, and what the chart says. */
interface About {
  definition: Definition;
  words: ChartWords;
}

function thenAndNow(then: readonly Observation[], now: readonly Observation[], about: About): ChartSeries[] {
  const points = (observations: readonly Observation[]) => observations.map((one) => pointOf(one, about.definition));
  const series = [
    { name: about.words.t('chart.reported'), points: points(then) },
    { name: about.words.t('chart.knownNow'), points: points(now) },
  ];
  return series.filter((one) => one.points.length > 0);
}

function sinceFirst(observations: readonly Observation[], { definition, words }: About): ChartSeries[] {
  const points = observations.map((one) => pointOf(one, definition));
  if (!observations.some(({ firstReported }) => firstReported)) return [{ name: words.t('chart.reported'), points }];
  const first = observations.map((one) => pointOf(asFirstReported(one, String(definition.unit)), definition));
  return [
    { name: words.t('chart.firstReported'), points: first },
    { name: words.t('chart.knownNow'), points },
  ];
}

/** What is set for the areas of the chart, or for none in particular. */
function targetOf(
  { kind, unit, points }: TargetAnswer,
  definition: Definition,
  { names, words }: { names: readonly string[]; words: ChartWords },
): ChartTarget[] {
  const own = ((points ?? []) as TargetPoint[]).filter(({ areas }) => {
    const set = namesIn(areas);
    return set.length === 0 || [...set].sort().join() === [...names].sort().join();
  });
  if (own.length === 0) return [];
  const shown = own.map(({ period, periodPrinted, value }) => {
    const [span, label] = [spanOf(period), (period && displayPeriod(period)) ?? periodPrinted];
    const text = display(value, unit) ?? value;
    return { ...(span ? { span } : {}), ...(label === undefined ? {} : { label }), value, text };
  });
  const name = words.t(`chart.${kind as 'target' | 'baseline' | 'trajectory'}`);
  return [{ name, points: shown, ...(unit === definition.unit ? {} : { otherUnit: true }) }];
}

interface TargetPoint {
  period?: PeriodAnswer;
  periodPrinted?: string;
  areas?: unknown;
  value: string;
}

/** What a point is made of. */
type Figure = Pick<
  Observation,
  | 'id'
  | 'period'
  | 'periodDisplay'
  | 'periodPrinted'
  | 'value'
  | 'unit'
  | 'display'
  | 'printed'
  | 'qualifier'
  | 'reasonIfMissing'
>;

/** A figure as a point; whether its period is as long as those of its neighbours is seen later. */
export function pointOf(observation: Figure, { unit }: Definition): ChartPoint {
  const { id, period, value, display, printed, qualifier, reasonIfMissing } = observation;
  const span = spanOf(period);
  const number = numberOf(value);
  const point = {
    key: id.split('/')[0]!,
    label: observation.periodDisplay ?? observation.periodPrinted ?? '–',
    ...(span ? { span } : {}),
    value: number,
    text: display ?? printed ?? '–',
    ...(qualifier === undefined ? {} : { qualifier }),
    ...(reasonIfMissing ? { reason: reasonIfMissing } : {}),
  };
  if (value === null || value === undefined || qualifier === 'damaged') return { ...point, notDrawn: 'missing' };
  if (number === null) return { ...point, notDrawn: 'notANumber' };
  if (unit !== undefined && observation.unit !== undefined && observation.unit !== unit)
    return { ...point, notDrawn: 'otherUnit' };
  return span ? point : { ...point, notDrawn: 'noPeriod' };
}

/** A decimal text, or that of a rank; `null` for what is no number. */
function numberOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  const rank = (value as { n?: unknown } | null)?.n;
  return typeof rank === 'number' ? String(rank) : null;
}

/**
 * Leaves one length of period in the drawing, the usual one: a year's figure beside those of its months would stand
 * twelve times too high. Points come in the order of their periods, those without one first.
 */
export function inOneLength(series: readonly ChartSeries[]): ChartSeries[] {
  const lengths = new Map<string, number>();
  for (const { notDrawn, span } of series.flatMap(({ points }) => points))
    if (!notDrawn && span) lengths.set(lengthOf(span), (lengths.get(lengthOf(span)) ?? 0) + 1);
  const usual = [...lengths].reduce<[string, number]>((most, one) => (one[1] > most[1] ? one : most), ['', 0])[0];
  return series.map(({ name, points }) => ({
    name,
    points: points
      .map((point): ChartPoint => {
        const isOther = !point.notDrawn && point.span && lengthOf(point.span) !== usual;
        return isOther ? { ...point, notDrawn: 'otherLength' } : point;
      })
      .sort((a, b) => compareSpans(a.span, b.span)),
  }));
}

function lengthOf({ from, to }: Span): string {
  const months = wholeMonths(from, to);
  return months > 0 ? `${months} months` : `${daysBetween(from, to)} days`;
}

function compareSpans(a: Span | undefined, b: Span | undefined): number {
  const [x, y] = [a, b].map((span) => (span ? `${span.to} ${span.from}` : ''));
  return x! < y! ? -1 : x! > y! ? 1 : 0;
}

function ofPart(observations: readonly Observation[], { areas, breakdown }: Part): Observation[] {
  return observations.filter(({ id }) => {
    const [, ownAreas, ownBreakdown] = id.split('/');
    return ownAreas === areas && ownBreakdown === breakdown;
  });
}

export function namesIn(areas: unknown): string[] {
  return Array.isArray(areas) ? areas.flatMap(({ name }: { name?: string }) => name ?? []) : [];
}
