import type { Day } from '../../../../src/ledger/dates.js';
import { isLastDayPast } from './endings.js';
import type { MilestoneLine } from './milestone.answers.js';

/**
 * overdue: open with its last day past. ahead: open with its last day still to come. lastDayPast: the end of a contract
 * or of funding, open with its last day past. undated: open without a date. ended: somebody has said how. Each milestone
 * is one of these, and may be moved besides: put off at least once.
 */
export const MILESTONE_SHOWS = ['overdue', 'ahead', 'lastDayPast', 'undated', 'ended', 'moved'] as const;
export type MilestoneShow = (typeof MILESTONE_SHOWS)[number];

/** @param on the day that `overdue` of the line was worked out for */
export function isShown(
  milestone: Pick<MilestoneLine, 'kind' | 'state' | 'due' | 'overdue' | 'moved'>,
  show: MilestoneShow,
  on: Day,
): boolean {
  const { state, due, overdue, moved } = milestone;
  switch (show) {
    case 'overdue':
      return overdue;
    case 'ahead':
      return state === 'open' && due?.to !== undefined && due.to > on;
    case 'lastDayPast':
      return isLastDayPast(milestone, on);
    case 'undated':
      return state === 'open' && due?.to === undefined;
    case 'ended':
      return state !== 'open';
    case 'moved':
      return moved > 0;
  }
}
