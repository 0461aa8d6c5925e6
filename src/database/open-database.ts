import type pg from 'pg';
import type { DataSource } from 'typeorm';
import type { Config } from '../config.js';
import { checkAppPool, createAppPool } from './app-pool.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded/start-embedded-postgres.js';
import { connectOwner, migrate } from './owner-data-source.js';

export type DatabaseConfig = Pick<Config, 'dataDir' | 'databaseUrl' | 'databaseAppUrl'>;

export interface Database {
  /** The owner's connection, for migrations. */
  ownerDataSource: DataSource;
  /** Connections that work as `ledger_app`: everything but migrations. */
  appPool: pg.Pool;
  /** The owner's URL, password included: never print it. */
  url: string;
  /** Ends the connections, then the embedded server if this process runs it. May be called more than once. */
  close(): Promise<void>;
}

/**
 * Opens the configured database, or starts the embedded one, and brings its schema up to date.
 *
 * @throws DatabaseError the database cannot be used; the message says what to do
 */
export async function openDatabase(config: DatabaseConfig): Promise<Database> {
  const embedded = config.databaseUrl ? null : await startEmbeddedPostgres({ dataDir: config.dataDir });
  const url = config.databaseUrl ?? (embedded as EmbeddedPostgres).url;
  const appUrl = config.databaseAppUrl ?? url;
  const open: (() => Promise<void>)[] = embedded ? [() => embedded.stop()] : [];
  const close = async () => {
    for (let end = open.pop(); end; end = open.pop()) await end();
  };

  try {
    const ownerDataSource = await connectOwner(url);
    open.push(() => ownerDataSource.destroy());
    await migrate(ownerDataSource);
    const appPool = createAppPool(appUrl);
    open.push(() => appPool.end());
    await checkAppPool(appPool, appUrl, config.databaseAppUrl ? 'DATABASE_APP_URL' : 'DATABASE_URL');
    return { ownerDataSource, appPool, url, close };
  } catch (error) {
    await close();
    throw error;
  }
}
