import { type Day, isDay } from '../../ledger/dates.js';
import type { Values } from '../render/words.js';
import type { StringKey } from '../strings/keys.js';
import { hasOneAddress, isPage, readAddress, type TimeInPath, writeAddress } from './address.js';

/** A published report, as the control offers it. */
export interface ReportChoice {
  id: string;
  title: string;
  reportDate: Day;
  asReportedOn: Day;
  atSize: number;
}

/** The fields of the control as a reader left them. */
export interface TimeFields {
  see: string;
  day: string;
  month: string;
  year: string;
  /** Id of a report. */
  report: string;
}

/** What is wrong with a field. `part` of a date is the one to go to. */
export interface FieldError {
  field: 'see' | 'day' | 'month' | 'year' | 'report';
  key: StringKey;
  values?: Values;
}

type Asked = { time: TimeInPath } | { error: FieldError };

/** The control filled in with the view that a page shows. */
export function fieldsFor(time: TimeInPath, reports: readonly ReportChoice[]): TimeFields {
  const { asReportedOn, atSize } = time;
  // Whoever opens the control of what is known now wants something else.
  if (asReportedOn === undefined) return { see: 'date', day: '', month: '', year: '', report: '' };
  const report = reports.find((one) => one.asReportedOn === asReportedOn && one.atSize === atSize);
  return { see: report ? 'report' : 'date', ...partsOf(asReportedOn), report: report?.id ?? '' };
}

/** The control filled in with what a reader typed into an address in the place of a date. */
export function fieldsOf(typed: string): TimeFields {
  return { see: 'date', ...partsOf(typed), report: '' };
}

function partsOf(date: string): Pick<TimeFields, 'day' | 'month' | 'year'> {
  const [, year = '', month = '', day = ''] = /^(\d{1,4})-(\d{1,2})-(\d{1,2})$/.exec(date) ?? [];
  const plain = (part: string) => part.replace(/^0+(?=\d)/, '');
  return { day: plain(day), month: plain(month), year };
}

/**
 * Which view a reader asks for.
 *
 * @param today in the ledger's time zone
 */
export function readFields(fields: TimeFields, reports: readonly ReportChoice[], today: Day): Asked {
  switch (fields.see) {
    case 'now':
      return { time: {} };
    case 'date':
      // A report may be chosen without the choice above it.
      return isWithoutDate(fields) && fields.report !== '' ? readReport(fields, reports) : readDate(fields, today);
    case 'report':
      return readReport(fields, reports);
    default:
      return { error: { field: 'see', key: 'time.error.see' } };
  }
}

function readReport({ report }: TimeFields, reports: readonly ReportChoice[]): Asked {
  const found = reports.find(({ id }) => id === report);
  if (!found) return { error: { field: 'report', key: 'time.error.report' } };
  return { time: { asReportedOn: found.asReportedOn, atSize: found.atSize } };
}

const PARTS = ['day', 'month', 'year'] as const;
const MISSING: Record<(typeof PARTS)[number], StringKey> = {
  day: 'time.error.noDay',
  month: 'time.error.noMonth',
  year: 'time.error.noYear',
};

function isWithoutDate(fields: Pick<TimeFields, 'day' | 'month' | 'year'>): boolean {
  return PARTS.every((part) => fields[part].trim() === '');
}

/** @param last day that may be asked for, such as today */
export function readDate(fields: Pick<TimeFields, 'day' | 'month' | 'year'>, last: Day): Asked {
  const [day, month, year] = PARTS.map((part) => fields[part].trim()) as [string, string, string];
  const empty = PARTS.filter((part) => fields[part].trim() === '');
  if (isWithoutDate(fields)) return { error: { field: 'day', key: 'time.error.noDate' } };
  if (empty.length > 0) return { error: { field: empty[0]!, key: MISSING[empty[0]!] } };
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (!isDay(date)) return { error: { field: 'day', key: 'time.error.noRealDate' } };
  if (date > last) return { error: { field: 'day', key: 'time.error.future' } };
  return { time: { asReportedOn: date } };
}

/** Where a reader goes who was on one page and asks for a view of it. */
export function addressIn(time: TimeInPath, from: string): string {
  const path = /^\/(?![/\\])/.test(from) && isPage(from) ? from : '/';
  const found = readAddress(path);
  const page = 'typed' in found || hasOneAddress(found.path) ? '/' : found.path;
  return writeAddress({ time, path: page });
}
