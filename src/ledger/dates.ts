export { isDay } from '../integrity/calendar.js';

/** A calendar day, `YYYY-MM-DD`. Days carry no zone, and as an instant are midnight UTC; text order is date order. */
export type Day = string;

/** Made once for each zone: making one takes far longer than using it, and an answer may hold thousands of days. */
const IN_ZONES = new Map<string, Intl.DateTimeFormat>();

/** The calendar day of an instant in an IANA time zone. */
export function dayIn(timeZone: string, instant: Date): Day {
  let format = IN_ZONES.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    IN_ZONES.set(timeZone, format);
  }
  return format.format(instant);
}

/** Whole days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** The day `count` days after (or, negative, before) another. */
export function addDays(day: Day, count: number): Day {
  return new Date(Date.parse(day) + count * 86_400_000).toISOString().slice(0, 10);
}

/** Made once, too. */
const PRINTED = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' });

/** A day as people read it: `4 August 2022`. */
export function printedDay(day: Day): string {
  return PRINTED.format(new Date(day));
}
