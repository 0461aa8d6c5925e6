import pg from 'pg';
import { withSettings } from '../../database/connection-url.js';
import { Bell } from '../bell.js';
import type { NewEvent, RecordedEvent } from '../event.js';
import {
  type EngineObserver,
  type EngineStatus,
  EventStore,
  type ExpectedRevision,
  type Place,
  StoreUnavailableError,
  type StreamRange,
  type SubscriptionMessage,
  UNOBSERVED,
} from '../event-store.js';
import { follow } from '../follow.js';
import { prepareAppend } from '../prepared-append.js';
import { MAX_REVISION } from '../verdict.js';
import { within } from '../within.js';
import { callAppend } from './append-call.js';
import { AppendQueue } from './append-queue.js';
import { explain } from './connection-loss.js';
import { EVENT_COLUMNS, eventTypes, readEvent } from './event-rows.js';
import { MovedAwayError, mustTakeAppends } from './moved-away.js';
import { WakeUp } from './wake-up.js';

/** Pages of 100 read two thirds as fast. */
const PAGE = 1_000;
const POLL_MIN_MS = 100;
const POLL_MAX_MS = 250;
/** How long a sign of life may take, in milliseconds. */
const STATUS_MS = 3_000;

const READ_ALL: Query = {
  name: 'ledger.read-all',
  text: `SELECT ${EVENT_COLUMNS} FROM ledger.event WHERE sequence > $1 ORDER BY sequence LIMIT $2`,
};
const READ_FORWARDS = streamQuery('forwards', '');
const READ_BACKWARDS = streamQuery('backwards', 'DESC');

/** What `ledger.append()` expects of a connection. */
const APPEND_SETTINGS = { enable_seqscan: 'off', plan_cache_mode: 'force_generic_plan' };

export interface PostgresEventStoreOptions {
  /** How long an append may take, waiting included, in milliseconds. Default 5,000. */
  appendTimeoutMs?: number;
  observer?: EngineObserver;
}

/**
 * The ledger in PostgreSQL. Appends go through `ledger.append()`, which numbers events under a lock held to the commit:
 * what is visible never has a gap, so a reader that remembers one sequence misses nothing.
 */
export class PostgresEventStore extends EventStore {
  private readonly appendPool: pg.Pool;
  private readonly queue: AppendQueue;
  private readonly bell = new Bell();
  private readonly wakeUp: WakeUp;
  private readonly observer: EngineObserver;

  /**
   * @param pool for reading, made from a URL, with the role `ledger_app`; appends and LISTEN have connections of their
   * own like it
   */
  constructor(
    private readonly pool: pg.Pool,
    { appendTimeoutMs = 5_000, observer = UNOBSERVED }: PostgresEventStoreOptions = {},
  ) {
    super();
    this.appendPool = new pg.Pool({
      ...pool.options,
      connectionString: withSettings(pool.options.connectionString as string, APPEND_SETTINGS),
      max: 1, // more would only queue at the head lock
      query_timeout: appendTimeoutMs,
      statement_timeout: appendTimeoutMs, // the server gives up as well, and lets go of the head
    });
    this.appendPool.on('error', () => undefined); // lost while idle; the next append connects again
    this.observer = observer;
    this.wakeUp = new WakeUp(pool, this.bell, observer);
    this.queue = new AppendQueue(async (appends) => {
      const results = await callAppend(this.appendPool, appends);
      if (results.some((result) => 'revision' in result)) this.wakeUp.appended();
      return results.map((result) => ('revision' in result ? { value: result.revision } : result));
    }, appendTimeoutMs);
  }

  /** They wait in one queue. */
  override get keepsCallOrder(): boolean {
    return true;
  }

  override async append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<bigint> {
    return this.queue.add(prepareAppend(stream, expected, events));
  }

  override async *readStream(stream: string, range: StreamRange = {}): AsyncGenerator<RecordedEvent, void> {
    const backwards = range.direction === 'backwards';
    const query = backwards ? READ_BACKWARDS : READ_FORWARDS;
    let low = atMost((backwards ? range.to : range.from) ?? 0n);
    let high = atMost((backwards ? range.from : range.to) ?? MAX_REVISION);
    for (;;) {
      const page = await this.read(query, [stream, String(low), String(high), PAGE]);
      yield* page;
      const last = page.at(-1);
      if (!last || page.length < PAGE) return;
      if (backwards) high = last.revision - 1n;
      else low = last.revision + 1n;
    }
  }

  override readAll({ after, limit }: { after: Place; limit: number }): Promise<RecordedEvent[]> {
    return this.read(READ_ALL, [after.sequence, limit]);
  }

  override subscribeToAll(options: { after: Place; signal: AbortSignal }): AsyncIterable<SubscriptionMessage> {
    this.wakeUp.listen();
    return follow(
      (after) => this.readAll({ after, limit: PAGE }),
      this.bell,
      () => POLL_MIN_MS + Math.random() * (POLL_MAX_MS - POLL_MIN_MS),
      options,
    );
  }

  override async status(): Promise<EngineStatus> {
    try {
      await within(STATUS_MS, mustTakeAppends(this.pool, 'append_one'));
      return { engine: 'postgresql', connected: true };
    } catch (error) {
      const connected = error instanceof MovedAwayError;
      return { engine: 'postgresql', connected, problem: (explain(error) as Error).message };
    }
  }

  /** Lets appends under way finish and ends the store's own connections; the pool for reading stays open. */
  override async close(): Promise<void> {
    await this.queue.close();
    await this.wakeUp.close();
    await this.appendPool.end();
  }

  /**
   * Reads may be repeated: a pooled connection that was cut while idle shows it at its next query only, and where one was
   * cut, all may have been. Once they are used up, a new one says how things are.
   */
  private async read(query: Query, values: unknown[]): Promise<RecordedEvent[]> {
    for (let again = 0; ; again++) {
      const isNew = this.pool.idleCount === 0;
      try {
        return await this.readOnce(query, values);
      } catch (error) {
        if (!(error instanceof StoreUnavailableError)) throw error;
        if ((again > 0 && isNew) || again > this.pool.options.max) throw error;
        this.observer.retried();
      }
    }
  }

  private async readOnce(query: Query, values: unknown[]): Promise<RecordedEvent[]> {
    try {
      const { rows } = await this.pool.query({ ...query, values, rowMode: 'array', types: eventTypes });
      return rows.map((row) => readEvent(row as Parameters<typeof readEvent>[0]));
    } catch (error) {
      throw explain(error);
    }
  }
}

/** A statement that a connection prepares once. */
interface Query {
  name: string;
  text: string;
}

function streamQuery(direction: string, order: string): Query {
  return {
    name: `ledger.read-stream-${direction}`,
    text:
      `SELECT ${EVENT_COLUMNS} FROM ledger.event WHERE stream = $1 AND revision BETWEEN $2 AND $3 ` +
      `ORDER BY revision ${order} LIMIT $4`,
  };
}

/** Revisions beyond the engine's integers exist nowhere, so the largest of them stands for all. */
function atMost(revision: bigint): bigint {
  return revision > MAX_REVISION ? MAX_REVISION : revision;
}
