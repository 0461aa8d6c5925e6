import { ConfigError } from './config.js';
import { DatabaseError } from './database/database-error.js';
import { EngineMismatchError } from './ledger/engine-mark.js';
import { ServiceKeyError } from './ledger/erasable/service-key.js';
import { UnfinishedImportError } from './ledger/unfinished-import.js';
import { ListenError } from './listen-error.js';

const EXPLAINED = [
  ...[ConfigError, DatabaseError, EngineMismatchError, UnfinishedImportError],
  ...[ServiceKeyError, ListenError],
];

/** Runs a program's beginning; an error that explains itself is printed without a stack and ends the process with 1. */
export async function explained<T>(start: () => Promise<T> | T): Promise<T> {
  try {
    refuseArguments(process.argv.slice(2));
    return await start();
  } catch (error) {
    const plain = EXPLAINED.some((type) => error instanceof type);
    console.error(plain ? (error as Error).message : error);
    process.exit(1);
  }
}

/** A setting that is typed as an option would be passed over in silence: these programs read the environment alone. */
function refuseArguments([first]: readonly string[]): void {
  if (first !== undefined)
    throw new ConfigError([
      `${first} is not read: settings are environment variables, such as PORT=4000; see README.md`,
    ]);
}

/** How long a process may take to end in order, in milliseconds. Whoever stops it rarely waits longer. */
const STOP_MS = 9_500;

/**
 * Closes in order on Ctrl-C or SIGTERM and exits with 0; a second signal does not wait, and neither does a close that
 * hangs: what was acknowledged is kept either way.
 */
export function stopOnSignals(close: () => Promise<void>): void {
  let stopping = false;
  const stop = async () => {
    if (stopping) process.exit(1);
    stopping = true;
    setTimeout(() => {
      console.error('Not everything has ended in time; ending anyway.');
      process.exit(1);
    }, STOP_MS).unref();
    try {
      await close();
      process.exit(0);
    } catch (error) {
      console.error(error);
      process.exit(1);
    }
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}
