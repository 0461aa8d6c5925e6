import { addDays, type Day } from '../../../src/ledger/dates.js';
import { Member } from './member.js';

/** When something is due: a half-open range of days. */
export class DueAnswer {
  @Member('day', 'First day of the range.', { optional: true }) from?: string;
  @Member('day', 'First day after the range: from here on an open promise is overdue.', { optional: true }) to?: string;
  @Member('text', 'How exact the words are: day, month, quarter, season and so on.', { optional: true })
  precision?: string;
  @Member('text', 'The words printed.', { optional: true }) printed?: string;
  @Member('text', 'Printed, or how it was read.', { optional: true }) basis?: string;
}

export interface DueState {
  overdue: boolean;
  /** Days since the last day of the range, at least 1; absent where it is not overdue. */
  daysOverdue?: number;
}

/** Whether a promise is overdue on a day: its last day lies before that day, and nobody has said how it ended. */
export function dueState(due: DueAnswer | undefined, open: boolean, on: Day): DueState {
  if (!due?.to || !open || due.to > on) return { overdue: false };
  const lastDay = addDays(due.to, -1);
  return { overdue: true, daysOverdue: Math.round((Date.parse(on) - Date.parse(lastDay)) / 86_400_000) };
}
