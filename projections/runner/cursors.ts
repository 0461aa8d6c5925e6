import type pg from 'pg';
import type { Place } from '../../src/ledger/event-store.js';
import type { Cursor } from './projection.js';

type Queryable = Pick<pg.ClientBase, 'query'>;
type Build = Pick<Cursor, 'name' | 'version' | 'build'>;

const COLUMNS = 'name, version, build, live, sequence, position, status, error, event_id, runner, updated_at';

/** All builds, by name and age. */
export async function allCursors(db: Queryable): Promise<Cursor[]> {
  const { rows } = await db.query(`SELECT ${COLUMNS} FROM projection.cursor ORDER BY name, version, build`);
  return rows.map(toCursor);
}

/** The build of a projection that answers, or `null` when there is none yet. */
export async function liveCursor(db: Queryable, name: string, lock: '' | 'FOR UPDATE' = ''): Promise<Cursor | null> {
  const { rows } = await db.query(`SELECT ${COLUMNS} FROM projection.cursor WHERE name = $1 AND live ${lock}`, [name]);
  return rows[0] ? toCursor(rows[0]) : null;
}

/** One build, locked until the transaction ends; `null` when it has been cleared away. */
export async function lockCursor(db: Queryable, { name, version, build }: Build): Promise<Cursor | null> {
  const { rows } = await db.query(
    `SELECT ${COLUMNS} FROM projection.cursor WHERE name = $1 AND version = $2 AND build = $3 FOR UPDATE`,
    [name, version, build],
  );
  return rows[0] ? toCursor(rows[0]) : null;
}

export async function insertCursor(db: Queryable, build: Build, as: Pick<Cursor, 'live' | 'status'>): Promise<void> {
  await db.query(
    `INSERT INTO projection.cursor (name, version, build, live, sequence, status) VALUES ($1, $2, $3, $4, -1, $5)`,
    [build.name, build.version, build.build, as.live, as.status],
  );
}

/** Moves a build to a new place. Work that was taken in is the end of any trouble, so a live build is running again. */
export async function moveCursor(db: Queryable, { name, version, build }: Build, place: Place): Promise<void> {
  await db.query(
    `UPDATE projection.cursor
        SET sequence = $4, position = $5, status = CASE WHEN live THEN 'running' ELSE status END,
            error = NULL, event_id = NULL, updated_at = now()
      WHERE name = $1 AND version = $2 AND build = $3`,
    [name, version, build, place.sequence, place.position ?? null],
  );
}

/** Says that the live build has stopped, why, and at which event; false when it is not of this version. */
export async function stopCursor(
  db: Queryable,
  { name, version }: Pick<Cursor, 'name' | 'version'>,
  error: string,
  eventId: string | null,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `UPDATE projection.cursor SET status = 'stopped', error = $3, event_id = $4, updated_at = now()
      WHERE name = $1 AND version = $2 AND live`,
    [name, version, error, eventId],
  );
  return rowCount === 1;
}

/** Says that the live build has nothing left to stop it, without an event that it could have taken in. */
export async function clearStop(db: Queryable, { name, version }: Pick<Cursor, 'name' | 'version'>): Promise<void> {
  await db.query(
    `UPDATE projection.cursor SET status = 'running', error = NULL, event_id = NULL, updated_at = now()
      WHERE name = $1 AND version = $2 AND live AND error IS NOT NULL`,
    [name, version],
  );
}

/** Lets a stopped build try again at once; false when it had not stopped. */
export async function resumeCursor(db: Queryable, name: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `UPDATE projection.cursor SET status = 'running', updated_at = now() WHERE name = $1 AND live AND status = 'stopped'`,
    [name],
  );
  return rowCount === 1;
}

export async function deleteCursor(db: Queryable, { name, version, build }: Build): Promise<void> {
  await db.query('DELETE FROM projection.cursor WHERE name = $1 AND version = $2 AND build = $3', [
    name,
    version,
    build,
  ]);
}

/** Lets a build answer no more. Its place stays for as long as its tables do, so that they are not forgotten. */
export async function retireCursor(db: Queryable, { name, version, build }: Build): Promise<void> {
  await db.query(
    `UPDATE projection.cursor
        SET live = false, status = 'stopped', error = 'It was replaced; the next rebuild drops its tables', event_id = NULL,
            updated_at = now()
      WHERE name = $1 AND version = $2 AND build = $3`,
    [name, version, build],
  );
}

/**
 * Makes a build the one that answers; the one before it must be retired.
 *
 * @param runner the instance that took events into the one before, and goes on with this one
 */
export async function makeLive(
  db: Queryable,
  { name, version, build }: Build,
  runner: string | undefined,
): Promise<void> {
  await db.query(
    `UPDATE projection.cursor SET live = true, status = 'running', runner = $4, updated_at = now()
      WHERE name = $1 AND version = $2 AND build = $3`,
    [name, version, build, runner ?? null],
  );
}

/** Writes the name of the instance that takes events in from now on; whoever did so before finds it and stops. */
export async function takeOver(db: Queryable, name: string, runner: string): Promise<void> {
  await db.query(`UPDATE projection.cursor SET runner = $2 WHERE name = $1 AND live`, [name, runner]);
}

/**
 * Puts every build where it is in the engine that the ledger has moved to.
 *
 * @param places of the events that were taken in last, as that engine gives them; a build whose place is not among them
 * goes on from the number of its events, and that engine finds the place by counting
 */
export async function exchangePositions(db: Queryable, places: readonly Place[]): Promise<void> {
  await db.query(
    `UPDATE projection.cursor AS c
        SET position = (SELECT p.position FROM unnest($1::bigint[], $2::text[]) AS p (sequence, position)
                         WHERE p.sequence = c.sequence)`,
    [places.map(({ sequence }) => sequence), places.map(({ position }) => position ?? null)],
  );
}

export function placeOf({ sequence, position }: Cursor): Place {
  return { sequence, ...(position !== undefined ? { position } : {}) };
}

interface CursorRow {
  name: string;
  version: number;
  build: number;
  live: boolean;
  sequence: string;
  position: string | null;
  status: Cursor['status'];
  error: string | null;
  event_id: string | null;
  runner: string | null;
  updated_at: Date;
}

function toCursor(row: CursorRow): Cursor {
  const { name, version, build, live, status } = row;
  return {
    ...{ name, version, build, live, status },
    sequence: Number(row.sequence),
    ...(row.position !== null ? { position: row.position } : {}),
    ...(row.error !== null ? { error: row.error } : {}),
    ...(row.event_id !== null ? { eventId: row.event_id } : {}),
    ...(row.runner !== null ? { runner: row.runner } : {}),
    updatedAt: row.updated_at,
  };
}
