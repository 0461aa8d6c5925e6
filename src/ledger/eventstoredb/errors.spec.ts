import {
  AccessDeniedError,
  CancelledError,
  DeadlineExceededError,
  InvalidArgumentError,
  MaxAppendSizeExceededError,
  NoStreamError,
  StreamDeletedError,
  TimeoutError,
  UnavailableError,
  UnknownError,
  UnsupportedError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { Metadata, type ServiceError, status } from '@grpc/grpc-js';
import { StoreUnavailableError } from '../event-store.js';
import { NO_STREAM } from '../verdict.js';
import { NoAnswerError } from '../within.js';
import { classify, explain, type Failure, isBroken, messageOf, StoreFailedError } from './errors.js';

/** An error of gRPC; `named` is what the server names its own errors with. */
function grpc(code: status, details = 'As told', named: Record<string, string> = {}): ServiceError {
  const metadata = new Metadata();
  for (const [name, value] of Object.entries(named)) metadata.set(name, value);
  return Object.assign(new Error(`${code} ${status[code]}: ${details}`), { code, details, metadata });
}

const LEADER = { exception: 'not-leader', 'leader-endpoint-host': 'db', 'leader-endpoint-port': '2113' };
const CONFLICT = { exception: 'wrong-expected-version', 'stream-name': 's', 'expected-version': '1' };
const size = MaxAppendSizeExceededError.fromMaxAppendSize(1);

describe('classify', () => {
  const cases: [string, unknown, Failure][] = [
    ['unavailable', new UnavailableError(grpc(status.UNAVAILABLE)), 'unknown'],
    ['unavailable, raw', grpc(status.UNAVAILABLE), 'unknown'],
    ['cancelled by the server', new CancelledError(grpc(status.CANCELLED)), 'unknown'],
    ['cancelled by the client', grpc(status.CANCELLED, 'Cancelled on client'), 'unknown'],
    ['not the leader', grpc(status.NOT_FOUND, 'Leader info available', LEADER), 'unknown'],
    ['not the leader, without its address', grpc(status.NOT_FOUND, '', { exception: 'not-leader' }), 'unknown'],
    ['deadline', new DeadlineExceededError(grpc(status.DEADLINE_EXCEEDED)), 'unknown'],
    ['the server’s own time-out', new TimeoutError(grpc(status.ABORTED)), 'unknown'],
    ['UNKNOWN', new UnknownError(grpc(status.UNKNOWN)), 'unknown'],
    ['RESOURCE_EXHAUSTED', grpc(status.RESOURCE_EXHAUSTED), 'unknown'],
    ['INTERNAL', grpc(status.INTERNAL), 'unknown'],
    ['no node found', new Error('Failed to discover after 10 attempts.'), 'unknown'],
    ['written after the end', new Error('write after end'), 'unknown'],
    ['a channel closed by another call', new Error('Channel has been shut down'), 'unknown'],
    ['the client stumbling', new TypeError('undefined is not iterable'), 'unknown'],
    ['the adapter’s own time', new NoAnswerError(6_000), 'unknown'],
    ['the database of the claims', new StoreUnavailableError('gone'), 'unknown'],
    ['access denied', new AccessDeniedError(grpc(status.UNKNOWN)), 'refused'],
    ['access denied, as the server names it', grpc(status.UNKNOWN, '', { exception: 'access-denied' }), 'refused'],
    ['PERMISSION_DENIED', grpc(status.PERMISSION_DENIED), 'refused'],
    ['UNAUTHENTICATED', grpc(status.UNAUTHENTICATED), 'refused'],
    ['too large', size, 'too-large'],
    ['INVALID_ARGUMENT', grpc(status.INVALID_ARGUMENT), 'too-large'],
    ['a status of newer servers', new UnknownError(undefined, 'Could not recognize max size'), 'too-large'],
    ['stream deleted', StreamDeletedError.fromStreamName('s'), 'integrity'],
    ['no stream', new NoStreamError(grpc(status.UNKNOWN)), 'integrity'],
    ['invalid argument of the client', new InvalidArgumentError('-1'), 'defect'],
    ['unsupported', new UnsupportedError('append', '23'), 'defect'],
    ['UNIMPLEMENTED', grpc(status.UNIMPLEMENTED), 'defect'],
    ['anything else', new Error('anything'), 'defect'],
    ['what is no error', 'text', 'defect'],
  ];

  it.each(cases)('%s', (_, error, failure) => {
    expect(classify(error)).toEqual({ failure });
  });

  it('a conflict, with the revision at which the stream is', () => {
    const at = (current: bigint | 'no_stream') =>
      new WrongExpectedVersionError(null as never, { streamName: 's', current, expected: 'any' });
    expect(classify(at(7n))).toEqual({ failure: 'conflict', actual: 7n });
    expect(classify(at('no_stream'))).toEqual({ failure: 'conflict', actual: NO_STREAM });
    const raw = grpc(status.FAILED_PRECONDITION, '', { ...CONFLICT, 'actual-version': '3' });
    expect(classify(raw)).toEqual({ failure: 'conflict', actual: 3n });
  });
});

describe('isBroken', () => {
  it('is a client that does not mend by itself', () => {
    const errors = [new NoAnswerError(1), new Error('Failed to discover'), grpc(status.INTERNAL), grpc(status.UNKNOWN)];
    expect(errors.every(isBroken)).toBe(true);
    const mending = [grpc(status.UNAVAILABLE), grpc(status.CANCELLED), grpc(status.ABORTED), grpc(status.NOT_FOUND)];
    expect(mending.some(isBroken)).toBe(false);
  });
});

describe('explain', () => {
  it('says what to do, and what was said', () => {
    const refused = explain('refused', 'an append', new AccessDeniedError(grpc(status.UNKNOWN, 'no')));
    expect(refused).toBeInstanceOf(StoreUnavailableError);
    expect((refused as Error).message).toMatch(/refuses an append: check user, password.*\(2 UNKNOWN: no\)/);
    const lost = explain('integrity', 'an append', new NoStreamError(grpc(status.UNKNOWN, 'gone')));
    expect(lost).toMatchObject({ name: 'StoreFailedError', failure: 'integrity' });
    expect((lost as Error).message).toMatch(/restore the server from a backup/);
    expect(explain('too-large', 'an append', size)).toMatchObject({ failure: 'too-large' });
    expect(explain('defect', 'an append', new InvalidArgumentError('-1'))).toBeInstanceOf(StoreFailedError);
  });

  it('lets an error of others speak for itself', () => {
    const error = new RangeError('of others');
    expect(explain('defect', 'an append', error)).toBe(error);
  });

  it('gives no user or password away', () => {
    const error = new Error('cannot connect to esdb://ledger:s3cr@t@db:2113 or //u:p@x');
    expect(messageOf(error)).toBe('cannot connect to esdb://db:2113 or //x');
    expect((explain('refused', 'an append', error) as Error).message).not.toMatch(/s3cr|ledger:/);
  });
});
