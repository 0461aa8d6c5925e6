import type { JsonObject } from '../../../../src/integrity/canonical-json.js';
import { addDays, type Day, daysBetween } from '../../../../src/ledger/dates.js';
import type { Effective } from '../../../../src/ledger/event.js';
import type { HistoryEntry, Statement } from '../../statement.js';
import { compare, type Facts, type ObjectFacts, payloadOf, present, readable } from '../facts.js';
import { displayPeriod } from '../period.js';
import { provenanceOf, provenanceOfEntry } from '../provenance.js';
import { BY_THE_BODY, before, type Slot, slotsOf } from '../slots.js';
import type {
  Direction,
  FirstReported,
  MetricAnswer,
  MetricSummary,
  Observation,
  TargetAnswer,
} from './metric.answers.js';

/** All metrics of a view with their last values, by name. */
export function metricList(facts: Facts, on: Day): MetricSummary[] {
  return facts
    .all('metric')
    .filter((metric) => metric.get('definition'))
    .map((metric) => summary(metric, observationsOf(metric, on)))
    .sort((a, b) => compare(a.name ?? '', b.name ?? ''));
}

/** One metric, and its observations from the latest period to the earliest; `undefined` where it is not held. */
export function metricWithObservations(
  metric: ObjectFacts | undefined,
  history: readonly HistoryEntry[],
  on: Day,
): { metric: MetricAnswer; observations: Observation[] } | undefined {
  if (!metric?.get('definition')) return undefined;
  const observations = observationsOf(metric, on, firstSlots(history, on));
  const answer: MetricAnswer = {
    ...summary(metric, observations),
    targets: ['target', 'baseline', 'trajectory'].flatMap((kind) => targetOf(kind, metric.get(kind))),
    directions: metric.under('direction/').map(directionOf),
    breaks: metric.list('break/*').map((statement) => ({
      at: String(statement.data.at),
      note: readable(statement.data.note) as string | null,
      from: provenanceOf(statement),
    })),
  };
  return { metric: answer, observations };
}

function summary(metric: ObjectFacts, observations: readonly Observation[]): MetricSummary {
  const definition = metric.get('definition')!;
  const standing = observations.filter(({ withdrawn }) => !withdrawn);
  return present<MetricSummary>({
    id: metric.id,
    name: metric.value('definition', 'name'),
    definition: payloadOf(definition.data),
    last: standing[0] ?? null,
    observationCount: standing.length,
    from: provenanceOf(definition),
  });
}

function observationsOf(metric: ObjectFacts, on: Day, first?: ReadonlyMap<string, Slot>): Observation[] {
  const unit = metric.value('definition', 'unit');
  return [...metric.under('value/'), ...metric.withdrawals('value/')]
    .map((statement) => observation(statement, unit, on, first?.get(statement.facet)))
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

function observation(statement: Statement, unit: string | undefined, on: Day, first: Slot | undefined): Observation {
  const { effective, withdrawn } = statement;
  const data = withdrawn ? withoutFigure(first) : statement.data;
  const until = lastDay(effective);
  const changed = BY_THE_BODY.has(statement.originalType);
  return present<Observation>({
    id: statement.facet.slice('value/'.length),
    period: effective,
    periodDisplay: effective && displayPeriod(effective),
    areas: data.areas,
    breakdown: data.breakdown,
    value: figureOf(data),
    display: withdrawn ? 'Withdrawn' : display(figureOf(data), unit),
    outOf: data.outOf as string | undefined,
    periodPrinted: data.periodPrinted as string | undefined,
    qualifier: data.qualifier as string | undefined,
    printed: data.printed as string | undefined,
    reasonIfMissing: readable(data.reasonIfMissing) as string | null | undefined,
    statedComparators: readable(data.statedComparators),
    ageInDays: until === undefined ? undefined : Math.max(0, daysBetween(until, on)),
    changed,
    withdrawn,
    firstReported: changed && first ? firstReported(first) : undefined,
    from: provenanceOf(statement),
  });
}

/** What a figure that was taken back had been about. */
function withoutFigure(first: Slot | undefined): JsonObject {
  const { areas, breakdown, periodPrinted } = first?.text.data ?? {};
  return present({ areas, breakdown, periodPrinted }) as JsonObject;
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

function firstReported({ original, text }: Slot): FirstReported {
  return present<FirstReported>({
    value: figureOf(text.data),
    printed: text.data.printed as string | undefined,
    reportedOn: original.reportedOn,
    entryId: text.id,
    from: provenanceOfEntry(text, original.reportedOn),
  });
}

/** The figure in whichever form the metric has; `null` where there is none. */
function figureOf({ value, rank, range, yesNo }: JsonObject): unknown {
  return value ?? rank ?? range ?? yesNo ?? null;
}

/** The last day that a figure is about; `undefined` where none is stated or the period is open. */
export function lastDay(
  period: { from?: string; to?: string | null; at?: string } | Effective | undefined,
): Day | undefined {
  if (!period) return undefined;
  if ('at' in period && period.at) return period.at;
  return 'to' in period && period.to ? addDays(period.to, -1) : undefined;
}

/** Whether a day lies in a period; without a stated period none does. */
export function contains(period: Observation['period'], day: Day): boolean {
  const first = period?.at ?? period?.from;
  const last = lastDay(period);
  return first !== undefined && first <= day && (last === undefined || day <= last);
}

/** A figure as people read it: `4m 58s`, `93%`, `£150,000`, `rank 8 of 43`, otherwise the number and its unit. */
export function display(value: unknown, unit: string | undefined): string | undefined {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return withUnit(value, unit);
  if (typeof value !== 'object' || value === null) return undefined;
  const { n, of, low, high } = value as Record<string, unknown>;
  if (n !== undefined) return of === undefined ? `rank ${n}` : `rank ${n} of ${of}`;
  if (low !== undefined && high !== undefined) return `${low} to ${withUnit(String(high), unit)}`;
  return undefined;
}

function withUnit(value: string, unit: string | undefined): string {
  if (unit === 'seconds' && /^\d+$/.test(value)) {
    const seconds = Number(value);
    return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m ${seconds % 60}s`;
  }
  const digits = value.replaceAll(/(?<!\.\d*)\B(?=(\d{3})+(?!\d))/g, ',');
  if (unit === '%' || unit === 'percent' || unit === 'per cent') return `${digits}%`;
  if (unit === '£' || unit === 'pounds' || unit === 'GBP') return `£${digits}`;
  return unit ? `${digits} ${unit}` : digits;
}

function targetOf(kind: string, statement: Statement | undefined): TargetAnswer[] {
  if (!statement) return [];
  const reason = readable(statement.data.reason) as string | null | undefined;
  return [
    present<TargetAnswer>({ kind, points: readable(statement.data.points), reason, from: provenanceOf(statement) }),
  ];
}

function directionOf(statement: Statement): Direction {
  return present<Direction>({
    period: statement.effective,
    words: readable(statement.data.words) as string | null,
    comparator: readable(statement.data.comparator),
    areas: statement.data.areas,
    from: provenanceOf(statement),
  });
}
