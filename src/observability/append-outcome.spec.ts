import { NotCanonicalError } from '../integrity/canonical-json.js';
import {
  AppendOutcomeUnknownError,
  AppendsClosedError,
  AppendTooLargeError,
  EventIdReusedError,
  StoreUnavailableError,
  WrongExpectedRevisionError,
} from '../ledger/event-store.js';
import { StoreFailedError, StoreRefusesError } from '../ledger/eventstoredb/errors.js';
import { outcomeOf } from './append-outcome.js';

test.each([
  ['conflict', new WrongExpectedRevisionError('plan-1', 0n, 1n)],
  ['refused', new EventIdReusedError('plan-1', [])],
  ['refused', new AppendTooLargeError(2, 1)],
  ['refused', new NotCanonicalError('/data', 'a lone surrogate')],
  ['refused', new RangeError('No events')],
  ['unavailable', new StoreUnavailableError('gone')],
  ['unavailable', new AppendOutcomeUnknownError([], 'gone')],
  ['unavailable', new AppendsClosedError('moved')],
  ['unavailable', new StoreRefusesError('an append')],
  ['failed', new StoreFailedError('too-large', 'an append')],
  ['failed', new StoreFailedError('integrity', 'an append')],
  ['failed', new Error('nobody knows what')],
])('%s: %s', (outcome, error) => {
  expect(outcomeOf(error)).toBe(outcome);
});
