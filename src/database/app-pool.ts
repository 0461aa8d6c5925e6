import pg from 'pg';
import { columnTypes } from './column-types.js';
import { withSettings } from './connection-url.js';
import { DatabaseError, explainConnectionError } from './database-error.js';

/** The role that every connection but the owner's works under. */
export const APP_ROLE = 'ledger_app';

/** Commands, queries, projections and a listener share the pool; more connections would only queue at the head lock. */
const POOL_SIZE = 12;
const CONNECT_TIMEOUT_MS = 10_000;

/**
 * A pool of connections that work as `ledger_app`. It outlives a restart of the server: queries fail while the server
 * is away, and later ones get new connections.
 *
 * @param url of a login that may act as `ledger_app`
 */
export function createAppPool(url: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: withSettings(url, { role: APP_ROLE, search_path: 'public' }),
    types: columnTypes,
    max: POOL_SIZE,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    application_name: 'progress-ledger',
  });
  // Without a listener a connection lost while idle would end the process. The pool replaces it at the next query.
  pool.on('error', (error) => console.warn(`Database connection lost: ${error.message}`));
  return pool;
}

/**
 * Makes sure of a pool before anything relies on it: it connects, acts as `ledger_app`, and sees the ledger.
 *
 * @throws DatabaseError
 */
export async function checkAppPool(pool: pg.Pool, url: string, variable: string): Promise<void> {
  let found: boolean;
  try {
    const { rows } = await pool.query(`SELECT to_regnamespace('ledger') IS NOT NULL AS found`);
    found = rows[0].found;
  } catch (error) {
    if ((error as { code?: string }).code === '42501') {
      const user = decodeURIComponent(new URL(url).username);
      throw new DatabaseError(
        `The user "${user}" of ${variable} may not act as ${APP_ROLE}. Run: GRANT ${APP_ROLE} TO "${user}";`,
        { cause: error },
      );
    }
    throw explainConnectionError(error, url, variable);
  }
  if (!found) throw new DatabaseError(`${variable} leads to another database than DATABASE_URL: no ledger is in it.`);
}
