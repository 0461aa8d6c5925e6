import type pg from 'pg';
import type { Config } from '../config.js';

type Queryable = Pick<pg.ClientBase, 'query'>;

/** Where the events of a ledger are. The database that holds everything else keeps this mark, so that no other is used. */
export type EngineMark = { engine: 'postgresql' } | { engine: 'eventstoredb'; streamPrefix: string };

/** The engine that a configuration names. */
export function configuredEngine({ eventStoreDb }: Pick<Config, 'eventStoreDb'>): EngineMark {
  if (!eventStoreDb) return { engine: 'postgresql' };
  return { engine: 'eventstoredb', streamPrefix: eventStoreDb.streamPrefix };
}

export function sameEngine(one: EngineMark, other: EngineMark): boolean {
  if (one.engine === 'postgresql' || other.engine === 'postgresql') return one.engine === other.engine;
  return one.streamPrefix === other.streamPrefix;
}

/**
 * Where the ledger of this database has its events; `null` for a database without a ledger. A ledger that is older than
 * the mark has them beside everything else.
 */
export async function readEngineMark(db: Queryable): Promise<EngineMark | null> {
  const { rows } = await db.query('SELECT engine, stream_prefix FROM ledger.engine');
  const [row] = rows;
  if (row?.engine === 'eventstoredb') return { engine: 'eventstoredb', streamPrefix: row.stream_prefix };
  if (row) return { engine: 'postgresql' };
  const { rowCount } = await db.query('SELECT FROM ledger.event LIMIT 1');
  return rowCount === 1 ? { engine: 'postgresql' } : null;
}

/** Says where the events are from now on. For whoever has moved them; with the transaction of `db`, if it has one. */
export async function writeEngineMark(db: Queryable, mark: EngineMark): Promise<void> {
  await db.query(
    `INSERT INTO ledger.engine (engine, stream_prefix) VALUES ($1, $2)
     ON CONFLICT (only_row) DO UPDATE
       SET engine = excluded.engine, stream_prefix = excluded.stream_prefix, since = now()`,
    columnsOf(mark),
  );
}

/**
 * Makes sure, before an engine is opened, that it is the one that holds this ledger, and marks a new ledger with it. Asks
 * the database alone, so that an engine that is down at the start is no obstacle.
 *
 * @throws EngineMismatchError the events are elsewhere; the message says what to do
 */
export async function settleEngine(pool: pg.Pool, wanted: EngineMark): Promise<void> {
  const found = await readEngineMark(pool);
  if (!found && (await hasLog(pool)))
    throw new EngineMismatchError(
      'The database holds the log of a ledger, but neither its events nor the mark that says where they are: a part of ' +
        'it was restored. Restore the whole database.',
    );
  // Of two processes that start a new ledger, the first marks it for both.
  await pool.query('INSERT INTO ledger.engine (engine, stream_prefix) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    ...columnsOf(found ?? wanted),
  ]);
  const mark = (await readEngineMark(pool))!;
  if (!sameEngine(mark, wanted)) throw new EngineMismatchError(explain(mark, wanted));
}

/** The configured engine is not the one that holds the ledger's events. */
export class EngineMismatchError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'EngineMismatchError';
  }
}

function explain(mark: EngineMark, wanted: EngineMark): string {
  if (mark.engine === 'postgresql')
    return (
      'This ledger has its events in PostgreSQL, but EVENTSTOREDB_URL is set. Unset it, name the database of another ' +
      'ledger, or move the events: ledger migrate-store --from postgresql --to eventstoredb'
    );
  if (wanted.engine === 'postgresql')
    return (
      `This ledger has its events in EventStoreDB, in streams that begin with "${mark.streamPrefix}", but ` +
      'EVENTSTOREDB_URL is not set. Set it, name the database of another ledger, or move the events: ' +
      'ledger migrate-store --from eventstoredb --to postgresql'
    );
  return (
    `This ledger has its events in streams that begin with "${mark.streamPrefix}", but EVENTSTOREDB_STREAM_PREFIX is ` +
    `"${wanted.streamPrefix}". Set it to "${mark.streamPrefix}", or name the database of another ledger.`
  );
}

function columnsOf(mark: EngineMark): [engine: string, streamPrefix: string | null] {
  return [mark.engine, mark.engine === 'eventstoredb' ? mark.streamPrefix : null];
}

async function hasLog(db: Queryable): Promise<boolean> {
  const { rowCount } = await db.query('SELECT FROM log.log_entry LIMIT 1');
  return rowCount === 1;
}
