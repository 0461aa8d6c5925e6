import type { Day } from '../../../../src/ledger/dates.js';
import { compareDecimals } from '../../../../src/ledger/decimals.js';
import type { Effective } from '../../../../src/ledger/event.js';
import type { Statement } from '../../statement.js';
import { type ObjectFacts, partOf, present, readable } from '../facts.js';
import type { Observation } from '../metric/metric.answers.js';
import { display, observation } from '../metric/observation.js';
import { displayPeriod } from '../period.js';
import { travelLabel } from './label.js';
import { previousPeriod, yearBefore } from './periods.js';
import type { Travel } from './travel.answers.js';
import { judgementOf, type Movement, type Point, travelAsCompared, travelOf, type Yardstick } from './travel.js';

/** Facets of a metric that its direction of travel rests on, besides its figures. */
export const YARDSTICK = ['definition', 'materiality', 'baseline', 'break/*'];

/** The periods that a figure is compared with, apart from its own. */
const EARLIER: Readonly<Record<string, (period: Effective) => Effective | undefined>> = {
  previousPeriod,
  samePeriodLastYear: yearBefore,
};

/** What a comparison in time is called in papers. */
const IN_TIME = new Set([...Object.keys(EARLIER), 'baseline']);

/** What makes figures of a metric comparable in a view, and good or bad. */
export function yardstickOf(metric: ObjectFacts): Yardstick {
  return {
    goodDirection: metric.value<Yardstick['goodDirection']>('definition', 'goodDirection'),
    materiality: metric.get('materiality')?.data as Yardstick['materiality'],
    breaks: metric
      .list('break/*', 'SeriesBreakMarked')
      .map(({ data }) => data as unknown as Yardstick['breaks'][number]),
  };
}

/** The keys under which the figures stand that one is compared with, for reading them: `value/2022-03-01..2022-04-01/`. */
export function earlierPrefixes({ effective }: Statement): string[] {
  const periods = effective ? Object.values(EARLIER).map((earlier) => earlier(effective)) : [];
  return periods.flatMap((period) => (period ? [`value/${periodPart(period)}/`] : []));
}

/** The metric of a figure, and the day of the view. */
interface OfMetric {
  metric: ObjectFacts;
  on: Day;
}

/**
 * Which way a figure goes: compared with figures of the ledger, as far as the facts hold them, and as the paper says
 * itself, beside the figure or in words of its own. A comparator that the metric's definition promises is there in any
 * case, if only to say that there is no figure to compare with.
 *
 * @param now the figure as it is shown
 */
export function travelsOf(figure: Statement, now: Observation, { metric, on }: OfMetric): Travel[] {
  const yardstick = yardstickOf(metric);
  const computed = (comparator: string, before: Point | undefined, more: Partial<Travel>) =>
    before || promises(metric, comparator)
      ? [labelled({ comparator, ...travelOf(pointOf(now), before, yardstick), basis: 'computed', ...more })]
      : [];
  const earlier = Object.entries(EARLIER).flatMap(([comparator, of]) => {
    const before = figure.effective && figureOf(metric, figure, of(figure.effective));
    const shown = before && observation(before, { metric, on });
    return figure.effective ? computed(comparator, shown && pointOf(shown), { of: shown }) : [];
  });
  const baseline = baselineFor(now, metric);
  return [
    ...earlier,
    ...computed('baseline', baseline, { ofValue: baseline && display(baseline.value, baseline.unit) }),
    ...statedBeside(now, yardstick),
    ...directionsFor(figure, metric).map(statedDirection),
  ];
}

function labelled(travel: Omit<Travel, 'label'>): Travel {
  return present<Travel>({ ...travel, label: travelLabel(travel) });
}

/** What a paper says in words of the way a figure goes. */
export function statedDirection({ data }: Statement): Travel {
  const { movement, judgement = 'notAssessed', words, comparator } = readable(data) as Record<string, string>;
  return labelled({
    comparator: comparator!,
    movement: movement === 'noChange' ? 'noMaterialChange' : movement,
    judgement,
    basis: 'statedByThePaper',
    words,
  });
}

/** Directions that are stated for the period and areas of a figure, or for no period, when it was reported. */
function directionsFor({ facet, reportedOn }: Statement, metric: ObjectFacts): Statement[] {
  const areas = partOf(facet, 2);
  const period = partOf(facet, 1);
  const withoutPeriod = metric
    .under('direction/unstated.')
    .filter(
      (one) => partOf(one.facet, 1) !== period && partOf(one.facet, 2) === areas && one.reportedOn === reportedOn,
    );
  return [...metric.under(`direction/${period}/${areas}/`), ...withoutPeriod];
}

function promises(metric: ObjectFacts, comparator: string): boolean {
  return metric.value<string[]>('definition', 'comparators')?.includes(comparator) ?? false;
}

/** The figure of the same areas and parts for another period. */
function figureOf(metric: ObjectFacts, { facet }: Statement, period: Effective | undefined): Statement | undefined {
  return period && metric.get(`value/${periodPart(period)}/${facet.split('/').slice(2).join('/')}`);
}

/** As keys of figures have it. */
function periodPart(period: Effective): string {
  return 'at' in period ? period.at : `${period.from}..${period.to ?? ''}`;
}

function pointOf({ period, areas, breakdown, value, unit, qualifier, withdrawn }: Observation): Point {
  return present({ period, areas, breakdown, value: withdrawn ? null : value, unit, qualifier }) as Point;
}

/** The point of the baseline for the same areas; one without areas is for whatever is measured. */
function baselineFor({ areas, breakdown }: Observation, metric: ObjectFacts): Point | undefined {
  if (Array.isArray(breakdown) && breakdown.length > 0) return undefined;
  const { points = [], unit } = (metric.get('baseline')?.data ?? {}) as { points?: Point[]; unit?: string };
  const same = (point: Point) => !point.areas || keyOf(point.areas) === keyOf((areas ?? []) as Point['areas']);
  const point = points.find(same);
  return point && { ...point, unit, areas: (areas ?? []) as Point['areas'] };
}

function keyOf(areas: Point['areas'] = []): string {
  return JSON.stringify(areas.map(({ code, name }) => code ?? name).sort());
}

interface Stated {
  type: string;
  value?: string;
  change?: string;
  changePercent?: string;
  period?: Effective;
  printed?: string;
  note?: string;
}

/** Comparisons that the paper prints beside a figure, as far as they are with another time. */
function statedBeside(now: Observation, yardstick: Yardstick): Travel[] {
  const stated = (now.statedComparators ?? []) as Stated[];
  return stated.flatMap(({ type, value, change, changePercent, period, printed, note }) => {
    const earlier = { ofValue: display(value, now.unit), ofPeriodDisplay: period && displayPeriod(period) };
    const more = { basis: 'statedByThePaper', words: printed ?? note, ...earlier };
    const moved = change ?? changePercent;
    if (moved !== undefined) return [labelled({ comparator: type, ...said(moved, yardstick), ...more })];
    if (value === undefined || !(period || IN_TIME.has(type))) return [];
    const before = { ...pointOf(now), period, value, qualifier: 'exact' };
    const travel = (period ? travelOf : travelAsCompared)(pointOf(now), before, yardstick);
    return [labelled({ comparator: type, ...travel, ...more })];
  });
}

/** A change that the paper prints. */
function said(change: string, { goodDirection }: Yardstick): Pick<Travel, 'movement' | 'judgement'> {
  const sign = compareDecimals(change, '0');
  const movement: Movement = sign === 0 ? 'noMaterialChange' : sign > 0 ? 'up' : 'down';
  return { movement, judgement: judgementOf(movement, undefined, undefined, goodDirection) };
}
