import { setMaxListeners } from 'node:events';
import type { Readable } from 'node:stream';
import { ErrorType } from '@eventstore/db-client';
import { Backoff } from '../backoff.js';
import { type EngineObserver, StoreUnavailableError } from '../event-store.js';
import { classify, explain, messageOf } from './errors.js';
import { ForeignEventError } from './recorded-event.js';
import { UnsafeStreamError } from './stream-limits.js';

/** Reads can be repeated: so many times at most, with waits that double, in milliseconds. */
const ATTEMPTS = 4;
const RETRY_BASE_MS = 100;
const RETRY_CAP_MS = 2_000;

/** A read under way, as the client gives it. */
export type ReadCall<E> = Readable & AsyncIterable<E> & { cancel(): Promise<void> };

export interface ReadingOptions {
  observer: EngineObserver;
  /** How long the server may say nothing during a read, in milliseconds. The client itself waits for ever. */
  patienceMs: number;
}

/** What all reads of the store have in common: patience, repetition, and an end when the store is closed. */
export class Reading {
  private readonly closing = new AbortController();

  constructor(private readonly options: ReadingOptions) {
    setMaxListeners(0, this.closing.signal); // one for each read under way
  }

  /** The same for one who may leave before the store is closed: these reads end with a signal. */
  endingWith(signal: AbortSignal): Reading {
    const reading = new Reading(this.options);
    if (signal.aborted) reading.close();
    signal.addEventListener('abort', () => reading.close(), { once: true });
    return reading;
  }

  /** Ends all reads under way and refuses others. */
  close(): void {
    this.closing.abort(new StoreUnavailableError('The event store is closed'));
  }

  /**
   * Makes a read, and repeats it while the server is not there.
   *
   * @throws StoreUnavailableError it does not come back in time, or refuses the service
   * @throws StoreFailedError the stream has been deleted, or the server is not what the client takes it for
   */
  async repeatedly<T>(read: () => Promise<T>): Promise<T> {
    return this.attempts(read, ATTEMPTS);
  }

  /** Makes a read that is of no use when it comes late. Throws like {@link repeatedly}. */
  async once<T>(read: () => Promise<T>): Promise<T> {
    return this.attempts(read, 1);
  }

  /**
   * Reads once, until the end or until `take` has enough. A stream that does not exist is empty. Nothing is left open on
   * the server.
   *
   * @param take gets each event; false ends the read
   * @param patienceMs how long the server may say nothing, in milliseconds
   */
  async each<E>(
    call: ReadCall<E>,
    take: (event: E) => boolean,
    patienceMs: number = this.options.patienceMs,
  ): Promise<void> {
    const { signal } = this.closing;
    const end = () => call.destroy(signal.reason);
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
    const late = new StoreUnavailableError(`EventStoreDB has said nothing for ${patienceMs} ms`);
    const timer = setTimeout(() => call.destroy(late), patienceMs);
    call.on('error', () => undefined); // what comes after the end
    let [atEnd, isEnded] = [false, false];
    try {
      // Not destroyed when left early: a call that the server has ended by then would wait for a reader for ever.
      for await (const event of call.iterator({ destroyOnReturn: false }) as AsyncIterable<E>) {
        timer.refresh();
        if (!take(event)) return;
      }
      atEnd = true;
    } catch (error) {
      // The server has ended it. Cancelling as well resets the call, and after some thousand resets in a short time
      // servers give up the connection.
      isEnded = (error as { type?: unknown }).type === ErrorType.STREAM_NOT_FOUND;
      if (!isEnded) throw error;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      if (!atEnd && !isEnded) call.cancel().catch(() => undefined); // also where it never began
      if (!atEnd) call.resume();
    }
  }

  private async attempts<T>(read: () => Promise<T>, most: number): Promise<T> {
    const backoff = new Backoff(RETRY_BASE_MS, RETRY_CAP_MS, 0);
    for (let attempt = 1; ; attempt++) {
      this.closing.signal.throwIfAborted();
      try {
        return await read();
      } catch (error) {
        if (attempt === most || !mayPass(error)) throw explainRead(error);
      }
      this.options.observer.retried();
      await backoff.wait(this.closing.signal);
    }
  }
}

/** Whether the same read may succeed when it is made again. */
function mayPass(error: unknown): boolean {
  return error instanceof StoreUnavailableError || (!isOfLedger(error) && classify(error).failure === 'unknown');
}

/** What reading itself finds wrong, in words that stay. */
function isOfLedger(error: unknown): boolean {
  return [ForeignEventError, UnsafeStreamError].some((kind) => error instanceof kind);
}

function explainRead(error: unknown): unknown {
  if (error instanceof StoreUnavailableError || isOfLedger(error)) return error;
  const { failure } = classify(error);
  if (failure === 'unknown' || failure === 'conflict')
    return new StoreUnavailableError(`EventStoreDB cannot be read: ${messageOf(error)}`, { cause: error });
  return explain(failure, 'a read', error);
}
