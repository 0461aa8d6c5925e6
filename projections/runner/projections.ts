import type pg from 'pg';
import type { RecordedEvent } from '../../src/ledger/event.js';
import type { EventStore, Place } from '../../src/ledger/event-store.js';
import { placeOfEvent } from '../../src/ledger/read-pages.js';
import { allCursors, placeOf, resumeCursor } from './cursors.js';
import { leasedProjections } from './leases.js';
import { type Cursor, type Projection, schemaOf } from './projection.js';
import { type RebuildOptions, rebuild } from './rebuild.js';

const PAGE = 1_000;

export interface Lag {
  /** Events recorded and not taken in. */
  events: number;
  /** More events may be waiting than were counted. */
  atLeast: boolean;
  /** Seconds since the oldest of them was recorded; 0 when there is none. */
  seconds: number;
}

/** Where one build of a projection is. */
export interface ProjectionPlace {
  name: string;
  version: number;
  /** Schema of its tables, if it has tables of its own. */
  schema?: string;
  /** Whether this build answers. Another is being built to take its place, or was replaced and is to be dropped. */
  live: boolean;
  status: Cursor['status'];
  /** Events taken in. */
  size: number;
  /** The instance that takes events into it; absent while none does. */
  runBy?: string;
  /** Why it has stopped, and at which event where one is to blame. */
  error?: string;
  eventId?: string;
  updatedAt: Date;
}

/** How one build of a projection is. */
export interface ProjectionStatus extends ProjectionPlace {
  lag: Lag;
}

export interface ProjectionsOptions {
  now?: () => Date;
  /** How many pages of 1,000 events are read to count how far behind they are; what is beyond makes it "at least". */
  mostPages?: number;
}

/** What operators ask of projections and tell them, from whichever process. */
export class Projections {
  private readonly now: () => Date;
  private readonly mostPages: number;

  constructor(
    private readonly store: Pick<EventStore, 'readAll'>,
    private readonly pool: pg.Pool,
    private readonly projections: readonly Projection[],
    { now = () => new Date(), mostPages = 10 }: ProjectionsOptions = {},
  ) {
    this.now = now;
    this.mostPages = mostPages;
  }

  /** Every build with its lag, by name; none of a projection that has never run. */
  async list(): Promise<ProjectionStatus[]> {
    const cursors = await allCursors(this.pool);
    const newest = cursors.reduce<Cursor | undefined>((a, b) => (a && a.sequence >= b.sequence ? a : b), undefined);
    if (!newest) return [];
    const head = await this.head(placeOf(newest));
    const lags = await Promise.all(cursors.map((cursor) => this.lagOf(cursor, head)));
    const places = await this.placesOf(cursors);
    return places.map((place, n) => ({ ...place, lag: lags[n]! }));
  }

  /** Every build as the database knows it, which is all there is while the engine does not answer. */
  async places(): Promise<ProjectionPlace[]> {
    return this.placesOf(await allCursors(this.pool));
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
    for (let pages = 0; pages < this.mostPages; pages++) {
      const events: RecordedEvent[] = await this.store.readAll({ after: place, limit: PAGE });
      const last = events.at(-1);
      if (last) place = placeOfEvent(last);
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

  private async placesOf(cursors: readonly Cursor[]): Promise<ProjectionPlace[]> {
    const leased = await leasedProjections(this.pool, [...new Set(cursors.map(({ name }) => name))]);
    return cursors.map((cursor) => {
      const { name, version, live, status, runner, error, eventId, updatedAt } = cursor;
      const hasTables = this.projections.some((projection) => projection.name === name && projection.tables);
      return {
        ...{ name, version, live, status, updatedAt, size: cursor.sequence + 1 },
        ...(hasTables ? { schema: schemaOf(cursor) } : {}),
        ...(live && leased.has(name) && runner !== undefined ? { runBy: runner } : {}),
        ...(error !== undefined ? { error } : {}),
        ...(eventId !== undefined ? { eventId } : {}),
      };
    });
  }
}

export class UnknownProjectionError extends Error {
  constructor(name: string, known: readonly string[]) {
    super(`There is no projection "${name}". Choose one of: ${known.join(', ')}`);
    this.name = 'UnknownProjectionError';
  }
}
