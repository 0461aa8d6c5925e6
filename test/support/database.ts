import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { createAppPool } from '../../src/database/app-pool.js';
import { columnTypes } from '../../src/database/column-types.js';
import { withSettings } from '../../src/database/connection-url.js';
import { connectOwner, migrate } from '../../src/database/owner-data-source.js';
import { sqlFile } from '../../src/database/sql-file.js';

/** Any fixed number: workers that need the template at once meet at it. */
const TEMPLATE_LOCK = 7_265_318_403;

export interface TestDatabase {
  /** The owner's URL. */
  url: string;
  /** Connections as the service has them, with the role `ledger_app`. */
  appPool: pg.Pool;
  /** Connections as the owner, for what the service may not do. */
  ownerPool: pg.Pool;
  /** Ends both pools and drops the database, whoever is still connected. */
  close(): Promise<void>;
}

/** A fresh database of its own with every migration applied. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `ledger_test_${randomUUID().replaceAll('-', '')}`;
  await onServer(async (client) => {
    const template = await ensureTemplate(client);
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  });
  const url = databaseUrl(name);
  const ownerPool = new pg.Pool({
    connectionString: withSettings(url, { search_path: 'public' }),
    types: columnTypes,
    max: 4,
  });
  ownerPool.on('error', () => undefined); // lost when a test stops the server or drops the database
  await ownerPool.query(sqlFile('src/database/app-role.sql')); // a copy has no grants on the database itself
  const appPool = createAppPool(url);

  const close = async () => {
    await Promise.all([appPool.end(), ownerPool.end()]);
    await onServer((client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
  };
  return { url, appPool, ownerPool, close };
}

/** The URL of a database on the run's server. */
export function databaseUrl(name: string): string {
  const url = new URL(serverUrl());
  url.pathname = `/${name}`;
  return url.href;
}

/** Runs something on the run's server, outside the databases under test. */
export async function onServer<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: serverUrl() });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function serverUrl(): string {
  const url = process.env.TEST_SERVER_URL;
  if (!url) throw new Error('TEST_SERVER_URL is not set: run the tests through jest and its globalSetup');
  return url;
}

/** The name of the migrated database that all others are copies of; the first who asks in a run makes it. */
async function ensureTemplate(client: pg.Client): Promise<string> {
  const name = `ledger_test_${process.env.TEST_RUN}`;
  await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 1) return name;
    await client.query(`CREATE DATABASE ${name}`);
    const owner = await connectOwner(databaseUrl(name));
    try {
      await migrate(owner);
    } finally {
      await owner.destroy();
    }
    return name;
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [TEMPLATE_LOCK]);
  }
}
