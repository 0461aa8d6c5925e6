import { NotCanonicalError } from '../integrity/canonical-json.js';
import {
  AppendTooLargeError,
  EntryTooLargeError,
  EventIdReusedError,
  WrongExpectedRevisionError,
} from '../ledger/event-store.js';

/**
 * How an append ended: `written` (or held already), `conflict` with another writer, `refused` because no store would
 * take it, `unavailable` when the engine gave no answer, so that nobody knows.
 */
export const APPEND_OUTCOMES = ['written', 'conflict', 'refused', 'unavailable'] as const;
export type AppendOutcome = (typeof APPEND_OUTCOMES)[number];

const REFUSALS = [EventIdReusedError, EntryTooLargeError, AppendTooLargeError, NotCanonicalError, RangeError];

export function outcomeOf(error: unknown): AppendOutcome {
  if (error instanceof WrongExpectedRevisionError) return 'conflict';
  return REFUSALS.some((type) => error instanceof type) ? 'refused' : 'unavailable';
}
