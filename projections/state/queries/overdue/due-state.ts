import { addDays, type Day, daysBetween } from '../../../../src/ledger/dates.js';
import { type DueAnswer, dueState } from '../due.js';
import { displayPeriod } from '../period.js';
import type { DueState } from './overdue.answers.js';

export const DUE_LABELS: Record<DueState, string> = {
  overdue: 'Overdue',
  dueSoon: 'Due soon',
  dueLater: 'Due later',
  undated: 'Undated',
  standing: 'Standing',
};

export interface Timing {
  state: DueState;
  daysOverdue?: number;
  daysLeft?: number;
}

/**
 * How an open promise with a date, or without one, stands on a day. A range of days is as good as its last day: "Autumn"
 * is not overdue before December.
 *
 * @param within days ahead that count as soon, the last of them included
 */
export function timingOf(due: DueAnswer | undefined, on: Day, within: number): Timing {
  if (!due?.to) return { state: 'undated' };
  const { overdue, daysOverdue } = dueState(due, true, on);
  if (overdue) return { state: 'overdue', daysOverdue };
  const daysLeft = daysBetween(on, lastDayOf(due)!);
  return { state: daysLeft <= within ? 'dueSoon' : 'dueLater', daysLeft };
}

/** The last day on which it is in time. */
export function lastDayOf(due: DueAnswer | undefined): Day | undefined {
  return due?.to && addDays(due.to, -1);
}

/** A date as people read it: as printed, else the days that it stands for. */
export function displayDue(due: DueAnswer | undefined): string {
  return due?.printed ?? (due && displayPeriod(due)) ?? 'No date is stated';
}
