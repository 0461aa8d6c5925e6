import { convertToCommandError, ErrorType, isCommandError, WrongExpectedVersionError } from '@eventstore/db-client';
import { StoreUnavailableError } from '../event-store.js';
import { NO_STREAM } from '../verdict.js';
import { NoAnswerError } from '../within.js';

/**
 * What a failed call means:
 * - `conflict`: the stream is not at the revision sent
 * - `unknown`: nobody can say whether the server did it, or will yet; the same call may be made again
 * - `refused`: the server does not let this account do it
 * - `too-large`: more than the server takes in one append, or as one event
 * - `integrity`: a stream of the ledger was deleted or is gone
 * - `defect`: neither; the call, the client or the server is not what this adapter was made for
 */
export type Failure = 'conflict' | 'unknown' | 'refused' | 'too-large' | 'integrity' | 'defect';

/** The server refuses the ledger's account: nothing is written until somebody grants it. */
export class StoreRefusesError extends StoreUnavailableError {
  constructor(what: string, options?: ErrorOptions) {
    super(
      `EventStoreDB refuses ${what}: check user, password and certificates of EVENTSTOREDB_URL, and that the account may ` +
        `read and write the ledger's streams${saying(options?.cause)}`,
      options,
    );
    this.name = 'StoreRefusesError';
  }
}

/** A call can never succeed, or the server has lost what the ledger relies on: an alarm, no use in trying again. */
export class StoreFailedError extends Error {
  constructor(
    readonly failure: 'too-large' | 'integrity' | 'defect',
    what: string,
    options?: ErrorOptions,
  ) {
    super(`EventStoreDB cannot do ${what}: ${REASONS[failure]}${saying(options?.cause)}`, options);
    this.name = 'StoreFailedError';
  }
}

const REASONS = {
  'too-large':
    'it is larger than the server takes. Set its limits for appends and events back to their defaults or above',
  integrity:
    'the stream was deleted there. Nothing may delete or truncate streams of the ledger: restore the server from a backup',
  defect: 'the server or the client answers in a way that this version of the ledger does not know',
} as const;

/**
 * gRPC's UNKNOWN, RESOURCE_EXHAUSTED and INTERNAL: also what a connection that breaks in the middle ends in. None at all:
 * the server has refused one append of a batch without saying why.
 */
const BROKEN_CODES = new Set<number | undefined>([2, 8, 13, undefined]);
const CANCELLED = 1;
const INVALID_ARGUMENT = 3;
const PERMISSION_DENIED = 7;
const UNAUTHENTICATED = 16;

const BY_TYPE: Partial<Record<ErrorType, Failure>> = {
  [ErrorType.WRONG_EXPECTED_VERSION]: 'conflict',
  [ErrorType.UNAVAILABLE]: 'unknown',
  [ErrorType.CANCELLED]: 'unknown',
  [ErrorType.NOT_LEADER]: 'unknown',
  [ErrorType.DEADLINE_EXCEEDED]: 'unknown',
  [ErrorType.TIMEOUT]: 'unknown',
  [ErrorType.ACCESS_DENIED]: 'refused',
  [ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED]: 'too-large',
  [ErrorType.STREAM_DELETED]: 'integrity',
  [ErrorType.NO_STREAM]: 'integrity',
};

/**
 * What the client and Node say when a connection is gone, or none could be made, without an error of gRPC: no node found,
 * a write to a call that has ended, a call on a channel that another call's failure has closed.
 */
const CONNECTION_GONE = /Failed to discover|write after end|Channel has been shut down/;

/** How newer servers' status for an event that is too large comes out of this client. */
const UNKNOWN_STATUS = /Could not recognize/;

/** Of the adapter itself and, with TypeError, of a client that stumbles over an answer. */
const HAS_NO_OUTCOME = [NoAnswerError, StoreUnavailableError, TypeError];

/** What an error of a call means; of a conflict also the stream's last revision, or {@link NO_STREAM}. */
export function classify(error: unknown): { failure: Failure; actual?: bigint } {
  if (HAS_NO_OUTCOME.some((kind) => error instanceof kind)) return { failure: 'unknown' };
  const converted = convert(error);
  if (!converted) return { failure: 'unknown' };
  const { message } = converted;
  if (converted instanceof WrongExpectedVersionError) {
    const { actualVersion } = converted;
    return { failure: 'conflict', actual: typeof actualVersion === 'bigint' ? actualVersion : NO_STREAM };
  }
  if (UNKNOWN_STATUS.test(message)) return { failure: 'too-large' };
  if (CONNECTION_GONE.test(message)) return { failure: 'unknown' };
  if (!isCommandError(converted)) return { failure: 'defect' };
  if (converted.type !== ErrorType.UNKNOWN) return { failure: BY_TYPE[converted.type] ?? 'defect' };
  const { code } = converted;
  if (code === PERMISSION_DENIED || code === UNAUTHENTICATED) return { failure: 'refused' };
  if (code === INVALID_ARGUMENT) return { failure: 'too-large' };
  return { failure: code === CANCELLED || BROKEN_CODES.has(code) ? 'unknown' : 'defect' };
}

/**
 * Whether a client may go on failing in the same way: it mends by itself only what it knows for a lost connection or a
 * node that does not lead.
 */
export function isBroken(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code !== 'number' || BROKEN_CODES.has(code);
}

/**
 * The error for a call that is not made again; one that is not of the client speaks for itself.
 *
 * @param what was to be done, for whoever runs the ledger
 */
export function explain(failure: Exclude<Failure, 'unknown'>, what: string, cause: unknown): unknown {
  if (failure === 'refused') return new StoreRefusesError(what, { cause });
  if (failure === 'conflict') return new StoreFailedError('defect', what, { cause });
  const converted = convert(cause);
  const isForeign = failure === 'defect' && converted !== undefined && !isCommandError(converted);
  return isForeign ? cause : new StoreFailedError(failure, what, { cause });
}

/** What an error says, without a user and password that stand in an address. */
export function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replaceAll(/\/\/[^/\s]*@/g, '//');
}

/** The client's constructors read what the server may have left out; `undefined` when such a one fails. */
function convert(error: unknown): Error | undefined {
  if (!(error instanceof Error)) return new Error(String(error));
  try {
    return convertToCommandError(error);
  } catch {
    return undefined;
  }
}

function saying(cause: unknown): string {
  return cause === undefined ? '' : ` (${messageOf(cause)})`;
}
