import type { Day } from '../../../../src/ledger/dates.js';
import type { MilestoneLine } from './milestone.answers.js';

/**
 * overdue: open with its last day past. ahead: open with its last day still to come. moved: put off at least once.
 * undated: no date is stated. ended: somebody has said how.
 */
export const MILESTONE_SHOWS = ['overdue', 'ahead', 'moved', 'undated', 'ended'] as const;
export type MilestoneShow = (typeof MILESTONE_SHOWS)[number];

/** @param on the day that `overdue` of the line was worked out for */
export function isShown({ state, due, overdue, moved }: MilestoneLine, show: MilestoneShow, on: Day): boolean {
  switch (show) {
    case 'overdue':
      return overdue;
    case 'ahead':
      return state === 'open' && due?.to !== undefined && due.to > on;
    case 'moved':
      return moved > 0;
    case 'undated':
      return due === undefined;
    case 'ended':
      return state !== 'open';
  }
}
