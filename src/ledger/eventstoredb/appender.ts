import { setMaxListeners } from 'node:events';
import { type Credentials, type EventStoreDBClient, jsonEvent, NO_STREAM as NONE } from '@eventstore/db-client';
import { Backoff } from '../backoff.js';
import {
  AppendOutcomeUnknownError,
  AppendsClosedError,
  AppendTooLargeError,
  type EngineObserver,
  type ExpectedRevision,
  StoreUnavailableError,
  UNOBSERVED,
} from '../event-store.js';
import type { PreparedAppend } from '../prepared-append.js';
import { NO_STREAM, refusal } from '../verdict.js';
import { within } from '../within.js';
import type { Claims } from './claims.js';
import { APPEND_DEADLINE_MS, credentialsOf } from './clients.js';
import { classify, explain, messageOf } from './errors.js';
import type { EventStoreDbOptions } from './event-store-db-options.js';
import { Lanes } from './lanes.js';
import { Reading } from './reading.js';
import { Sender } from './sender.js';
import { lookFor, pagesOf, type Seen, type Sought } from './stream-tail.js';

/** Bytes of one append's entries. With what the wire adds, less than every server takes by its defaults. */
export const MAX_APPEND_BYTES = 524_288;

/** Appends under way at once in one process. More gain nothing, and wait in the server instead of here. */
const IN_FLIGHT = 32;

/** No stream comes so far, and not every larger number is one to the server. */
const LARGEST_REVISION = 2n ** 53n;

/** All in milliseconds. */
export interface AppendTiming {
  /** How long the client waits for an answer. */
  deadlineMs: number;
  /** How much longer this adapter waits for the client. */
  graceMs: number;
  /** How long an append may take in all, waiting and repetitions included. */
  budgetMs: number;
  /** Waits between repetitions are random, within a span that doubles from the one to the other. */
  waitBaseMs: number;
  waitCapMs: number;
  /** How long appends under way have when the ledger closes. */
  closeMs: number;
}

const TIMING: AppendTiming = {
  deadlineMs: APPEND_DEADLINE_MS,
  graceMs: 1_000,
  budgetMs: 20_000,
  waitBaseMs: 100,
  waitCapMs: 2_000,
  closeMs: 4_000,
};

export interface AppenderParts {
  /** For reading and, in `unary` mode, for appending. */
  client: EventStoreDBClient;
  options: EventStoreDbOptions;
  claims: Pick<Claims, 'claim'>;
  /** Makes sure that the server is the ledger's, before each attempt. Throws AppendsClosedError, StoreUnavailableError. */
  mustBeOurs: () => Promise<void>;
  /** Is told of each connection of appends alone that is lost. */
  lost?: () => void;
  observer?: EngineObserver;
  timing?: Partial<AppendTiming>;
}

/** One append on its way. */
interface Errand {
  append: PreparedAppend;
  ids: ReadonlySet<string>;
  /** On the clock of `performance.now()`. */
  deadline: number;
  /** It was sent, and what became of it is not known. */
  inDoubt: boolean;
}

/**
 * Appends to EventStoreDB, so that each append happens once or not at all.
 *
 * The server knows a repeated append by its ids only where they stand right behind the revision that is sent with it. So
 * the revision is always a concrete one, and whatever is repeated keeps its ids and its revision. What the server cannot
 * tell, the claims do: whether an append is tried for the first time, and whether its ids belong to another stream.
 *
 * That leaves copies at or below the revision sent. There are none: whoever expects a revision has read it before the
 * claim, and if the claim was new, every copy is written after it; otherwise the stream is searched.
 */
export class Appender {
  private readonly timing: AppendTiming;
  private readonly observer: EngineObserver;
  private readonly credentials: Credentials | undefined;
  private readonly lanes = new Lanes(IN_FLIGHT);
  private readonly reading: Reading;
  private isClosed = false;
  /** Nothing is waited for any more. */
  private readonly expired = new AbortController();
  private readonly sender: Sender;

  constructor(private readonly parts: AppenderParts) {
    setMaxListeners(0, this.expired.signal); // one for each append that waits
    this.timing = { ...TIMING, ...parts.timing };
    this.observer = parts.observer ?? UNOBSERVED;
    this.credentials = credentialsOf(parts.options);
    this.reading = new Reading({ observer: this.observer, patienceMs: this.timing.deadlineMs });
    this.sender = new Sender(parts.options, parts.client, parts.lost);
  }

  /**
   * Appends to one stream, in the order in which appends come for that stream.
   *
   * @returns the stream's last revision
   * @throws WrongExpectedRevisionError
   * @throws EventIdReusedError
   * @throws AppendTooLargeError
   * @throws AppendOutcomeUnknownError sent, and not answered in time
   * @throws StoreUnavailableError not sent, or refused; an earlier append with the same ids may still be on its way
   * @throws AppendsClosedError not sent
   * @throws StoreFailedError
   */
  async append(append: PreparedAppend): Promise<bigint> {
    if (append.bytes > MAX_APPEND_BYTES) throw new AppendTooLargeError(append.bytes, MAX_APPEND_BYTES);
    if (this.isClosed) throw new StoreUnavailableError('The event store is closed');
    const ids = new Set(append.events.map(({ id }) => id));
    const errand = { append, ids, deadline: performance.now() + this.timing.budgetMs, inDoubt: false };
    return this.lanes.run(append.stream, () => this.write(errand));
  }

  /** Takes no more appends; resolves when those under way have ended, in doubt where that takes too long. */
  async close(): Promise<void> {
    this.isClosed = true;
    const expiry = setTimeout(() => this.expired.abort(), this.timing.closeMs);
    await this.lanes.idle();
    clearTimeout(expiry);
    await this.sender.close();
  }

  private async write(errand: Errand): Promise<bigint> {
    const { append, ids } = errand;
    const wanted = revisionIn(append.expected);
    // An open revision is the last one. It is read before the claim, so that copies written after that are above it.
    let seen = wanted === undefined ? await this.look(errand, { ids: new Set(), above: NO_STREAM }) : undefined;
    const { known, sought, since } = await this.claim(errand);
    if (sought.size > 0) seen = await this.look(errand, { ids: sought, above: NO_STREAM, since });
    for (const [id, standing] of seen?.found ?? []) known.set(id, standing);

    for (;;) {
      const verdict = seen || known.size > 0 ? refusal(append, seen?.tail ?? NO_STREAM, known) : undefined;
      if (verdict && 'error' in verdict) throw verdict.error;
      if (verdict) return verdict.revision;

      const at = wanted ?? seen!.tail;
      const actual = await this.send(errand, at);
      if (actual === undefined) return at + BigInt(ids.size);

      // Something else stands there: another's events or, sent by whomever, these.
      seen = await this.look(errand, { ids, above: at });
      for (const [id, standing] of seen.found) known.set(id, standing);
      if (wanted !== undefined) seen.tail = actual; // it may have come to the one wanted since
      errand.inDoubt = false; // what is still on its way meets another revision
    }
  }

  private claim(errand: Errand) {
    return this.persist(errand, (left) => within(left, this.parts.claims.claim(errand.append), this.expired.signal));
  }

  private look(errand: Errand, sought: Sought): Promise<Seen> {
    const { client, options } = this.parts;
    const { stream } = errand.append;
    return this.persist(errand, async (left) => {
      const over = new AbortController();
      const reading = this.reading.endingWith(over.signal);
      const pages = pagesOf(client, this.credentials, reading, options.streamPrefix + stream);
      // A long stream that comes slowly must not take longer than the append may.
      const looked = within(left, lookFor(pages, stream, sought), this.expired.signal);
      return looked.finally(() => over.abort());
    });
  }

  /**
   * Sends the events until there is an answer.
   *
   * @param at revision behind which they are to stand
   * @returns the revision at which the stream is instead, or nothing when they are written
   */
  private send(errand: Errand, at: bigint): Promise<bigint | undefined> {
    const { deadlineMs, graceMs } = this.timing;
    const { stream, events } = errand.append;
    const name = this.parts.options.streamPrefix + stream;
    const messages = events.map(({ id, type, data, metadata }) =>
      jsonEvent({ id, type, data: JSON.parse(data), metadata: JSON.parse(metadata) }),
    );
    return this.persist(errand, async (left) => {
      const { client } = this.sender;
      const deadline = Math.min(deadlineMs, left);
      const answer = client.appendToStream(name, messages, {
        expectedRevision: at === NO_STREAM ? NONE : at,
        requiresLeader: true,
        deadline,
        credentials: this.credentials,
      });
      try {
        await within(Math.min(deadline + graceMs, left), answer, this.expired.signal);
        return undefined;
      } catch (error) {
        const { failure, actual } = classify(error);
        if (failure === 'conflict' && actual !== at) return actual;
        if (failure === 'unknown') errand.inDoubt = true;
        this.sender.failed(client, error);
        throw error;
      }
    });
  }

  /**
   * Repeats what has an unknown outcome until it has a known one.
   *
   * @param attempt is told how many milliseconds are left
   */
  private async persist<T>(errand: Errand, attempt: (left: number) => Promise<T>): Promise<T> {
    const backoff = new Backoff(this.timing.waitBaseMs, this.timing.waitCapMs, 0);
    let last: unknown;
    for (let attempts = 0; ; attempts++) {
      const left = this.left(errand);
      if (left <= 0) throw this.givenUp(errand, last);
      if (attempts > 0) this.observer.retried();
      try {
        await within(left, this.parts.mustBeOurs(), this.expired.signal);
        return await attempt(this.left(errand));
      } catch (error) {
        if (error instanceof AppendsClosedError) throw this.closed(errand, error);
        const { failure } = classify(error);
        if (failure !== 'unknown') throw explain(failure, this.task(errand), error);
        last = error;
      }
      const enough = AbortSignal.timeout(Math.max(0, Math.ceil(this.left(errand))));
      await backoff.wait(AbortSignal.any([enough, this.expired.signal]));
    }
  }

  private left({ deadline }: Errand): number {
    return this.expired.signal.aborted ? 0 : deadline - performance.now();
  }

  private givenUp({ ids, inDoubt }: Errand, last: unknown): Error {
    const why = this.expired.signal.aborted ? 'the ledger was closed' : `no answer within ${this.timing.budgetMs} ms`;
    const said = last === undefined ? why : `${why} (${messageOf(last)})`;
    if (inDoubt) return new AppendOutcomeUnknownError([...ids], said, { cause: last });
    return new StoreUnavailableError(`Events cannot be recorded in EventStoreDB: ${said}`, { cause: last });
  }

  private closed({ ids, inDoubt }: Errand, error: AppendsClosedError): Error {
    return inDoubt ? new AppendOutcomeUnknownError([...ids], error.message, { cause: error }) : error;
  }

  private task({ append }: Errand): string {
    return `an append to the stream ${append.stream}`;
  }
}

/** A revision that the server can be sent; `undefined` where the append leaves it open. */
function revisionIn(expected: ExpectedRevision): bigint | undefined {
  if (expected === 'any' || expected === 'stream-exists') return undefined;
  if (expected === 'no-stream') return NO_STREAM;
  return expected < LARGEST_REVISION ? expected : LARGEST_REVISION;
}
