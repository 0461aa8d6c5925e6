import type pg from 'pg';
import type { RecordedEvent } from '../../src/ledger/event.js';
import type { EventStore, Place } from '../../src/ledger/event-store.js';
import { allCursors, placeOf, resumeCursor } from './cursors.js';
import { type Cursor, type Projection, schemaOf } from './projection.js';
import { type RebuildOptions, rebuild } from './rebuild.js';

const PAGE = 1_000;
/** Pages read to count how far the projections are behind the ledger; what is beyond makes the lag "at least". */
const MOST_PAGES = 10;

export interface Lag {
  /** Events recorded and not taken in. */
  events: number;
  /** More events may be waiting than were counted. */
  atLeast: boolean;
  /** Seconds since the oldest of them was recorded; 0 when there is none. */
  seconds: number;
}

/** How one build of a projection is. */
export interface ProjectionStatus {
  name: string;
  version: number;
  /** Schema of its tables, if it has tables of its own. */
  schema?: string;
  /** Whether this build answers; another is being built to take its place. */
  live: boolean;
  status: Cursor['status'];
  /** Events taken in. */
  size: number;
  lag: Lag;
  /** Why it has stopped, and at which event where one is to blame. */
  error?: string;
  eventId?: string;
  updatedAt: Date;
}

/** What operators ask of projections and tell them, from whichever process. */
export class Projections {
  constructor(
    private readonly store: Pick<EventStore, 'readAll'>,
    private readonly pool: pg.Pool,
    private readonly projections: readonly Projection[],
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** Every build, by name; none of a projection that has never run. */
  async list(): Promise<ProjectionStatus[]> {
    const cursors = await allCursors(this.pool);
    const newest = cursors.reduce<Cursor | undefined>((a, b) => (a && a.sequence >= b.sequence ? a : b), undefined);
    if (!newest) return [];
    const head = await this.head(placeOf(newest));
    return Promise.all(cursors.map(async (cursor) => this.statusOf(cursor, await this.lagOf(cursor, head))));
  }

  /**
   * Builds a projection anew beside the live one. See {@link rebuild}.
   *
   * @returns number of events taken in
   * @throws UnknownProjectionError, AlreadyRebuildingError, NotRebuildableError
   */
  async rebuild(name: string, options: RebuildOptions = {}): Promise<number> {
    return rebuild(this.store, this.pool, this.projection(name), options);
  }

  /**
   * Lets a stopped projection try again at once, in whichever process it runs; false when it had not stopped.
   *
   * @throws UnknownProjectionError
   */
  async resume(name: string): Promise<boolean> {
    return resumeCursor(this.pool, this.projection(name).name);
  }

  private projection(name: string): Projection {
    const found = this.projections.find((projection) => projection.name === name);
    if (!found)
      throw new UnknownProjectionError(
        name,
        this.projections.map((projection) => projection.name),
      );
    return found;
  }

  /** The ledger's size, counted on from the place of the projection that is ahead of the others. */
  private async head(from: Place): Promise<{ size: number; atLeast: boolean }> {
    let place = from;
    for (let pages = 0; pages < MOST_PAGES; pages++) {
      const events: RecordedEvent[] = await this.store.readAll({ after: place, limit: PAGE });
      const last = events.at(-1);
      if (last) place = { sequence: last.sequence, ...(last.position ? { position: last.position } : {}) };
      if (events.length < PAGE) return { size: place.sequence + 1, atLeast: false };
    }
    return { size: place.sequence + 1, atLeast: true };
  }

  private async lagOf(cursor: Cursor, { size, atLeast }: { size: number; atLeast: boolean }): Promise<Lag> {
    const events = size - (cursor.sequence + 1);
    if (events <= 0) return { events: 0, atLeast: false, seconds: 0 };
    const [oldest] = await this.store.readAll({ after: placeOf(cursor), limit: 1 });
    const waited = oldest ? this.now().getTime() - Date.parse(oldest.recordedAt) : 0;
    return { events, atLeast, seconds: Math.max(0, waited / 1_000) };
  }

  private statusOf(cursor: Cursor, lag: Lag): ProjectionStatus {
    const { name, version, live, status, error, eventId, updatedAt } = cursor;
    const hasTables = this.projections.some((projection) => projection.name === name && projection.tables);
    return {
      ...{ name, version, live, status, lag, updatedAt, size: cursor.sequence + 1 },
      ...(hasTables ? { schema: schemaOf(cursor) } : {}),
      ...(error !== undefined ? { error } : {}),
      ...(eventId !== undefined ? { eventId } : {}),
    };
  }
}

export class UnknownProjectionError extends Error {
  constructor(name: string, known: readonly string[]) {
    super(`There is no projection "${name}". Choose one of: ${known.join(', ')}`);
    this.name = 'UnknownProjectionError';
  }
}
