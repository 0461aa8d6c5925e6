import { addDays, type Day, daysBetween } from '../../../../src/ledger/dates.js';
import type { Effective } from '../../../../src/ledger/event.js';

/** A period with both its ends, half-open; one day is a period of that day. */
export interface Span {
  from: Day;
  to: Day;
}

/** The days of a period; `undefined` where none is stated or it has no end. */
export function spanOf(period: { from?: Day; to?: Day | null; at?: Day } | undefined): Span | undefined {
  if (period?.at) return { from: period.at, to: addDays(period.at, 1) };
  return period?.from && period.to ? { from: period.from, to: period.to } : undefined;
}

export function overlap(a: Span, b: Span): boolean {
  return a.from < b.to && b.from < a.to;
}

/**
 * The period just before one, of the same length: of a quarter the quarter before, of whole months as many months, of
 * other days as many days. A single day is a point in time and has no period before it.
 */
export function previousPeriod(period: Effective): Effective | undefined {
  if (!('from' in period) || !period.to) return undefined;
  const { from, to } = period;
  const months = wholeMonths(from, to);
  return { from: months ? addMonths(from, -months) : addDays(from, -daysBetween(from, to)), to: from };
}

/** The same days of the calendar a year before; 29 February becomes 28 February. */
export function yearBefore(period: Effective): Effective | undefined {
  if (!('from' in period)) return { at: addMonths(period.at, -12) };
  return period.to ? { from: addMonths(period.from, -12), to: addMonths(period.to, -12) } : undefined;
}

/** How many months lie between two days that are the same day of their months; 0 where they are not. */
export function wholeMonths(from: Day, to: Day): number {
  if (from.slice(8) !== to.slice(8)) return 0;
  return (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7));
}

/** The same day some months later (or, negative, earlier), at most the last day of that month. */
function addMonths(day: Day, count: number): Day {
  const month = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + count;
  const first = firstOf(month);
  const last = daysBetween(first, firstOf(month + 1));
  return addDays(first, Math.min(Number(day.slice(8)), last) - 1);
}

/** The first day of a month, by its number since the year 0. */
function firstOf(month: number): Day {
  return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01`;
}
