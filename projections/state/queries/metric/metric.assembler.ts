import type { Day } from '../../../../src/ledger/dates.js';
import type { HistoryEntry, Statement } from '../../statement.js';
import { compare, type Facts, type ObjectFacts, payloadOf, present, readable } from '../facts.js';
import { provenanceOf } from '../provenance.js';
import type { AreasByWidth } from '../scorecard/areas-by-width.js';
import { before, type Slot, slotsOf } from '../slots.js';
import type { Direction, MetricAnswer, MetricSummary, Observation, TargetAnswer } from './metric.answers.js';
import { lastDay, observation, othersOfItsPeriod } from './observation.js';

/** All metrics of a view with their last values, by name. */
export function metricList(facts: Facts, on: Day, areas?: AreasByWidth): MetricSummary[] {
  return facts
    .all('metric')
    .filter((metric) => metric.get('definition'))
    .map((metric) => summary(metric, observationsOf(metric, on), areas))
    .sort((a, b) => compare(a.name ?? '', b.name ?? ''));
}

/** One metric, and its observations from the latest period to the earliest; `undefined` where it is not held. */
export function metricWithObservations(
  metric: ObjectFacts | undefined,
  history: readonly HistoryEntry[],
  on: Day,
  areas?: AreasByWidth,
): { metric: MetricAnswer; observations: Observation[] } | undefined {
  if (!metric?.get('definition')) return undefined;
  const observations = observationsOf(metric, on, firstSlots(history, on));
  const answer: MetricAnswer = {
    ...summary(metric, observations, areas),
    targets: ['target', 'baseline', 'trajectory'].flatMap((kind) => targetOf(kind, metric.get(kind))),
    directions: metric.under('direction/').map(directionOf),
    breaks: metric.list('break/*', 'SeriesBreakMarked').map((statement) => ({
      at: String(statement.data.at),
      note: readable(statement.data.note) as string | null,
      from: provenanceOf(statement),
    })),
  };
  return { metric: answer, observations };
}

function summary(metric: ObjectFacts, observations: readonly Observation[], areas?: AreasByWidth): MetricSummary {
  const definition = metric.get('definition')!;
  const standing = observations.filter(({ withdrawn }) => !withdrawn);
  const last = lastOf(standing, areas);
  return present<MetricSummary>({
    id: metric.id,
    name: metric.value('definition', 'name'),
    definition: payloadOf(definition.data),
    last,
    observationCount: standing.length,
    otherFigures: othersOfItsPeriod(
      last?.id,
      standing.map(({ id }) => id),
    ),
    from: provenanceOf(definition),
  });
}

/**
 * Of the latest period the whole, for the widest area by the list of areas; without a list, what was entered first. Where
 * no period is stated at all, what was reported last is the latest.
 */
function lastOf(standing: readonly Observation[], areas: AreasByWidth | undefined): Observation | null {
  const until = lastDay(standing[0]?.period);
  const reportedLast = standing
    .map(({ from }) => from.reportedOn)
    .sort()
    .at(-1);
  const latest = standing.filter(({ period, from }) => {
    return until === undefined ? from.reportedOn === reportedLast : lastDay(period) === until;
  });
  const namesOf = (one: Observation) => (one.areas ?? []) as { code?: string; name: string }[];
  const byWidth = (a: Observation, b: Observation) => areas?.compare(namesOf(a), namesOf(b)) ?? 0;
  return [...latest].sort((a, b) => partsOf(a) - partsOf(b) || byWidth(a, b))[0] ?? null;
}

/** The values of a metric, what was taken back among them, from the latest period to the earliest. */
export function observationsOf(metric: ObjectFacts, on: Day, first?: ReadonlyMap<string, Slot>): Observation[] {
  return [...metric.under('value/'), ...metric.withdrawals('value/')]
    .map((statement) => observation(statement, { metric, on, first: first?.get(statement.facet) }))
    .sort(
      (a, b) =>
        compare(lastDay(b.period) ?? '', lastDay(a.period) ?? '') ||
        partsOf(a) - partsOf(b) ||
        a.from.index - b.from.index,
    );
}

/** How far a figure is broken down: of one period, the whole stands before its parts. */
function partsOf({ breakdown }: Observation): number {
  return Array.isArray(breakdown) ? breakdown.length : 0;
}

/** By facet, the statement that was reported first. */
function firstSlots(history: readonly HistoryEntry[], on: Day): Map<string, Slot> {
  const first = new Map<string, Slot>();
  for (const slot of slotsOf(history, on)) {
    const { facet } = slot.original;
    const known = first.get(facet);
    if (!known || before(slot, known)) first.set(facet, slot);
  }
  return first;
}

export function targetOf(kind: string, statement: Statement | undefined): TargetAnswer[] {
  if (!statement) return [];
  const { unit, points, reason } = readable(statement.data) as Record<string, unknown>;
  return [
    present<TargetAnswer>({
      kind,
      unit: String(unit),
      points,
      reason: reason as string | null | undefined,
      from: provenanceOf(statement),
    }),
  ];
}

function directionOf(statement: Statement): Direction {
  return present<Direction>({
    period: statement.effective,
    words: readable(statement.data.words) as string | null,
    comparator: readable(statement.data.comparator),
    movement: statement.data.movement as string | undefined,
    judgement: statement.data.judgement as string | undefined,
    areas: statement.data.areas,
    from: provenanceOf(statement),
  });
}
