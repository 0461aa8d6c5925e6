import fc from 'fast-check';
import { isDay, isInstant } from './calendar.js';

/** What the calendar of JavaScript makes of a text: the same text again, where there is such a time. */
const again = (text: string) => {
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
};
const digits = (most: number, width: number) =>
  fc.integer({ min: 0, max: most }).map((number) => String(number).padStart(width, '0'));
const days = fc
  .tuple(
    fc.oneof(digits(9_999, 4), fc.constantFrom('0000', '0001', '1900', '2000', '2024')),
    digits(13, 2),
    digits(32, 2),
  )
  .map((parts) => parts.join('-'));
const times = fc.tuple(digits(25, 2), digits(61, 2), digits(61, 2)).map((parts) => parts.join(':'));

describe('the calendar', () => {
  it('has the days of JavaScript from year 1 on', () => {
    fc.assert(
      fc.property(days, (day) => {
        expect(isDay(day)).toBe(!day.startsWith('0000') && again(day)?.slice(0, 10) === day);
      }),
      { numRuns: 5_000 },
    );
  });

  it('has the instants of JavaScript', () => {
    fc.assert(
      fc.property(days, times, digits(999, 3), (day, time, milliseconds) => {
        const instant = `${day}T${time}.${milliseconds}Z`;
        expect(isInstant(instant)).toBe(!day.startsWith('0000') && again(instant) === instant);
      }),
      { numRuns: 5_000 },
    );
  });

  it('knows the leap years', () => {
    const years = ['1900', '2000', '2023', '2024'];
    expect(years.filter((year) => isDay(`${year}-02-29`))).toEqual(['2000', '2024']);
  });

  it.each([
    '2022-8-4',
    '2022-08-04 ',
    '2022-08-04T00:00:00.000Z',
    '02022-08-04',
    '2022-08-04\n',
    20220804,
    null,
  ])('refuses as a day %j', (value) => expect(isDay(value)).toBe(false));

  it.each([
    '2022-08-04',
    '2022-08-04T09:00:00Z',
    '2022-08-04T09:00:00.0000Z',
    '2022-08-04T09:00:00.000+00:00',
    0,
  ])('refuses as an instant %j', (value) => expect(isInstant(value)).toBe(false));
});
