import { DatabaseError } from '../database-error.js';

/** The embedded server cannot be started; the message says why and what to do. */
export class EmbeddedPostgresError extends DatabaseError {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EmbeddedPostgresError';
  }
}

/** Another process runs, or is about to run, the database in the same folder. Nothing was touched. */
export class EmbeddedAlreadyRunningError extends EmbeddedPostgresError {
  constructor(
    readonly pid: number,
    readonly folder: string,
  ) {
    super(
      `The database in ${folder} is in use by process ${pid}. Stop that process first, or set DATA_DIR to another ` +
        'folder to run a second ledger.',
    );
    this.name = 'EmbeddedAlreadyRunningError';
  }
}

const DISK_FULL = /No space left on device|ENOSPC|Disk quota exceeded/;

/**
 * The error for a PostgreSQL program that failed.
 *
 * @param action what did not work, for example `could not start`
 * @param output what the program, or the server's log, said
 */
export function explainFailure(action: string, folder: string, output: string): EmbeddedPostgresError {
  const said = output.trim() || 'it said nothing';
  if (DISK_FULL.test(said)) {
    return new EmbeddedPostgresError(
      `The disk that holds ${folder} is full: PostgreSQL ${action}. Make room, or set DATA_DIR to a folder on another ` +
        'disk.',
    );
  }
  return new EmbeddedPostgresError(`PostgreSQL ${action} in ${folder}:\n${said}`);
}
