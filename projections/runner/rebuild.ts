import type pg from 'pg';
import { inTransaction } from '../../src/database/transaction.js';
import type { RecordedEvent } from '../../src/ledger/event.js';
import { type EventStore, type Place, START } from '../../src/ledger/event-store.js';
import { placeOfEvent } from '../../src/ledger/read-pages.js';
import { dropBuild, NotRebuildableError, startBuild, switchTo } from './builds.js';
import { allCursors, lockCursor, moveCursor } from './cursors.js';
import { mustAgreeWithLog } from './log-agreement.js';
import { type Cursor, type Projection, schemaOf } from './projection.js';
import { takeIn } from './take-in.js';
import { messageOf } from './trouble.js';
import { useSchema } from './use-schema.js';

const PAGE = 1_000;
/** Loaded in bulk at most, which holds some 400 bytes for each in memory; what is beyond comes in batches. */
const BULK_LIMIT = 3_000_000;
const PROGRESS_EVERY_MS = 200;

export interface Progress {
  phase: 'loading' | 'completing' | 'catching up' | 'done';
  /** Events taken in. */
  done: number;
  /** Events in the ledger, as far as is known. */
  total: number;
  /** Events a second since the start. */
  rate: number;
  /** Seconds until the last event is taken in at this rate, or `null` while it cannot be told. */
  secondsLeft: number | null;
}

export interface RebuildOptions {
  onProgress?: (progress: Progress) => void;
  /** Gives the rebuild up: the new build is dropped, the live one has never been touched. */
  signal?: AbortSignal;
  /** Is told what is left to be done by the next rebuild. */
  log?: (message: string) => void;
}

/**
 * Builds a projection anew beside the live one and lets it answer once it is not behind any more. Given up or failed, it
 * leaves nothing; killed, or without the database, it leaves tables that the next rebuild clears away. One that answers is
 * never given up, even where the database did not say so.
 *
 * @returns number of events taken in
 * @throws AlreadyRebuildingError another process is at it
 * @throws NotRebuildableError
 */
export async function rebuild(
  store: Pick<EventStore, 'readAll'>,
  pool: pg.Pool,
  projection: Projection,
  options: RebuildOptions = {},
): Promise<number> {
  const answer = (build: Cursor, sequence: number) => switchTo(pool, projection, build, sequence, options.log);
  return buildAnew(store, pool, projection, answer, options);
}

/**
 * What is done with a new build that has taken in everything up to `sequence`; false when it must take in more first.
 */
export type Conclude = (build: Cursor, sequence: number) => Promise<boolean>;

/**
 * Builds a projection anew beside the live one and hands the build over, as often as it takes. One process at a time
 * builds one projection. Given up or failed, it leaves nothing; killed, it leaves tables that the next one clears away.
 *
 * @returns number of events taken in
 * @throws AlreadyRebuildingError another process is at it
 * @throws NotRebuildableError
 */
export async function buildAnew(
  store: Pick<EventStore, 'readAll'>,
  pool: pg.Pool,
  projection: Projection,
  conclude: Conclude,
  options: RebuildOptions = {},
): Promise<number> {
  if (!projection.tables) throw new NotRebuildableError(projection.name);
  const guard = await pool.connect();
  const lost = () => undefined; // the guard's session holds a lock and nothing else; losing it loses no work
  guard.on('error', lost);
  const lock = [`projection rebuild/${projection.name}`];
  try {
    const { rows } = await guard.query('SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS ours', lock);
    if (!rows[0].ours) throw new AlreadyRebuildingError(projection.name);
    try {
      return await new Build(store, pool, projection, conclude, options).run();
    } finally {
      await guard.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', lock).catch(lost);
    }
  } finally {
    guard.off('error', lost);
    guard.release();
  }
}

class Build {
  private readonly startedAt = performance.now();
  private saidAt = 0;
  private place: Place = START;
  private last: RecordedEvent | undefined;
  private total = 0;

  constructor(
    private readonly store: Pick<EventStore, 'readAll'>,
    private readonly pool: pg.Pool,
    private readonly projection: Projection,
    private readonly conclude: Conclude,
    private readonly options: RebuildOptions,
  ) {}

  async run(): Promise<number> {
    this.total = Math.max(0, ...(await allCursors(this.pool)).map(({ sequence }) => sequence + 1));
    const build = await startBuild(this.pool, this.projection);
    try {
      if (this.projection.bulkLoad) await this.loadInBulk(build);
      else await this.loadInBatches(build);
      await this.catchUp(build);
    } catch (error) {
      if (!(await this.answersAnyway(build))) throw error;
    }
    this.say('done');
    return this.place.sequence + 1;
  }

  private loadInBulk(build: Cursor): Promise<void> {
    return inTransaction(this.pool, async (client) => {
      await useSchema(client, schemaOf(build));
      const load = await this.projection.bulkLoad!(client);
      try {
        for await (const events of this.pages(BULK_LIMIT)) {
          await load.add(events);
          this.tookIn(events, 'loading');
        }
        this.say('completing');
        await load.finish();
      } catch (error) {
        load.abandon(error instanceof Error ? error : new Error(messageOf(error)));
        throw error;
      }
      await this.complete(client);
      await moveCursor(client, build, this.place);
    });
  }

  private async loadInBatches(build: Cursor): Promise<void> {
    for await (const events of this.pages(Number.POSITIVE_INFINITY)) {
      await takeIn(this.pool, this.projection, lockBuild(build), events);
      this.tookIn(events, 'loading');
    }
    this.say('completing');
    await inTransaction(this.pool, async (client) => {
      await useSchema(client, schemaOf(build));
      await this.complete(client);
    });
  }

  private async complete(client: pg.ClientBase): Promise<void> {
    this.options.signal?.throwIfAborted();
    await client.query(`SET LOCAL maintenance_work_mem = '256MB'`);
    await client.query(this.projection.tables!.complete);
  }

  private async catchUp(build: Cursor): Promise<void> {
    do {
      for await (const events of this.pages(Number.POSITIVE_INFINITY)) {
        await takeIn(this.pool, this.projection, lockBuild(build), events);
        this.tookIn(events, 'catching up');
      }
      this.options.signal?.throwIfAborted();
      // Events that were counted wrongly show in the last of them.
      if (this.last) await mustAgreeWithLog(this.pool, [this.last]);
    } while (!(await this.conclude(build, this.place.sequence)));
  }

  /** Gives a build up that has failed, unless only the answer to its switch was lost; true in that case. */
  private async answersAnyway(build: Cursor): Promise<boolean> {
    try {
      return !(await inTransaction(this.pool, (client) => dropBuild(client, build)));
    } catch {
      return false; // the database is away: the next rebuild looks after it
    }
  }

  /**
   * The ledger's events behind the place, page by page; the next page is fetched while one is being worked on. Ends at a
   * page that is not full, since under load there may always be another.
   */
  private async *pages(limit: number): AsyncGenerator<RecordedEvent[]> {
    const fetch = (after: Place) => {
      const page = this.store.readAll({ after, limit: PAGE });
      page.catch(() => undefined); // met when it is awaited
      return page;
    };
    let next = fetch(this.place);
    for (let count = 0; count < limit; ) {
      this.options.signal?.throwIfAborted();
      const events = await next;
      const last = events.at(-1);
      if (!last) return;
      if (events.length === PAGE) next = fetch(placeOfEvent(last));
      count += events.length;
      yield events;
      if (events.length < PAGE) return;
    }
  }

  private tookIn(events: readonly RecordedEvent[], phase: Progress['phase']): void {
    const last = events.at(-1)!;
    this.last = last;
    this.place = placeOfEvent(last);
    this.say(phase);
  }

  private say(phase: Progress['phase']): void {
    const now = performance.now();
    const passing = phase === 'loading' || phase === 'catching up';
    if (!this.options.onProgress || (passing && now - this.saidAt < PROGRESS_EVERY_MS)) return;
    this.saidAt = now;
    const done = this.place.sequence + 1;
    this.total = Math.max(this.total, done);
    const rate = done / Math.max(0.001, (now - this.startedAt) / 1_000);
    const secondsLeft = rate > 0 ? (this.total - done) / rate : null;
    this.options.onProgress({ phase, done, total: this.total, rate, secondsLeft });
  }
}

/** Locks a build that does not answer yet. */
function lockBuild(build: Cursor) {
  return async (client: pg.ClientBase): Promise<Cursor> => {
    const cursor = await lockCursor(client, build);
    if (!cursor) throw new Error(`The new build of ${build.name} has been cleared away`);
    return cursor;
  };
}

export class AlreadyRebuildingError extends Error {
  constructor(name: string) {
    super(`${name} is being rebuilt by another process`);
    this.name = 'AlreadyRebuildingError';
  }
}
