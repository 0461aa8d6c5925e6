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
  if (from.endsWith('-01') && to === firstOfNextMonth(from)) return printedDay(from).replace(/^1 /, '');
  const last = addDays(to, -1);
  if (last === from) return printedDay(from);
  return `${printedDay(from)} to ${printedDay(last)}`;
}

function firstOfNextMonth(first: Day): Day {
  const [year = 0, month = 0] = first.split('-').map(Number);
  const next = month === 12 ? [year + 1, 1] : [year, month + 1];
  return `${String(next[0]).padStart(4, '0')}-${String(next[1]).padStart(2, '0')}-01`;
}
