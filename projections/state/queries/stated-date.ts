import { type Day, printedDay } from '../../../src/ledger/dates.js';
import { Member } from './member.js';

/** A date as exactly as it is known. */
export class StatedDateAnswer {
  @Member('day', 'The day, or the last day of the month, financial year or year.', { optional: true }) date?: string;
  @Member('text', 'day, month, financialYear, year, or that none is stated.') precision!: string;
  @Member('text', 'The words printed.', { optional: true }) printed?: string;
  @Member('text', 'The date as people read it, for example "August 2022".') display!: string;
}

export function statedDate(value: unknown): StatedDateAnswer {
  const stated = value as Omit<StatedDateAnswer, 'display'>;
  return { ...stated, display: displayDate(stated) };
}

function displayDate({ date, precision, printed }: Omit<StatedDateAnswer, 'display'>): string {
  if (printed) return printed;
  return date ? atPrecision(date, precision) : 'Not stated in the source';
}

function atPrecision(lastDay: Day, precision: string): string {
  const year = lastDay.slice(0, 4);
  switch (precision) {
    case 'month':
      return printedDay(lastDay).replace(/^\d+ /, '');
    case 'financialYear':
      return `${Number(year) - 1}/${year.slice(2)}`;
    case 'year':
      return year;
    default:
      return printedDay(lastDay);
  }
}
