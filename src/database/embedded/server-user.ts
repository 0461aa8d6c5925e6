import { chown, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedPostgresError } from './errors.js';

/** Whom the server runs as when the service runs as root, which PostgreSQL refuses. */
export interface ServerUser {
  uid: number;
  gid: number;
}

const CANDIDATES = ['postgres', '_postgres', 'nobody'];

/**
 * Chooses the user for the server: nobody special (`null`) for an ordinary user; for root the owner of the data, or
 * the first of `postgres`, `_postgres` and `nobody` that the system has.
 *
 * @throws EmbeddedPostgresError the data belongs to somebody else, or root finds no user to run the server as
 */
export async function chooseServerUser(folder: string): Promise<ServerUser | null> {
  const self = process.getuid?.();
  if (self === undefined) return null;
  const owner = await stat(folder).catch(() => null);

  if (self !== 0) {
    if (owner === null || owner.uid === self) return null;
    throw new EmbeddedPostgresError(
      `The database in ${folder} belongs to user id ${owner.uid}, and this process runs as ${self}. Start the service ` +
        'as that user or as root, or change the owner of the folder and everything in it.',
    );
  }
  if (owner !== null && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return pickServerUser(await readFile('/etc/passwd', 'utf8').catch(() => ''));
}

/**
 * The first suitable user of a password file.
 *
 * @param passwd in the format of `/etc/passwd`
 * @throws EmbeddedPostgresError none is there
 */
export function pickServerUser(passwd: string): ServerUser {
  const users = new Map(passwd.split('\n').map((line) => [line.split(':', 1)[0], line.split(':')]));
  for (const name of CANDIDATES) {
    const [, , uid, gid] = users.get(name) ?? [];
    if (Number(uid) > 0 && Number(gid) > 0) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new EmbeddedPostgresError(
    'PostgreSQL does not run as root, and this system has no user "postgres" or "nobody" to run it as. Create one ' +
      '(useradd --system postgres), start the service as an ordinary user, or set DATABASE_URL to another server.',
  );
}

/** Hands a folder and everything in it to the user. */
export async function giveTo(user: ServerUser, folder: string): Promise<void> {
  await chown(folder, user.uid, user.gid);
  for (const entry of await readdir(folder, { recursive: true })) await chown(join(folder, entry), user.uid, user.gid);
}
