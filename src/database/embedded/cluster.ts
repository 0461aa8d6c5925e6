import { randomBytes } from 'node:crypto';
import { chown, mkdtemp, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Binaries } from './binaries.js';
import { EmbeddedPostgresError, explainFailure } from './errors.js';
import { run } from './processes.js';
import type { ServerUser } from './server-user.js';

/** The superuser of an embedded server, and owner of the ledger's schema. */
export const OWNER = 'ledger';

/**
 * Written to postgresql.conf once, where the operator may change them. Durability (fsync, synchronous_commit,
 * full_page_writes) stays at PostgreSQL's defaults: on.
 */
const SETTINGS = {
  max_connections: '60',
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  random_page_cost: '1.1', // a solid-state disk
  jit: 'off', // compiling costs the ledger's short queries more than it saves
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Nothing of the values that pass through may end up in the log.
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
};

/** A folder with a database cluster (`data/`) and the owner's password (`password`), complete or not there at all. */
export class Cluster {
  readonly data: string;
  private readonly passwordFile: string;

  constructor(
    readonly folder: string,
    private readonly binaries: Binaries,
  ) {
    this.data = join(folder, 'data');
    this.passwordFile = join(folder, 'password');
  }

  async exists(): Promise<boolean> {
    return (await stat(join(this.data, 'PG_VERSION')).catch(() => null)) !== null;
  }

  /** @throws EmbeddedPostgresError the file is missing or may not be read */
  async password(): Promise<string> {
    try {
      return await readFile(this.passwordFile, 'utf8');
    } catch (error) {
      throw new EmbeddedPostgresError(
        `The password of the database cannot be read from ${this.passwordFile} ` +
          `(${(error as NodeJS.ErrnoException).code}). It belongs to the data: restore it with them, and start the service ` +
          'as the user who may read it.',
        { cause: error },
      );
    }
  }

  /**
   * Creates the cluster: in a folder beside it, renamed when complete, so that a crash leaves no half of one.
   *
   * @throws EmbeddedPostgresError
   */
  async create(user: ServerUser | null): Promise<void> {
    const present = await readdir(this.folder).catch(() => []);
    if (present.length > 0) {
      throw new EmbeddedPostgresError(
        `${this.folder} holds files, but no database. Move them away, or set DATA_DIR to another folder.`,
      );
    }
    const draft = await mkdtemp(`${this.folder}-new-`);
    try {
      const password = join(draft, 'password');
      await writeFile(password, randomBytes(32).toString('base64url'), { mode: 0o600, flush: true });
      if (user) for (const path of [draft, password]) await chown(path, user.uid, user.gid);

      const settings = Object.entries(SETTINGS).map(([name, value]) => `--set=${name}=${value}`);
      const { code, output } = await run(
        this.binaries.initdb,
        [
          `--pgdata=${join(draft, 'data')}`,
          `--username=${OWNER}`,
          `--pwfile=${password}`,
          '--auth=scram-sha-256',
          '--encoding=UTF8',
          // Part of PostgreSQL itself: text sorts and folds the same on every system and after every upgrade of it.
          '--locale-provider=builtin',
          '--builtin-locale=C.UTF-8',
          '--locale=C',
          '--no-instructions',
          ...settings,
        ],
        user,
        draft,
      );
      if (code !== 0) throw explainFailure('could not create a database', this.folder, output);
      await rename(draft, this.folder);
      await syncFolder(dirname(this.folder));
    } catch (error) {
      await rm(draft, { recursive: true, force: true });
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === 'ENOSPC') throw explainFailure('could not create a database', this.folder, message);
      throw error;
    }
  }

  /** Removes what creations that were killed left behind. Only for the holder of the lock. */
  async removeDrafts(): Promise<void> {
    const parent = dirname(this.folder);
    for (const name of await readdir(parent)) {
      if (!name.startsWith(`${basename(this.folder)}-new-`)) continue;
      // An initdb that outlived its service may still write there; what is left then goes at the next start.
      await rm(join(parent, name), { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined);
    }
  }
}

/** Makes a rename inside the folder last through a power cut. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return; // has no such call for folders
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
