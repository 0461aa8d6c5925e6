import { DataSource } from 'typeorm';
import { columnTypes } from './column-types.js';
import { withSettings } from './connection-url.js';
import { explainConnectionError } from './database-error.js';
import { migrations } from './migrations/index.js';
import { requireSupportedVersion } from './server-version.js';
import { sqlFile } from './sql-file.js';

/** Any fixed number: two processes that migrate the same database meet at it. */
const MIGRATION_LOCK = 7_265_318_402;

/**
 * Connects as the owner of the schema. For migrations only: everything else works as `ledger_app`.
 *
 * @throws DatabaseError the server does not answer, refuses the login, or is older than PostgreSQL 15
 */
export async function connectOwner(url: string): Promise<DataSource> {
  const dataSource = new DataSource({
    type: 'postgres',
    // By default an owner called "ledger" would create and look for tables in the schema of that name first.
    url: withSettings(url, { search_path: 'public' }),
    applicationName: 'progress-ledger owner',
    poolSize: 2, // one holds the lock while the other migrates
    connectTimeoutMS: 10_000,
    installExtensions: false,
    synchronize: false,
    migrations,
    migrationsTableName: 'schema_migration',
    migrationsTransactionMode: 'each',
    extra: { types: columnTypes },
  });
  try {
    await dataSource.initialize();
  } catch (error) {
    throw explainConnectionError(error, url, 'DATABASE_URL');
  }
  try {
    const [row] = await dataSource.query('SHOW server_version_num');
    requireSupportedVersion(Number(row.server_version_num));
    return dataSource;
  } catch (error) {
    await dataSource.destroy();
    throw error;
  }
}

/** Brings the schema up to date; of several processes at once, one does it and the others wait and find it done. */
export async function migrate(owner: DataSource): Promise<void> {
  const runner = owner.createQueryRunner();
  try {
    await runner.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    try {
      await runner.query(sqlFile('src/database/app-role.sql'));
      await owner.runMigrations();
    } finally {
      await runner.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    }
  } finally {
    await runner.release();
  }
}
