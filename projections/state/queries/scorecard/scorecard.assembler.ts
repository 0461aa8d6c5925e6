import type { Day } from '../../../../src/ledger/dates.js';
import type { Statement } from '../../statement.js';
import type { LinkedMeasure } from '../commitment/commitment.answers.js';
import type { AddedByEditors } from '../editors.js';
import { compare, type Facts, type ObjectFacts, partOf, present } from '../facts.js';
import type { Observation } from '../metric/metric.answers.js';
import { targetOf } from '../metric/metric.assembler.js';
import { keyOfFigure, observation, othersOfItsPeriod, qualified } from '../metric/observation.js';
import type { Names } from '../names.js';
import { provenanceOf } from '../provenance.js';
import { idsIn, type Named } from '../references.js';
import { statedDirection, travelsOf } from '../travel/travel.assembler.js';
import type { AreasByWidth } from './areas-by-width.js';
import type { Scorecard, ScorecardLine } from './scorecard.answers.js';

const NOT_STATED = 'Not stated in the source';

/** What lines are made from, besides the plan's own statements. */
export interface ScorecardFacts {
  /** Plans with their indicators and parts; metrics with definitions, schedules, and the figures of the periods needed. */
  facts: Facts;
  names: Names;
  /** By stream of a metric, the last of its stated periods as keys have it; absent where none is stated. */
  newest: ReadonlyMap<string, string>;
  areas: AreasByWidth;
  on: Day;
}

/** The scorecard of a plan, or `undefined` where the view does not hold the plan. */
export function scorecard(
  plan: ObjectFacts | undefined,
  from: ScorecardFacts,
  more: { standing?: string | undefined; measuresSince: LinkedMeasure[]; addedByEditors: AddedByEditors[] },
): Scorecard | undefined {
  if (!plan?.get('identity')) return undefined;
  const all = linesOf(plan, from);
  const lines = all.filter(({ standing }) => more.standing === undefined || standing === more.standing);
  const indicators = [...new Set(lines.map(({ indicator }) => indicator.id))];
  const priorities = [...new Map(lines.map(({ priority }) => [priority.id, priority])).values()];
  return {
    plan: from.names.of(plan.id)!,
    priorities: priorities.map((priority) => ({
      priority,
      lines: lines.filter((line) => line.priority.id === priority.id),
    })),
    withoutFigure: withoutFigure(lines),
    offScorecard: offScorecard(all, from.facts),
    measuresSince: indicators.flatMap((id) => more.measuresSince.filter(({ through }) => through.id === id)),
    addedByEditors: more.addedByEditors,
  };
}

/** The lines of a plan's scorecard, by the plan's order of priorities and the scorecard's own of indicators. */
export function linesOf(plan: ObjectFacts, from: ScorecardFacts): ScorecardLine[] {
  const place = placesOf(plan);
  return plan
    .list('indicator/*', 'ScorecardIndicatorSet')
    .sort(
      (a, b) =>
        place(String(a.data.priorityId)) - place(String(b.data.priorityId)) ||
        Number(a.data.order) - Number(b.data.order) ||
        compare(String(a.data.label), String(b.data.label)),
    )
    .flatMap((indicator) => {
      const links = plan.get(`${indicator.facet}/metrics`);
      const metrics = idsIn(links?.data.metricIds);
      return metrics.length === 0
        ? [lineOf(plan, indicator, links, undefined, from)]
        : metrics.map((id) => lineOf(plan, indicator, links, id, from));
    });
}

function lineOf(
  plan: ObjectFacts,
  indicator: Statement,
  links: Statement | undefined,
  metricId: string | undefined,
  { facts, names, newest, areas, on }: ScorecardFacts,
): ScorecardLine {
  const id = partOf(indicator.facet, 1);
  const metric = facts.object('metric', metricId);
  const figures = metric ? figuresOf(metric, newest.get(metric.stream), areas) : [];
  const [figure] = figures;
  const value = figure ? observation(figure, { metric, on }) : null;
  const nextDue = metric?.value<Day>('schedule', 'nextDue');
  return present<ScorecardLine>({
    id: metricId ? `${id}:${metricId}` : id,
    plan: names.of(plan.id)!,
    priority: names.of(indicator.data.priorityId)!,
    indicator: { id, name: String(indicator.data.label) },
    standing: String(indicator.data.standing),
    metric: names.of(metricId),
    linkedBy: links?.data.basis as string | undefined,
    value,
    display: displayOf(value),
    otherFigures: othersOfItsPeriod(value?.id, figures.map(keyOfFigure)),
    travel: metric ? travelOfLine(figure, value, metric, on) : [],
    target: metric && targetOf('target', metric.get('target'))[0],
    nextDue,
    overdueRelease: nextDue !== undefined && nextDue < on && !(figure && figure.reportedOn >= nextDue),
    linkedFrom: links && provenanceOf(links),
    from: provenanceOf(indicator),
  });
}

function travelOfLine(figure: Statement | undefined, shown: Observation | null, metric: ObjectFacts, on: Day) {
  return figure && shown ? travelsOf(figure, shown, { metric, on }) : lastDirections(metric).map(statedDirection);
}

/** The value as exact as it is, and which part it is of where no figure is given of the whole: `over 90% (burglary)`. */
function displayOf(value: ScorecardLine['value']): string {
  const { display, qualifier, printed, breakdown = [] } = value ?? {};
  if (display === undefined) return printed ?? NOT_STATED;
  const parts = (breakdown as { value: string }[]).map((part) => part.value);
  return qualified(display, qualifier, parts);
}

/**
 * The figures of a metric's newest period, the one for its line first: whole before broken down, wide areas before
 * those that lie in them. Where no period is stated at all, what was reported last.
 */
function figuresOf(metric: ObjectFacts, period: string | undefined, areas: AreasByWidth): Statement[] {
  if (period === undefined) {
    const reported = metric.under('value/unstated.');
    const last = reported
      .map(({ reportedOn }) => reportedOn)
      .sort()
      .at(-1);
    return inOrder(
      reported.filter(({ reportedOn }) => reportedOn === last),
      areas,
    );
  }
  return inOrder(metric.under(`value/${period}/`), areas);
}

function inOrder(figures: readonly Statement[], areas: AreasByWidth): Statement[] {
  const placesOf = ({ data }: Statement) => (data.areas ?? []) as unknown as { code?: string; name: string }[];
  const parts = ({ data }: Statement) => (Array.isArray(data.breakdown) ? data.breakdown.length : 0);
  return [...figures].sort((a, b) => parts(a) - parts(b) || areas.compare(placesOf(a), placesOf(b)) || a.slot - b.slot);
}

/** What papers said last of the way something goes that they give no figure of. */
function lastDirections(metric: ObjectFacts): Statement[] {
  const directions = metric.under('direction/');
  const last = directions
    .map(({ reportedOn }) => reportedOn)
    .sort()
    .at(-1);
  return directions.filter(({ reportedOn }) => reportedOn === last);
}

/** Indicators of which no line has a value. */
function withoutFigure(lines: readonly ScorecardLine[]): Named[] {
  const withOne = new Set(lines.filter(({ value }) => hasValue(value)).map(({ indicator }) => indicator.id));
  const without = lines.filter(({ indicator }) => !withOne.has(indicator.id)).map(({ indicator }) => indicator);
  return [...new Map(without.map((indicator) => [indicator.id, indicator])).values()];
}

function hasValue(value: ScorecardLine['value']): boolean {
  return value !== null && value.value !== null;
}

function offScorecard(lines: readonly ScorecardLine[], facts: Facts): number {
  const on = new Set(lines.map(({ metric }) => metric?.id));
  return facts.all('metric').filter((one) => one.get('definition') && !one.get('end') && !on.has(one.id)).length;
}

/** Where a priority comes in its plan: as the plan orders them, else by printed number. */
function placesOf(plan: ObjectFacts): (priority: string) => number {
  const listed = new Map(idsIn(plan.get(`order/${plan.id}`)?.data.order).map((id, index) => [id, index]));
  return (priority) => {
    const number = plan.value<{ value?: string }>(`node/${priority}`, 'printedNumber')?.value;
    return listed.get(priority) ?? listed.size + Number.parseInt(number ?? '1000', 10);
  };
}
