import { DatabaseError } from './database-error.js';

/** The oldest major version the schema's SQL runs on. */
export const OLDEST_MAJOR = 15;

/**
 * Refuses a server that is too old.
 *
 * @param versionNum `server_version_num`, for example 140011 for 14.11
 * @throws DatabaseError names the version found and the one needed
 */
export function requireSupportedVersion(versionNum: number): void {
  const major = Math.floor(versionNum / 10_000);
  if (major >= OLDEST_MAJOR) return;
  const found = major >= 10 ? `${major}.${versionNum % 10_000}` : `${major}.${Math.floor(versionNum / 100) % 100}`;
  throw new DatabaseError(
    `The server is PostgreSQL ${found}; progress-ledger needs ${OLDEST_MAJOR} or newer. Upgrade the server, or unset ` +
      'DATABASE_URL to use the one that comes with the service.',
  );
}
