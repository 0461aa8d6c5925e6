import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import type { DataSource } from 'typeorm';
import type { Config } from '../config.js';
import { checkAppPool, createAppPool } from './app-pool.js';
import {
  type EmbeddedPostgres,
  joinEmbeddedPostgres,
  startEmbeddedPostgres,
} from './embedded/start-embedded-postgres.js';
import { connectOwner, migrate } from './owner-data-source.js';

const POOL_END_MS = 5_000;

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

export interface OpenOptions {
  /** Work beside a service that runs the embedded database already, instead of refusing. Default false. */
  join?: boolean;
  /** Is handed the database as soon as it is open. */
  onOpen?: (database: Database) => void;
}

/** Starts something that opens the database, and closes that again when the rest of the start fails. */
export async function closedOnFailure<T>(start: (options: Pick<OpenOptions, 'onOpen'>) => Promise<T>): Promise<T> {
  let opened: Database | undefined;
  try {
    return await start({
      onOpen: (database) => {
        opened = database;
      },
    });
  } catch (error) {
    await opened?.close();
    throw error;
  }
}

/**
 * Opens the configured database, or starts the embedded one, and brings its schema up to date.
 *
 * @throws EmbeddedAlreadyRunningError another process runs the embedded database, and `join` is not set
 * @throws DatabaseError the database cannot be used; the message says what to do
 */
export async function openDatabase(config: DatabaseConfig, options: OpenOptions = {}): Promise<Database> {
  const server = await findServer(config, options);
  const ends = [server.stop];
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= endAll(ends.reverse());
    return closed;
  };

  try {
    const ownerDataSource = await connectOwner(server.url);
    ends.push(() => ownerDataSource.destroy());
    await migrate(ownerDataSource);
    const appUrl = config.databaseAppUrl ?? server.url;
    const appPool = createAppPool(appUrl);
    ends.push(() => endPool(appPool));
    await checkAppPool(appPool, appUrl, config.databaseAppUrl ? 'DATABASE_APP_URL' : 'DATABASE_URL');
    const database = { ownerDataSource, appPool, url: server.url, close };
    options.onOpen?.(database);
    return database;
  } catch (error) {
    await close();
    throw error;
  }
}

/** Ends one after the other; a failure of one does not keep the others open. */
async function endAll(ends: (() => Promise<void>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const end of ends) await end().catch((error) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}

/** Gives work in hand a moment to finish. A connection that is never given back must not hold up the shutdown. */
async function endPool(pool: pg.Pool): Promise<void> {
  const patience = new AbortController();
  await Promise.race([pool.end(), delay(POOL_END_MS, undefined, { signal: patience.signal })]);
  patience.abort();
}

async function findServer(
  config: DatabaseConfig,
  { join }: OpenOptions,
): Promise<Pick<EmbeddedPostgres, 'url' | 'stop'>> {
  const leaveRunning = async () => undefined;
  if (config.databaseUrl) return { url: config.databaseUrl, stop: leaveRunning };
  const joined = join ? await joinEmbeddedPostgres(config) : null;
  return joined ? { url: joined, stop: leaveRunning } : startEmbeddedPostgres(config);
}
