import type pg from 'pg';
import { inTransaction } from '../../src/database/transaction.js';
import { allCursors, deleteCursor, insertCursor, liveCursor, lockCursor, makeLive, retireCursor } from './cursors.js';
import { type Cursor, type Projection, schemaOf } from './projection.js';
import { messageOf } from './trouble.js';
import { useSchema } from './use-schema.js';

/** How long a switch waits for readers before it lets them pass and tries again, or leaves them, in milliseconds. */
const LOCK_TIMEOUT_MS = 1_000;
const LOCK_TIMEOUT = `SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}`;
/** SQLSTATE. */
const LOCK_NOT_AVAILABLE = '55P03';

/** Of several processes that make or replace a build of one projection, one does it at a time. */
const LOCK = `SELECT pg_advisory_xact_lock(hashtextextended('projection.cursor/' || $1, 0))`;

/**
 * The live build of a projection; the first start makes it, empty.
 *
 * @throws NewerVersionError a later version of the software has been at work here
 */
export async function ensureLive(pool: pg.Pool, projection: Projection): Promise<Cursor> {
  const { name, version, tables } = projection;
  return inTransaction(pool, async (client) => {
    await client.query(LOCK, [name]);
    const live = await liveCursor(client, name);
    if (live && live.version > version) throw new NewerVersionError(name, live.version, version);
    if (live) return live;
    const build = { name, version, build: 1 };
    await insertCursor(client, build, { live: true, status: 'running' });
    if (tables) {
      await createTables(client, schemaOf(build), tables.create);
      await client.query(tables.complete);
      await pointViews(client, schemaOf(build), tables.views);
    }
    return (await liveCursor(client, name))!;
  });
}

/** Makes an empty build beside the live one, after clearing away any that was not finished, or not dropped. */
export async function startBuild(pool: pg.Pool, projection: Projection): Promise<Cursor> {
  const { name, version, tables } = projection;
  if (!tables) throw new NotRebuildableError(name);
  return inTransaction(pool, async (client) => {
    await client.query(LOCK, [name]);
    const all = (await allCursors(client)).filter((cursor) => cursor.name === name);
    for (const left of all.filter(({ live }) => !live)) await dropBuild(client, left);
    const last = all.filter((cursor) => cursor.version === version).at(-1);
    const build = { name, version, build: (last?.build ?? 0) + 1 };
    await insertCursor(client, build, { live: false, status: 'rebuilding' });
    await createTables(client, schemaOf(build), tables.create);
    return (await lockCursor(client, build))!;
  });
}

/**
 * Lets a build answer from now on, in one transaction, if it is not behind the one that has answered so far. That one
 * stands still meanwhile and is dropped afterwards: whoever still read it has ended before the views could be replaced.
 * Where it cannot be dropped, the next rebuild does so: the switch is made.
 *
 * @param log is told of that
 * @returns false when the build is still behind, or when readers have kept the views for too long: to be tried again
 */
export async function switchTo(
  pool: pg.Pool,
  projection: Projection,
  build: Cursor,
  sequence: number,
  log: (message: string) => void = () => undefined,
): Promise<boolean> {
  let before: Cursor | null;
  try {
    before = await inTransaction(pool, (client) => replaceLive(client, projection, build, sequence));
  } catch (error) {
    if (error instanceof BehindError || (error as { code?: string }).code === LOCK_NOT_AVAILABLE) return false;
    throw error;
  }
  if (before) await dropReplaced(pool, before, log);
  return true;
}

async function dropReplaced(pool: pg.Pool, build: Cursor, log: (message: string) => void): Promise<void> {
  try {
    await inTransaction(pool, async (client) => {
      await client.query(LOCK_TIMEOUT);
      await dropBuild(client, build);
    });
  } catch (error) {
    log(`The tables of ${schemaOf(build)}, which was replaced, stay until the next rebuild: ${messageOf(error)}`);
  }
}

/** The build that answered before, if there was one. */
async function replaceLive(
  client: pg.ClientBase,
  projection: Projection,
  build: Cursor,
  sequence: number,
): Promise<Cursor | null> {
  // Readers queue behind a switch that waits, so it must not wait for long.
  await client.query(LOCK_TIMEOUT);
  const live = await liveCursor(client, build.name, 'FOR UPDATE');
  if (live && live.sequence > sequence) throw new BehindError();
  if (live) await retireCursor(client, live);
  await makeLive(client, build, live?.runner);
  await pointViews(client, schemaOf(build), projection.tables!.views);
  return live;
}

class BehindError extends Error {}

/**
 * Removes a build with its tables, unless it answers: the views that are read would go with it.
 *
 * @returns false when it answers
 */
export async function dropBuild(client: pg.ClientBase, build: Cursor): Promise<boolean> {
  const found = await lockCursor(client, build);
  if (found?.live) return false;
  await client.query(`DROP SCHEMA IF EXISTS ${schemaOf(build)} CASCADE`);
  await deleteCursor(client, build);
  return true;
}

async function createTables(client: pg.ClientBase, schema: string, sql: string): Promise<void> {
  await client.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE; CREATE SCHEMA ${schema}`);
  await useSchema(client, schema);
  await client.query(sql);
}

async function pointViews(client: pg.ClientBase, schema: string, views: readonly string[]): Promise<void> {
  for (const view of views)
    await client.query(`DROP VIEW IF EXISTS read.${view}; CREATE VIEW read.${view} AS SELECT * FROM ${schema}.${view}`);
}

export class NewerVersionError extends Error {
  constructor(name: string, found: number, known: number) {
    super(
      `The read model ${name} was made by a later version of this software (${found}, this one knows ${known}). ` +
        `Install that version, or rebuild it: ledger projections rebuild ${name}`,
    );
    this.name = 'NewerVersionError';
  }
}

export class NotRebuildableError extends Error {
  constructor(name: string) {
    super(`${name} is never rebuilt: what it has written stands`);
    this.name = 'NotRebuildableError';
  }
}
