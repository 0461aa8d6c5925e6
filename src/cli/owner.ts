import pg from 'pg';
import { withSettings } from '../database/connection-url.js';
import { explainConnectionError } from '../database/database-error.js';

/** The hold on the ledger goes with its connection: a host that vanishes must not keep it for hours. In seconds. */
const SESSION_SETTINGS = {
  search_path: 'public',
  tcp_keepalives_idle: '30',
  tcp_keepalives_interval: '10',
  tcp_keepalives_count: '3',
};

/**
 * Does something on a connection of the schema's owner, which is not named like the service's.
 *
 * @throws DatabaseError
 */
export async function withOwner<T>(url: string, command: string, work: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client({
    connectionString: withSettings(url, SESSION_SETTINGS),
    application_name: command,
    keepAlive: true,
  });
  owner.on('error', () => undefined); // the next query fails
  try {
    await owner.connect();
  } catch (error) {
    throw explainConnectionError(error, url, 'DATABASE_URL');
  }
  try {
    return await work(owner);
  } finally {
    await owner.end();
  }
}
