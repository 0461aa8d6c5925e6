import type pg from 'pg';
import { inTransaction } from '../../src/database/transaction.js';
import { pause } from '../../src/ledger/backoff.js';
import type { EventStore } from '../../src/ledger/event-store.js';
import { dropBuild } from './builds.js';
import { liveCursor } from './cursors.js';
import { type Cursor, type Projection, schemaOf } from './projection.js';
import { buildAnew, type RebuildOptions } from './rebuild.js';

/** How long to wait for a live build that is behind before looking again, in milliseconds. */
const LOOK_EVERY_MS = 100;

/** Rows of one table that the live build and the replay do not share. */
export interface Difference {
  table: string;
  /** Rows that the replay has and the live build lacks. */
  missing: number;
  /** Rows that the live build has and the replay lacks. */
  surplus: number;
  /** The first row of the live build that the replay lacks, and the other way round; at least one of them is there. */
  example: { live?: Row; replayed?: Row };
}

/** A row by the names of its columns, in their order; texts, numbers and JSON. */
export type Row = Readonly<Record<string, unknown>>;

export interface Replayed {
  /** Events folded from the first. */
  events: number;
  /** Empty when every row of every table is the same. */
  differences: Difference[];
}

/**
 * Folds the ledger from its first event into scratch tables and compares them with the live ones, row by row, at the
 * same place. The live build goes on answering; it stands still while rows are compared. The scratch tables are dropped.
 *
 * Needs somebody to keep the live build up to date: it is waited for.
 *
 * @throws AlreadyRebuildingError, NotRebuildableError
 */
export async function replay(
  store: Pick<EventStore, 'readAll'>,
  pool: pg.Pool,
  projection: Projection,
  options: RebuildOptions = {},
): Promise<Replayed> {
  let differences: Difference[] = [];
  const compareAndDrop = async (build: Cursor, sequence: number): Promise<boolean> => {
    const found = await inTransaction(pool, async (client) => {
      const live = await liveCursor(client, projection.name, 'FOR UPDATE');
      if (live?.sequence !== sequence) return undefined;
      const all: Difference[] = [];
      for (const table of projection.tables!.views) all.push(...(await compare(client, table, live, build)));
      await dropBuild(client, build);
      return all;
    });
    if (!found) await pause(LOOK_EVERY_MS, options.signal ?? new AbortController().signal);
    else differences = found;
    return found !== undefined;
  };
  const events = await buildAnew(store, pool, projection, compareAndDrop, options);
  return { events, differences };
}

async function compare(client: pg.ClientBase, table: string, live: Cursor, build: Cursor): Promise<Difference[]> {
  const [a, b] = [`${schemaOf(live)}.${table}`, `${schemaOf(build)}.${table}`];
  const { rows } = await client.query(
    `WITH surplus AS (TABLE ${a} EXCEPT ALL TABLE ${b}), missing AS (TABLE ${b} EXCEPT ALL TABLE ${a})
     SELECT (SELECT count(*) FROM surplus)::float8 AS surplus, (SELECT count(*) FROM missing)::float8 AS missing,
            (SELECT to_json(s) FROM surplus s ORDER BY s LIMIT 1) AS live,
            (SELECT to_json(m) FROM missing m ORDER BY m LIMIT 1) AS replayed`,
  );
  const { surplus, missing, live: mine, replayed } = rows[0];
  const example = { ...(mine && { live: mine }), ...(replayed && { replayed }) };
  return surplus + missing === 0 ? [] : [{ table, missing, surplus, example }];
}
