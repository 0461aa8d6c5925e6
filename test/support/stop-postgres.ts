import { rm } from 'node:fs/promises';
import pg from 'pg';

/** After all tests: stops the run's server and removes its folder; on a server that was given, drops the template. */
export default async function stopPostgres(): Promise<void> {
  const own = globalThis.testPostgres;
  if (own) {
    await own.server.stop();
    await rm(own.dataDir, { recursive: true });
    return;
  }
  const client = new pg.Client({ connectionString: process.env.TEST_SERVER_URL });
  await client.connect();
  await client.query(`DROP DATABASE IF EXISTS ledger_test_${process.env.TEST_RUN} WITH (FORCE)`);
  await client.end();
}
