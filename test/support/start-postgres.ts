import { chmod, mkdtemp } from 'node:fs/promises';
import Module from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { EmbeddedPostgres } from '../../src/database/embedded/start-embedded-postgres.js';

declare global {
  /** The run's own server, kept for the teardown. */
  var testPostgres: { server: EmbeddedPostgres; dataDir: string } | undefined;
}

/**
 * Before all tests: one PostgreSQL server for the run, in a folder of its own, unless `TEST_DATABASE_URL` names one. Its
 * URL goes to the workers as `TEST_SERVER_URL`; the login must be allowed to create databases and roles.
 */
export default async function startPostgres(): Promise<void> {
  process.env.TEST_RUN = `${process.pid}_${Date.now()}`;
  const given = process.env.TEST_DATABASE_URL;
  if (given) {
    process.env.TEST_SERVER_URL = given;
    return;
  }
  mapSourceNames();
  const { startEmbeddedPostgres } = await import('../../src/database/embedded/start-embedded-postgres.js');
  const dataDir = await mkdtemp(join(tmpdir(), 'progress-ledger-test-'));
  await chmod(dataDir, 0o755); // as root, the server runs as another user
  const first = await startEmbeddedPostgres({ dataDir });
  await widen(first.url);
  await first.stop();
  const server = await startEmbeddedPostgres({ dataDir });
  globalThis.testPostgres = { server, dataDir };
  process.env.TEST_SERVER_URL = server.url;
}

/** The workers' spec files start services of their own, several at once, all on the one server. */
async function widen(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('ALTER SYSTEM SET max_connections = 300');
  } finally {
    await client.end();
  }
}

/** jest maps `./x.js` to `./x.ts` in tests, but not in this file's imports. */
function mapSourceNames(): void {
  type Resolve = (request: string, parent: { filename?: string } | undefined, ...rest: unknown[]) => string;
  const loader = Module as unknown as { _resolveFilename: Resolve };
  const resolve = loader._resolveFilename;
  loader._resolveFilename = (request, parent, ...rest) => {
    const fromSource = parent?.filename?.endsWith('.ts') && /^\.{1,2}\//.test(request);
    return resolve(fromSource ? request.replace(/\.js$/, '.ts') : request, parent, ...rest);
  };
}
