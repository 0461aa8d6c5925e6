import type pg from 'pg';
import type { RecordedEvent } from '../../src/ledger/event.js';
import type { EventStore } from '../../src/ledger/event-store.js';

/**
 * A read model, or another thing made of the ledger's events in their order.
 *
 * Every method gets a connection inside a transaction that holds the lock on the projection's place, with the schema of
 * the build in front of its search path: names of own tables are written without a schema.
 */
export interface Projection {
  /** Kebab case; with the version it names the schema of its tables (`audit_trail_v1`). */
  readonly name: string;
  /** Counts up whenever tables or code change so that stored rows would differ: a higher version is built anew. */
  readonly version: number;
  /** The oldest version whose tables answer until they are built anew; none but this one unless told. */
  readonly answersFrom?: number;
  /** Its tables. Without, it writes to tables that migrations make, and cannot be rebuilt. */
  readonly tables?: Tables;

  /**
   * Takes in events: the next ones in the ledger's order, without a gap. What it throws stops the projection at the
   * event to blame; the transaction is rolled back.
   */
  apply(events: readonly RecordedEvent[], client: pg.ClientBase): Promise<void>;

  /** Looks at events that were delivered once more, for those that must make sure they are the same. */
  seenAgain?(events: readonly RecordedEvent[], client: pg.ClientBase): Promise<void>;

  /** Makes sure of what is stored before events are taken in, at each start. Throws where it cannot go on. */
  check?(store: EventStore, client: pg.ClientBase): Promise<void>;

  /** A faster way into empty tables, if there is one. */
  bulkLoad?(client: pg.ClientBase): Promise<BulkLoad>;
}

export interface Tables {
  /** SQL that makes the empty tables. */
  create: string;
  /** SQL that adds what is better added to full tables: indexes, constraints. */
  complete: string;
  /** Tables that others read, each through a view of the same name in the schema `read`. */
  views: readonly string[];
}

/** Fills the empty tables of a new build in one transaction. */
export interface BulkLoad {
  add(events: readonly RecordedEvent[]): Promise<void>;
  /** Writes what is still held back. The runner runs {@link Tables.complete} afterwards. */
  finish(): Promise<void>;
  /** Lets go of what it holds when the load is given up; the transaction is rolled back. */
  abandon(error: Error): void;
}

/** Where one build of a projection stands. */
export interface Cursor {
  name: string;
  version: number;
  /** Counts the builds of one version, from 1. */
  build: number;
  live: boolean;
  /** Last event taken in; -1 before the first. */
  sequence: number;
  position?: string;
  status: 'running' | 'stopped' | 'rebuilding';
  error?: string;
  eventId?: string;
  /** Name of the instance that took events in last. */
  runner?: string;
  updatedAt: Date;
}

/** Whether what is asked of a projection can be answered from a build, which may be that of an older version. */
export function canAnswer({ version, answersFrom = version }: Projection, build: Pick<Cursor, 'version'>): boolean {
  return build.version >= answersFrom;
}

/** Schema of a build's tables: `state_v2`, and `state_v2_3` for the third build of version 2. */
export function schemaOf({ name, version, build }: Pick<Cursor, 'name' | 'version' | 'build'>): string {
  return `${name.replaceAll('-', '_')}_v${version}${build > 1 ? `_${build}` : ''}`;
}
