import type { NewEvent, RecordedEvent, StreamEvent } from './event.js';

/** What the stream must look like for an append to go through. A bigint is the 0-based revision of its last event. */
export type ExpectedRevision = bigint | 'no-stream' | 'stream-exists' | 'any';

/**
 * A subscriber's place: the last event it has handled, whole as it came with that event. Engines that number events need
 * the sequence alone; one that does not and is given no `position` counts from the ledger's beginning.
 */
export interface Place {
  sequence: number;
  position?: string;
}

/** Before the first event. */
export const START: Place = { sequence: -1 };

export interface StreamRange {
  /** First revision wanted, inclusive. Default 0 forwards, the last one backwards. */
  from?: bigint;
  /** Last revision wanted, inclusive. */
  to?: bigint;
  direction?: 'forwards' | 'backwards';
}

/** Events in ledger order, or the word that everything recorded so far has been delivered. */
export type SubscriptionMessage = { kind: 'events'; events: RecordedEvent[] } | { kind: 'caughtUp' };

/** How the engine is at this moment. */
export interface EngineStatus {
  engine: 'postgresql' | 'eventstoredb' | 'memory';
  connected: boolean;
  /** Why it is not connected, or takes no appends although it is; without a secret. */
  problem?: string;
}

/** Is told what an engine goes through by itself, for those who count it. */
export interface EngineObserver {
  /** An append or a read is tried again. */
  retried(): void;
  /** A subscription or a listening connection was lost and is made again. */
  reconnected(): void;
}

export const UNOBSERVED: EngineObserver = { retried: () => undefined, reconnected: () => undefined };

/**
 * The port to the engine that holds the ledger's events. Every adapter passes `test/contract/event-store.contract.ts`.
 * An abstract class, so that it can be the injection token as well.
 */
export abstract class EventStore {
  /**
   * Appends events to one stream, all or none, and answers with the stream's last revision.
   *
   * The same event ids again give the first answer and write nothing.
   *
   * @throws WrongExpectedRevisionError the stream is not as expected; carries the actual revision
   * @throws EventIdReusedError only some of the ids are known, or they stand in another stream
   * @throws RangeError no events, a stream without a name, a negative revision, an id that is not a lower-case UUID,
   * metadata that the envelope does not have
   * @throws NotCanonicalError a name or a value that could not be given back exactly as it was handed in
   * @throws EntryTooLargeError an event is larger than the ledger takes
   * @throws AppendTooLargeError they are together more than the engine takes at once
   * @throws AppendOutcomeUnknownError the engine did not answer in time: repeat it with the same ids
   * @throws StoreUnavailableError the engine did not answer, and may or may not have been asked: repeat it in the same way
   * @throws AppendsClosedError not asked at all
   */
  abstract append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<bigint>;

  /**
   * Makes sure, before anything is decided on what is read here, that it is this ledger and may go on.
   *
   * @throws AppendsClosedError
   * @throws StoreUnavailableError
   */
  async mustTakeAppends(): Promise<void> {}

  /**
   * Whether appends to different streams are recorded in the order in which they are called, though nobody waits for one
   * before calling the next. Appends to one stream always are.
   */
  get keepsCallOrder(): boolean {
    return false;
  }

  /** The events of one stream, without their place in the ledger. A stream that does not exist is empty, not an error. */
  abstract readStream(stream: string, range?: StreamRange): AsyncIterable<StreamEvent>;

  /** One page of the ledger's events in their order, starting behind `after`; empty at the end. */
  abstract readAll(page: { after: Place; limit: number }): Promise<RecordedEvent[]>;

  /**
   * Catches up, then follows. At least once, in order, never losing an event; the consumer's pace is the engine's.
   * Reconnects by itself with capped backoff; ends when `signal` is aborted.
   */
  abstract subscribeToAll(options: { after: Place; signal: AbortSignal }): AsyncIterable<SubscriptionMessage>;

  /** Asks the engine for a sign of life; answers within some seconds, whatever the engine does. */
  abstract status(): Promise<EngineStatus>;

  /** Lets appends under way finish and ends the store's own connections. Nothing may be asked of it afterwards. */
  abstract close(): Promise<void>;
}

export class WrongExpectedRevisionError extends Error {
  constructor(
    readonly stream: string,
    readonly expected: ExpectedRevision,
    /** 0-based revision of the stream's last event, or `null` when it does not exist. */
    readonly actual: bigint | null,
  ) {
    super(`Stream ${stream} is at ${actual ?? 'no revision'}, expected ${expected}`);
    this.name = 'WrongExpectedRevisionError';
  }
}

export class EventIdReusedError extends Error {
  constructor(
    readonly stream: string,
    readonly ids: readonly string[],
  ) {
    super(`Event ids are already used otherwise: ${ids.join(', ')}`);
    this.name = 'EventIdReusedError';
  }
}

export class EntryTooLargeError extends Error {
  constructor(
    readonly size: number,
    readonly limit: number,
  ) {
    super(`An entry of ${size} bytes is larger than ${limit}`);
    this.name = 'EntryTooLargeError';
  }
}

export class StoreUnavailableError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreUnavailableError';
  }
}

/** The engine answers, but takes no appends until whoever runs it has done what the message says. */
export class AppendsClosedError extends StoreUnavailableError {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'AppendsClosedError';
  }
}

/**
 * The engine may hold these events, or may take them yet. Whoever wants them recorded sends the same ids again: then they
 * are recorded once.
 */
export class AppendOutcomeUnknownError extends StoreUnavailableError {
  constructor(
    readonly eventIds: readonly string[],
    why: string,
    options?: ErrorOptions,
  ) {
    super(`It is not known whether events were recorded (${eventIds.join(', ')}): ${why}`, options);
    this.name = 'AppendOutcomeUnknownError';
  }
}

/** More in one append than every server takes by its defaults. */
export class AppendTooLargeError extends Error {
  constructor(
    readonly size: number,
    readonly limit: number,
  ) {
    super(`An append of ${size} bytes is larger than ${limit}`);
    this.name = 'AppendTooLargeError';
  }
}
