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
