import { overlap, previousPeriod, spanOf, yearBefore } from './periods.js';

describe('periods', () => {
  it.each([
    ['a month', '2022-03-01', '2022-04-01', '2022-02-01', '2021-03-01', '2021-04-01'],
    ['a month over the year', '2022-01-01', '2022-02-01', '2021-12-01', '2021-01-01', '2021-02-01'],
    ['a quarter', '2022-04-01', '2022-07-01', '2022-01-01', '2021-04-01', '2021-07-01'],
    ['a financial year', '2021-04-01', '2022-04-01', '2020-04-01', '2020-04-01', '2021-04-01'],
    ['thirteen months', '2021-03-01', '2022-04-01', '2020-02-01', '2020-03-01', '2021-04-01'],
    ['months from a day on', '2022-05-15', '2022-06-15', '2022-04-15', '2021-05-15', '2021-06-15'],
    ['a week', '2022-06-06', '2022-06-13', '2022-05-30', '2021-06-06', '2021-06-13'],
    ['February of a leap year', '2024-02-01', '2024-03-01', '2024-01-01', '2023-02-01', '2023-03-01'],
    ['up to a leap day', '2024-01-29', '2024-02-29', '2023-12-29', '2023-01-29', '2023-02-28'],
  ])('before %s', (_, from, to, previous, yearFrom, yearTo) => {
    expect(previousPeriod({ from, to })).toEqual({ from: previous, to: from });
    expect(yearBefore({ from, to })).toEqual({ from: yearFrom, to: yearTo });
  });

  it('of one day: a year before there is one, before it there is none of its length that is meant', () => {
    expect(previousPeriod({ at: '2022-03-31' })).toBeUndefined();
    expect(yearBefore({ at: '2024-02-29' })).toEqual({ at: '2023-02-28' });
  });

  it('without an end have none before them', () => {
    expect(previousPeriod({ from: '2022-03-01', to: null })).toBeUndefined();
    expect(yearBefore({ from: '2022-03-01', to: null })).toBeUndefined();
    expect(spanOf({ from: '2022-03-01', to: null })).toBeUndefined();
    expect(spanOf(undefined)).toBeUndefined();
  });

  it('overlap where they share a day', () => {
    const march = { from: '2022-03-01', to: '2022-04-01' };
    expect(overlap(march, { from: '2022-04-01', to: '2022-05-01' })).toBe(false);
    expect(overlap(march, { from: '2022-03-31', to: '2022-05-01' })).toBe(true);
    expect(overlap(march, spanOf({ at: '2022-03-31' })!)).toBe(true);
    expect(overlap(march, spanOf({ at: '2022-04-01' })!)).toBe(false);
  });
});
