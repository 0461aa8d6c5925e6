import { ConfigError } from './config.js';
import { DatabaseError } from './database/database-error.js';
import { EngineMismatchError } from './ledger/engine-mark.js';
import { ServiceKeyError } from './ledger/erasable/service-key.js';
import { ListenError } from './listen-error.js';

const EXPLAINED = [ConfigError, DatabaseError, EngineMismatchError, ServiceKeyError, ListenError];

/** Runs a program's beginning; an error that explains itself is printed without a stack and ends the process with 1. */
export async function explained<T>(start: () => Promise<T> | T): Promise<T> {
  try {
    return await start();
  } catch (error) {
    const plain = EXPLAINED.some((type) => error instanceof type);
    console.error(plain ? (error as Error).message : error);
    process.exit(1);
  }
}

/** Closes in order on Ctrl-C or SIGTERM and exits with 0; a second signal does not wait. */
export function stopOnSignals(close: () => Promise<void>): void {
  let stopping = false;
  const stop = async () => {
    if (stopping) process.exit(1);
    stopping = true;
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
