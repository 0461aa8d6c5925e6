import pg from 'pg';
import { Backoff } from '../backoff.js';
import type { Bell } from '../bell.js';
import type { EngineObserver } from '../event-store.js';

const CHANNEL = 'ledger_event';
const RECONNECT_BASE_MS = 100;
const RECONNECT_CAP_MS = 5_000;
/** At most one hint to other processes in this time, in milliseconds. */
const HINT_EVERY_MS = 25;

/**
 * Rings the bell when events have been appended: at once for this process, by NOTIFY for the others. Only a hint, so
 * nothing is retried: who missed it looks again after the polling time.
 */
export class WakeUp {
  private readonly stop = new AbortController();
  private listening?: Promise<void>;
  private hint?: NodeJS.Timeout;

  constructor(
    private readonly pool: pg.Pool,
    private readonly bell: Bell,
    private readonly observer: EngineObserver,
  ) {}

  /** Listens to other processes from the first call on, on a connection of its own that comes back when it is lost. */
  listen(): void {
    this.listening ??= this.listenForEver();
  }

  /** To be called after an append. Outside the append's transaction, where it would lengthen every commit. */
  appended(): void {
    this.bell.ring();
    this.hint ??= setTimeout(() => {
      this.hint = undefined;
      this.pool
        .query(`SELECT set_config('synchronous_commit', 'off', true), pg_notify($1, '')`, [CHANNEL])
        .catch(() => undefined);
    }, HINT_EVERY_MS);
  }

  async close(): Promise<void> {
    clearTimeout(this.hint);
    this.stop.abort();
    await this.listening;
  }

  private async listenForEver(): Promise<void> {
    const backoff = new Backoff(RECONNECT_BASE_MS, RECONNECT_CAP_MS);
    while (!this.stop.signal.aborted) {
      try {
        await this.listenOnce(() => backoff.reset());
      } catch {
        // Polling goes on meanwhile.
      }
      if (this.stop.signal.aborted) return;
      this.observer.reconnected();
      await backoff.wait(this.stop.signal);
    }
  }

  /** Resolves when the connection has ended. */
  private async listenOnce(connected: () => void): Promise<void> {
    const client = new pg.Client(this.pool.options);
    let leave: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => {
      leave = resolve;
    });
    client.once('end', leave);
    this.stop.signal.addEventListener('abort', leave, { once: true });
    client.on('error', () => undefined); // followed by `end`
    client.on('notification', () => this.bell.ring());
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
      connected();
      this.bell.ring(); // what happened while nobody listened
      await ended;
    } finally {
      this.stop.signal.removeEventListener('abort', leave);
      await client.end().catch(() => undefined);
    }
  }
}
