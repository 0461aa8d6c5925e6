import type { JsonObject } from '../../../../src/integrity/canonical-json.js';
import { addDays, type Day, daysBetween } from '../../../../src/ledger/dates.js';
import type { Effective } from '../../../../src/ledger/event.js';
import type { Statement } from '../../statement.js';
import { type ObjectFacts, partOf, present, readable } from '../facts.js';
import { displayPeriod } from '../period.js';
import { provenanceOf, provenanceOfEntry } from '../provenance.js';
import { BY_THE_BODY, type Slot } from '../slots.js';
import { unitOf } from './definitions.js';
import type { FirstReported, Observation } from './metric.answers.js';

/**
 * A figure for readers.
 *
 * @param metric that it is of, with the versions of its definition where it has several
 * @param on the day of the view, up to which the figure has aged
 * @param first what was reported first under its key, where that is shown as well
 */
export function observation(
  statement: Statement,
  { metric, on, first }: { metric: ObjectFacts | undefined; on: Day; first?: Slot },
): Observation {
  const { effective, withdrawn } = statement;
  const data = withdrawn ? withoutFigure(first) : statement.data;
  const unit = unitOf(data, metric);
  const until = lastDay(effective);
  const changed = BY_THE_BODY.has(statement.originalType);
  return present<Observation>({
    id: keyOfFigure(statement),
    period: effective,
    periodDisplay: effective && displayPeriod(effective),
    areas: data.areas,
    breakdown: data.breakdown,
    value: figureOf(data),
    display: withdrawn ? 'Withdrawn' : display(figureOf(data), unit),
    unit,
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

/** Its period, its areas and its part, as the key that it stands under has them. */
export function keyOfFigure({ facet }: Pick<Statement, 'facet'>): string {
  return facet.slice('value/'.length);
}

/** What a figure that was taken back had been about. */
function withoutFigure(first: Slot | undefined): JsonObject {
  const { areas, breakdown, periodPrinted, definitionVersion } = first?.text.data ?? {};
  return present({ areas, breakdown, periodPrinted, definitionVersion }) as JsonObject;
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
export function figureOf({ value, rank, range, yesNo }: JsonObject): unknown {
  return value ?? rank ?? range ?? yesNo ?? null;
}

/**
 * How many figures there are of the period of one, besides it: of the same days or, where no paper states them, in the
 * same words of the same paper.
 *
 * @param key that it stands under, and those of all that may be of its period, itself among them: ids of observations
 */
export function othersOfItsPeriod(key: string | undefined, keys: readonly string[]): number {
  if (key === undefined) return 0;
  return keys.filter((other) => other !== key && partOf(other, 0) === partOf(key, 0)).length;
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

/** A figure with how exact it is, and which parts of the whole it is of: `over 90% (burglary)`. */
export function qualified(shown: string, qualifier = 'exact', parts: readonly string[] = []): string {
  const besides = [...parts, ...(AFTERWARDS.has(qualifier) ? [qualifier] : [])].join(', ');
  return [BEFOREHAND[qualifier], shown, besides && `(${besides})`].filter(Boolean).join(' ');
}

/** What is said before a value, or behind it, that is not exact. */
const BEFOREHAND: Readonly<Record<string, string>> = { over: 'over', under: 'under', about: 'about', upTo: 'up to' };
const AFTERWARDS: ReadonlySet<string> = new Set(['provisional', 'estimated', 'suppressed', 'damaged']);

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
