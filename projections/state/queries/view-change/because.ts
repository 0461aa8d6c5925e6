import type { ChangedKey, Statement, View } from '../../statement.js';
import type { Cause } from './view-change.answers.js';

const BY_TYPE: Readonly<Record<string, Cause>> = {
  Revised: 'revision',
  Restated: 'restatement',
  Withdrawn: 'withdrawal',
};

/** Why a key answers otherwise than in a view that is no later on either axis. */
export function becauseOf({ before, after }: Pick<ChangedKey, 'before' | 'after'>, from: View): Cause {
  if (!after) return 'void';
  // The same statement in other words: the ledger was put right, or such a correction was voided.
  if (before?.slot === after.slot) return after.src >= from.atSize ? 'ledger correction' : 'void';
  if (couldAnswer(after, from)) return 'void';
  return BY_TYPE[after.originalType] ?? (after.reportedOn <= from.asReportedOn ? 'loaded later' : 'later report');
}

/** It was known to that view already, and answers now because what stood before it was voided. */
function couldAnswer({ reportedOn, slot }: Statement, { asReportedOn, atSize }: View): boolean {
  return reportedOn <= asReportedOn && slot < atSize;
}
