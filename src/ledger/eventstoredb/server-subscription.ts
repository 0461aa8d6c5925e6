import type { ReadableOptions } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import {
  type AllStreamResolvedEvent,
  type AllStreamSubscription,
  type Credentials,
  type EventStoreDBClient,
  START,
  streamNameFilter,
} from '@eventstore/db-client';
import { pause } from '../backoff.js';
import { Bell } from '../bell.js';
import type { PlacedEvent } from './ledger-count.js';
import type { Position } from './positions.js';
import { SETTINGS_OF } from './stream-limits.js';

/** Events that are handed on together, and fetched ahead of whoever takes them, at most. */
export const MOST_AT_ONCE = 500;
/** How long the end of a subscription is waited for, in milliseconds. */
const END_MS = 1_000;

/** What a subscription without an error of its own ends with. */
export class SubscriptionEndedError extends Error {
  constructor() {
    super('The server has ended the subscription');
    this.name = 'SubscriptionEndedError';
  }
}

/**
 * One subscription as the client has it, from its start until it is lost. Nothing here starts work by itself: events are
 * taken out, and while nobody takes any the server waits.
 */
export class ServerSubscription {
  private readonly bell = new Bell();
  private readonly subscription: AllStreamSubscription;
  private isCaughtUp = false;
  private lost: { reason: unknown } | undefined;
  private heardAt = performance.now();
  private confirmedAt: number | undefined;

  /** @param from the last event that is known; the beginning, without it */
  constructor(
    client: EventStoreDBClient,
    prefix: string,
    { from, credentials }: { from: Position | undefined; credentials: Credentials | undefined },
  ) {
    // What these say runs ahead of the events that are still buffered, so it is a sign of life and nothing else. It must
    // not throw: the client would never go on.
    const heard = () => {
      this.heardAt = performance.now();
    };
    const ahead = { readableHighWaterMark: MOST_AT_ONCE } as ReadableOptions;
    this.subscription = client.subscribeToAll(
      {
        fromPosition: from ?? START,
        filter: streamNameFilter({ prefixes: [prefix, SETTINGS_OF + prefix], checkpointReached: heard }),
        credentials,
      },
      ahead,
    );
    this.subscription
      .on('error', (reason) => this.lose(reason)) // without an end, a close, or the stream being destroyed
      .on('end', () => this.lose(new SubscriptionEndedError()))
      .on('close', () => this.lose(new SubscriptionEndedError()))
      .on('confirmation', () => {
        this.confirmedAt ??= performance.now();
        this.bell.ring();
      })
      .on('caughtUp', () => {
        this.isCaughtUp = true;
        heard();
        this.bell.ring();
      })
      .on('readable', () => {
        heard();
        this.bell.ring();
      });
  }

  /** Events that have come, without waiting; none, perhaps. */
  take(): PlacedEvent[] {
    const events: PlacedEvent[] = [];
    while (events.length < MOST_AT_ONCE) {
      const resolved: AllStreamResolvedEvent | null = this.subscription.read();
      if (!resolved) break;
      if (resolved.event) events.push(resolved.event as PlacedEvent);
    }
    return events;
  }

  /** Why it gives no more events, once it does not. */
  get end(): { reason: unknown } | undefined {
    return this.lost;
  }

  /**
   * Whether the server has sent everything recorded: it says so, or has said nothing for so long that it must be one that
   * never does. When {@link take} has nothing left as well, all of that has been taken.
   *
   * @param quietMs so long, in milliseconds
   */
  hasSentAll(quietMs: number): boolean {
    return this.isCaughtUp || (this.confirmedAt !== undefined && this.silentMs >= quietMs);
  }

  /** Milliseconds since the server has last been heard. */
  get silentMs(): number {
    return performance.now() - this.heardAt;
  }

  /** Milliseconds since the server has taken it on; 0 before. */
  get ageMs(): number {
    return this.confirmedAt === undefined ? 0 : performance.now() - this.confirmedAt;
  }

  /** To be called when nobody has listened for a while, so that it does not count as silence of the server. */
  listenAnew(): void {
    this.heardAt = performance.now();
  }

  /** To be taken before {@link take}, for {@link change}. */
  get changes(): number {
    return this.bell.count;
  }

  /**
   * Resolves when something has changed since, after so many milliseconds, or when `signal` is aborted; then with all that
   * has come over the wire together.
   */
  async change(since: number, timeoutMs: number, signal: AbortSignal): Promise<void> {
    await this.bell.heard(since, timeoutMs, signal);
    await setImmediate();
  }

  /** Ends it on the server as well, which the client does not do by itself; does not wait for a server that is gone. */
  async close(): Promise<void> {
    const ended = new AbortController();
    const unsubscribed = this.subscription.unsubscribe().catch(() => undefined);
    await Promise.race([unsubscribed, pause(END_MS, ended.signal)]);
    ended.abort();
    // Not destroyed: a call that the server has ended by itself would wait for a reader for ever.
    this.subscription.removeAllListeners('readable').resume();
  }

  private lose(reason: unknown): void {
    this.lost ??= { reason };
    this.bell.ring();
  }
}
