import type { Day as CalendarDay } from '../dates.js';
import { type Finding, refusal } from './catalogue.js';
import { Choice, Day, Text } from './fields.js';

/** A date as exactly as it is known. */
export class StatedDate {
  @Day({ optional: true, note: 'The day, or the last day of the month, financial year or year stated.' }) date?: string;
  @Choice(['day', 'month', 'financialYear', 'year', 'notStated'])
  precision!: 'day' | 'month' | 'financialYear' | 'year' | 'notStated';
  @Text({ optional: true, max: 100 }) printed?: string;
}

/** @param field where the date stands, for example `decidedOn` */
export function statedDateRules({ date, precision }: StatedDate, field: string): Finding[] {
  return [
    precision !== 'notStated' && !date && refusal(`${field}.date`, 'Enter the date, or say that none is stated'),
    precision === 'notStated' && !!date && refusal(`${field}.precision`, 'There is a date. Say how exact it is'),
  ];
}

/** Whether all of what is stated lies after a day. A month or year that had begun by then may have been meant. */
export function isAfter({ date, precision }: StatedDate, day: CalendarDay): boolean {
  return date !== undefined && firstDayOf(date, precision) > day;
}

/** @param last the last day of what is stated, see {@link StatedDate.date} */
function firstDayOf(last: CalendarDay, precision: StatedDate['precision']): CalendarDay {
  const year = Number(last.slice(0, 4));
  if (precision === 'month') return `${last.slice(0, 7)}-01`;
  if (precision === 'year') return `${last.slice(0, 4)}-01-01`;
  // Financial years begin on 1 April.
  if (precision === 'financialYear')
    return `${String(last.slice(5) < '04-01' ? year - 1 : year).padStart(4, '0')}-04-01`;
  return last;
}
