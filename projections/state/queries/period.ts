import { addDays, type Day, printedDay } from '../../../src/ledger/dates.js';

/** A half-open range of days, open without an end, or one day. */
interface Period {
  from?: Day;
  to?: Day | null;
  at?: Day;
}

/** A period as people read it, both days included: `March 2022`, `1 September 2021 to 31 May 2022`. */
export function displayPeriod({ from, to, at }: Period): string | undefined {
  if (at) return printedDay(at);
  if (!from) return undefined;
  if (!to) return `from ${printedDay(from)}`;
  const last = addDays(to, -1);
  if (last === from) return printedDay(from);
  if (from.endsWith('-01') && to === firstOfNextMonth(from)) return printedDay(from).replace(/^1 /, '');
  return `${printedDay(from)} to ${printedDay(last)}`;
}

function firstOfNextMonth(first: Day): Day {
  return `${addDays(first, 31).slice(0, 7)}-01`;
}
