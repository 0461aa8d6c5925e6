import type { Day } from '../../../../src/ledger/dates.js';
import { type DueAnswer, dueState } from '../due.js';

/** What comes by itself on its day: nobody has to do anything for it, so it is never overdue. */
const ENDINGS: ReadonlySet<unknown> = new Set(['contractEnd', 'fundingEnd']);

/** @param kind of a milestone */
export function comesByItself(kind: unknown): boolean {
  return ENDINGS.has(kind);
}

/** Whether the last day of a contract or of funding lies before a day, and nobody has said what came of it. */
export function isLastDayPast(
  { kind, state, due }: { kind: string; state: string; due?: DueAnswer },
  on: Day,
): boolean {
  return comesByItself(kind) && dueState(due, state === 'open', on).overdue;
}
