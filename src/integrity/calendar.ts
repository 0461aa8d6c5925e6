const DAY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

/** Of each month; in a leap year February has one more. */
const DAYS_OF_MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** True for an existing day of the proleptic Gregorian calendar from year 1 on, written `YYYY-MM-DD`. */
export function isDay(value: unknown): value is string {
  return typeof value === 'string' && DAY.test(value) && isInCalendar(value);
}

/** True for an existing instant in UTC with milliseconds, written `YYYY-MM-DDTHH:MM:SS.sssZ`. There are no leap seconds. */
export function isInstant(value: unknown): value is string {
  return typeof value === 'string' && INSTANT.test(value) && isInCalendar(value);
}

/** @param text that begins with digits where a day has them */
function isInCalendar(text: string): boolean {
  const year = Number(text.slice(0, 4));
  const month = Number(text.slice(5, 7));
  const day = Number(text.slice(8, 10));
  const isLeapDay = month === 2 && day === 29 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return year >= 1 && day >= 1 && (isLeapDay || day <= (DAYS_OF_MONTHS[month - 1] ?? 0));
}
