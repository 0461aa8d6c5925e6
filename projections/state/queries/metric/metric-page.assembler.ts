import type { Day } from '../../../../src/ledger/dates.js';
import type { HistoryEntry, Statement } from '../../statement.js';
import { grouped, type ObjectFacts, partOf, payloadOf, present, readable } from '../facts.js';
import type { Names } from '../names.js';
import { displayPeriod } from '../period.js';
import { provenanceOf } from '../provenance.js';
import type { Named } from '../references.js';
import { type AreasByWidth, listedAreas } from '../scorecard/areas-by-width.js';
import { travelsOf, yardstickOf } from '../travel/travel.assembler.js';
import { type Point, travelOf, type Yardstick } from '../travel/travel.js';
import { figureInWords } from '../update/quoted-figure.js';
import { arithmeticOf } from './arithmetic.js';
import type { Observation } from './metric.answers.js';
import { metricWithObservations, observationsOf } from './metric.assembler.js';
import type {
  AreaFigures,
  AreaName,
  AreaSeries,
  ArithmeticAnswer,
  DefinitionVersion,
  MetricPage,
} from './metric-page.answers.js';

/** Comparable points that make a trend. */
const ENOUGH_FOR_A_TREND = 5;

/** A metric with all that is kept of it, or `undefined` where the view does not hold it. */
export function metricPage(
  metric: ObjectFacts | undefined,
  history: readonly HistoryEntry[],
  { names, areas, on }: { names: Names; areas?: AreasByWidth; on: Day },
): MetricPage | undefined {
  const held = metricWithObservations(metric, history, on, areas);
  if (!metric || !held) return undefined;
  const { metric: answer, observations } = held;
  const materiality = metric.get('materiality');
  const schedule = metric.get('schedule');
  const end = metric.get('end');
  return present<MetricPage>({
    ...answer,
    travel: travelFrom(answer.last, metric, on),
    versions: versionsOf(metric),
    materiality: materiality && { ...pick(materiality, 'type', 'amount'), from: provenanceOf(materiality) },
    release: schedule && { ...pick(schedule, 'frequency', 'nextDue'), from: provenanceOf(schedule) },
    checks: metric.list('check/*').map(
      (check): ArithmeticAnswer => ({
        entries: (check.data.entries as string[]).map((id) => figureNamed(id, history, metric)),
        ...pick(check, 'calculation', 'result'),
        from: provenanceOf(check),
      }),
    ),
    arithmetic: arithmeticOf(observations, answer.definition),
    retired: end && retirement(end, names),
  });
}

function versionsOf(metric: ObjectFacts): DefinitionVersion[] {
  return metric
    .under('definition/')
    .map((said) => ({
      version: Number(said.data.definitionVersion),
      definition: payloadOf(said.data),
      from: provenanceOf(said),
    }))
    .sort((a, b) => b.version - a.version);
}

/** The figures of a metric by area, or `undefined` where the view does not hold it. */
export function areaSeries(
  metric: ObjectFacts | undefined,
  { name, areas, on }: { name: Named; areas: AreasByWidth; on: Day },
): AreaSeries | undefined {
  if (!metric?.get('definition')) return undefined;
  const whole = observationsOf(metric, on).filter((one) => partOf(one.id, 2) === '-');
  const byArea = grouped(whole, ({ id }) => [partOf(id, 1)]);
  const yardstick = yardstickOf(metric);
  const series = [...byArea.values()].map((figures) => seriesOf(figures, metric, yardstick, on));
  return {
    metric: name,
    series: series.sort((a, b) => areas.compare(a.areas, b.areas)),
    withoutFigure: withoutFigure(series, areas),
  };
}

function seriesOf(figures: Observation[], metric: ObjectFacts, yardstick: Yardstick, on: Day): AreaFigures {
  const standing = figures.filter(({ withdrawn }) => !withdrawn);
  const last = standing[0] ?? null;
  return {
    areas: (figures.find(({ areas }) => areas !== undefined)?.areas ?? []) as AreaName[],
    last,
    travel: travelFrom(last, metric, on),
    trend: comparableInARow(standing, yardstick) >= ENOUGH_FOR_A_TREND,
    figures,
  };
}

function travelFrom(last: Observation | null, metric: ObjectFacts, on: Day) {
  const figure = last ? metric.get(`value/${last.id}`) : undefined;
  return last && figure ? travelsOf(figure, last, { metric, on }) : [];
}

/** How many figures, back from the last, are comparable with the one after them; what overlaps is passed over. */
function comparableInARow(figures: readonly Observation[], yardstick: Yardstick): number {
  let count = 0;
  let later: Point | undefined;
  for (const figure of figures as readonly (Observation & Point)[]) {
    const why = later && travelOf(later, figure, yardstick).why;
    if (why === 'seriesBreak') break;
    if (why || figure.value === null || (!later && !figure.period)) continue;
    later = figure;
    count++;
  }
  return count;
}

function withoutFigure(series: readonly AreaFigures[], areas: AreasByWidth): AreaName[] {
  const single = series.flatMap((one) => (one.last && one.areas.length === 1 ? one.areas : []));
  const known = new Set(single.map(({ code, name }) => code ?? name));
  const levels = new Set(areas.listed.filter(({ code, name }) => known.has(code ?? name)).map(({ level }) => level));
  return listedAreas(areas.listed.filter(({ level, code, name }) => levels.has(level) && !known.has(code ?? name)));
}

/** A figure of the metric by the entry that gave it. */
function figureNamed(id: string, history: readonly HistoryEntry[], metric: ObjectFacts): Named {
  const entry = history.find((one) => one.id === id && one.facet.startsWith('value/'));
  const figure = entry && figureInWords(entry.data, metric);
  const period = entry?.effective ? displayPeriod(entry.effective) : entry?.data.periodPrinted;
  return figure ? { id, name: [figure, period].filter(Boolean).join(', ') } : { id };
}

function retirement(end: Statement, names: Names) {
  const reason = (readable(end.data.reason) ?? null) as string | null;
  return present({ reason, replacedBy: names.of(end.data.replacedBy), from: provenanceOf(end) });
}

/** Members of a statement that are texts and in clear. */
function pick<K extends string>({ data }: Statement, ...members: K[]): Record<K, string> {
  return Object.fromEntries(members.map((member) => [member, String(data[member])])) as Record<K, string>;
}
