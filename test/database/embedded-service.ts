import { startEmbeddedPostgres } from '../../src/database/embedded/start-embedded-postgres.js';

/**
 * A service that is nothing but its embedded database, for tests to kill. Prints one line of JSON when the database is
 * up or refused, and stops it on SIGTERM.
 */
const [dataDir = ''] = process.argv.slice(2);
const keepAlive = setInterval(() => undefined, 60_000);
try {
  const { url, adopted, stop } = await startEmbeddedPostgres({ dataDir });
  process.on('SIGTERM', () => stop().then(() => clearInterval(keepAlive)));
  console.log(JSON.stringify({ url, adopted }));
} catch (error) {
  clearInterval(keepAlive);
  const { name, message } = error as Error;
  console.log(JSON.stringify({ error: { name, message } }));
}
