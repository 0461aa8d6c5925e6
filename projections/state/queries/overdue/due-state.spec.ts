import { displayDue, lastDayOf, timingOf } from './due-state.js';

const range = (from: string, to: string, precision = 'month') => ({ from, to, precision, basis: 'printed' });

describe('an open promise', () => {
  it.each([
    // precision, first day, first day after it, then a day and how it stands on that day, within 30 days
    ['day', '2022-11-15', '2022-11-16', '2022-10-15', 'dueLater', 31],
    ['day', '2022-11-15', '2022-11-16', '2022-10-16', 'dueSoon', 30],
    ['day', '2022-11-15', '2022-11-16', '2022-11-15', 'dueSoon', 0],
    ['day', '2022-11-15', '2022-11-16', '2022-11-16', 'overdue', 1],
    ['month', '2022-11-01', '2022-12-01', '2022-11-30', 'dueSoon', 0],
    ['month', '2022-11-01', '2022-12-01', '2022-12-01', 'overdue', 1],
    ['quarter', '2022-07-01', '2022-10-01', '2022-09-30', 'dueSoon', 0],
    ['quarter', '2022-07-01', '2022-10-01', '2022-10-02', 'overdue', 2],
    ['season', '2022-09-01', '2022-12-01', '2022-10-30', 'dueLater', 31],
    ['season', '2022-09-01', '2022-12-01', '2022-12-01', 'overdue', 1],
    ['financialYear', '2022-04-01', '2023-04-01', '2023-03-31', 'dueSoon', 0],
    ['financialYear', '2022-04-01', '2023-04-01', '2023-04-01', 'overdue', 1],
    ['year', '2018-01-01', '2021-01-01', '2020-12-31', 'dueSoon', 0],
    ['year', '2018-01-01', '2021-01-01', '2022-01-01', 'overdue', 366],
    ['periodEnd', '2025-04-01', '2025-04-02', '2024-04-01', 'dueLater', 365],
    ['periodEnd', '2025-04-01', '2025-04-02', '2025-04-02', 'overdue', 1],
    // Days are counted by the calendar, also where a clock is put forward or back in between.
    ['day', '2022-03-28', '2022-03-29', '2022-03-26', 'dueSoon', 2],
    ['day', '2022-03-26', '2022-03-27', '2022-03-28', 'overdue', 2],
    ['day', '2022-10-31', '2022-11-01', '2022-10-29', 'dueSoon', 2],
    ['day', '2022-10-29', '2022-10-30', '2022-10-31', 'overdue', 2],
    ['day', '2024-02-29', '2024-03-01', '2024-02-28', 'dueSoon', 1],
    ['day', '2024-02-29', '2024-03-01', '2024-03-01', 'overdue', 1],
  ])('for a %s from %s to before %s is on %s %s by %i days', (precision, from, to, on, state, days) => {
    const expected = state === 'overdue' ? { state, daysOverdue: days } : { state, daysLeft: days };
    expect(timingOf(range(from, to, precision), on, 30)).toEqual(expected);
  });

  it('is soon as far ahead as was asked', () => {
    const due = range('2022-11-15', '2022-11-16', 'day');
    expect(timingOf(due, '2022-11-15', 0).state).toBe('dueSoon');
    expect(timingOf(due, '2022-11-14', 0).state).toBe('dueLater');
    expect(timingOf(due, '2021-11-14', 366).state).toBe('dueSoon');
  });

  it('without a date is undated on every day', () => {
    expect(timingOf(undefined, '2022-11-15', 30)).toEqual({ state: 'undated' });
    expect(lastDayOf(undefined)).toBeUndefined();
  });
});

describe('a date', () => {
  it('is read as printed, else by its days', () => {
    expect(displayDue({ ...range('2022-09-01', '2022-12-01'), printed: 'Autumn' })).toBe('Autumn');
    expect(displayDue(range('2022-11-01', '2022-12-01'))).toBe('November 2022');
    expect(displayDue(range('2022-11-15', '2022-11-16'))).toBe('15 November 2022');
    expect(displayDue(undefined)).toBe('No date is stated');
  });
});
