import { NotCanonicalError } from '../integrity/canonical-json.js';
import {
  AppendTooLargeError,
  EntryTooLargeError,
  EventIdReusedError,
  StoreUnavailableError,
  WrongExpectedRevisionError,
} from '../ledger/event-store.js';

/**
 * How an append ended: `written` (or held already), `conflict` with another writer, `refused` because no store would
 * take it, `unavailable` when the engine gave no answer or takes nothing at the moment, `failed` when no repetition will
 * help: the engine has smaller limits than its defaults, has lost a stream, or answered what nobody expected.
 */
export const APPEND_OUTCOMES = ['written', 'conflict', 'refused', 'unavailable', 'failed'] as const;
export type AppendOutcome = (typeof APPEND_OUTCOMES)[number];

const REFUSALS = [EventIdReusedError, EntryTooLargeError, AppendTooLargeError, NotCanonicalError, RangeError];

export function outcomeOf(error: unknown): AppendOutcome {
  if (error instanceof WrongExpectedRevisionError) return 'conflict';
  if (REFUSALS.some((type) => error instanceof type)) return 'refused';
  return error instanceof StoreUnavailableError ? 'unavailable' : 'failed';
}
