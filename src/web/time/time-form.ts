import { type Day, isDay } from '../../ledger/dates.js';
import type { StringKey } from '../strings/keys.js';
import { hasOneAddress, isPage, readAddress, type TimeInPath, writeAddress, writeShown } from './address.js';

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
  /** Of the day on which the ledger showed something. */
  shownDay: string;
  shownMonth: string;
  shownYear: string;
}

/** A date as somebody typed it. */
export type DateFields = Pick<TimeFields, 'day' | 'month' | 'year'>;

/** What is wrong with a field. Of a date, the part to go to. */
export interface FieldError {
  field: keyof TimeFields;
  key: StringKey;
  /** For the words of the text. */
  day?: Day;
}

/** What may be asked for. */
export interface Askable {
  reports: readonly ReportChoice[];
  /** In the ledger's time zone. */
  today: Day;
  /** From which day on it is known what the ledger showed; `null` where it is of none. */
  shownSince: Day | null;
}

/** A view, or what the ledger showed on a day, whatever view that was. */
type Wanted = { time: TimeInPath } | { shownOn: Day };

export const NO_FIELDS: Readonly<TimeFields> = {
  ...{ see: 'date', day: '', month: '', year: '', report: '' },
  ...{ shownDay: '', shownMonth: '', shownYear: '' },
};

/**
 * The control filled in with the view that a page shows. Whoever opens that of what is known now wants something else.
 *
 * @param isShown it is what the ledger showed on that day
 */
export function fieldsFor(time: TimeInPath, reports: readonly ReportChoice[], isShown = false): TimeFields {
  const { asReportedOn, atSize } = time;
  if (asReportedOn === undefined) return NO_FIELDS;
  const date = { ...NO_FIELDS, ...partsOf(asReportedOn) };
  const report = reports.find((one) => one.asReportedOn === asReportedOn && one.atSize === atSize);
  if (report) return { ...date, see: 'report', report: report.id };
  return isShown ? shownFieldsOf(asReportedOn) : date;
}

/** The control filled in with what a reader typed into an address in the place of a date. */
export function fieldsOf(typed: string): TimeFields {
  return { ...NO_FIELDS, ...partsOf(typed) };
}

/** The same where that stood for a day on which the ledger showed something. */
export function shownFieldsOf(typed: string): TimeFields {
  const { day, month, year } = partsOf(typed);
  return { ...NO_FIELDS, see: 'shown', shownDay: day, shownMonth: month, shownYear: year };
}

/** In the orders in which dates are written here. Whether it is the date that was meant is for the reader to say. */
function partsOf(date: string): DateFields {
  const found =
    /^(?<year>\d{3,4})[-.](?<month>\d{1,2})[-.](?<day>\d{1,2})$/.exec(date) ??
    /^(?<day>\d{1,2})[-.](?<month>\d{1,2})[-.](?<year>\d{4})$/.exec(date) ??
    /^(?<year>\d{4})(?<month>\d\d)(?<day>\d\d)$/.exec(date);
  const { year = '', month = '', day = '' } = found?.groups ?? {};
  const plain = (part: string) => part.replace(/^0+(?=\d)/, '');
  return { day: plain(day), month: plain(month), year };
}

/** What a reader asks for. */
export function readFields(fields: TimeFields, askable: Askable): Wanted | { error: FieldError } {
  switch (fields.see) {
    case 'now':
      return { time: {} };
    case 'date':
      // Another choice may be filled in without being chosen.
      if (isWithoutDate(fields) && fields.report !== '') return readReport(fields, askable.reports);
      if (isWithoutDate(fields) && !isWithoutDate(shownDateOf(fields))) return readShownDate(fields, askable);
      return readDate(fields, askable.today);
    case 'report':
      return readReport(fields, askable.reports);
    case 'shown':
      return readShownDate(fields, askable);
    default:
      return { error: { field: 'see', key: 'time.error.see' } };
  }
}

function readReport({ report }: TimeFields, reports: readonly ReportChoice[]): Wanted | { error: FieldError } {
  const found = reports.find(({ id }) => id === report);
  if (!found) return { error: { field: 'report', key: 'time.error.report' } };
  return { time: { asReportedOn: found.asReportedOn, atSize: found.atSize } };
}

const PARTS = ['day', 'month', 'year'] as const;
const SHOWN_PARTS = { day: 'shownDay', month: 'shownMonth', year: 'shownYear' } as const;

function shownDateOf({ shownDay, shownMonth, shownYear }: TimeFields): DateFields {
  return { day: shownDay, month: shownMonth, year: shownYear };
}

function readShownDate(fields: TimeFields, { today, shownSince }: Askable): Wanted | { error: FieldError } {
  if (shownSince === null) return { error: { field: 'see', key: 'time.error.see' } }; // it is not offered
  const read = readDate(shownDateOf(fields), today);
  if ('error' in read) return { error: { ...read.error, field: SHOWN_PARTS[read.error.field] } };
  const { asReportedOn } = read.time;
  if (asReportedOn < shownSince) return { error: { field: 'shownDay', key: 'time.error.notShown', day: shownSince } };
  return { shownOn: asReportedOn };
}

const MISSING: Record<(typeof PARTS)[number], StringKey> = {
  day: 'time.error.noDay',
  month: 'time.error.noMonth',
  year: 'time.error.noYear',
};

function isWithoutDate(fields: DateFields): boolean {
  return PARTS.every((part) => fields[part].trim() === '');
}

/** A part of a date that is wrong. */
type DateError = FieldError & { field: (typeof PARTS)[number] };

/** @param last day that may be asked for, such as today */
export function readDate(fields: DateFields, last: Day): { time: { asReportedOn: Day } } | { error: DateError } {
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
export function addressIn(wanted: Wanted, from: string): string {
  const given = /^\/(?![/\\])/.test(from) && isPage(from) ? from : '/';
  const found = readAddress(given);
  const path = 'typed' in found || hasOneAddress(found.path) ? '/' : found.path;
  return 'shownOn' in wanted ? writeShown({ shownOn: wanted.shownOn, path }) : writeAddress({ ...wanted, path });
}
