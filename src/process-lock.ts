import { randomUUID } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { processIdentity } from './process-identity.js';

const RETRY_MS = 5;

/** Whoever holds a lock file. */
interface Holder {
  pid: number;
  /** See `processIdentity`. */
  identity: string;
}

/** A lock file that names its holder. A holder that died without letting go loses it to the next who asks. */
export class ProcessLock {
  private constructor(
    private readonly file: string,
    private readonly content: string,
  ) {}

  /** Takes the lock for this process, or answers with the id of the live process that has it. */
  static async take(file: string): Promise<ProcessLock | { heldBy: number }> {
    const identity = (await processIdentity(process.pid)) ?? '';
    const lock = new ProcessLock(file, JSON.stringify({ pid: process.pid, identity } satisfies Holder));
    for (;;) {
      if (await lock.create()) return lock;
      const found = await readFile(file, 'utf8').catch(() => null);
      if (found === null) continue; // let go of meanwhile
      const holder = parseHolder(found);
      if (holder && (await isAlive(holder))) return { heldBy: holder.pid };
      await lock.removeStale(found);
    }
  }

  /** The live process that has the lock, or `null`. */
  static async holder(file: string): Promise<number | null> {
    const holder = parseHolder(await readFile(file, 'utf8').catch(() => ''));
    return holder && (await isAlive(holder)) ? holder.pid : null;
  }

  /** Lets go. */
  async release(): Promise<void> {
    if ((await readFile(this.file, 'utf8').catch(() => null)) === this.content) await rm(this.file, { force: true });
  }

  /** Creates the file with its content in one step, so that nobody reads half a lock; false if there is one. */
  private async create(): Promise<boolean> {
    const draft = `${this.file}.${randomUUID()}`;
    await writeFile(draft, this.content, { mode: 0o644 });
    try {
      await link(draft, this.file);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    } finally {
      await rm(draft, { force: true });
    }
  }

  /**
   * Removes the lock if it still is the one that was judged stale. Many may judge at once, and all but one of them too
   * late, so this needs a lock of its own; whoever dies holding that one is succeeded in the same way.
   */
  private async removeStale(judged: string): Promise<void> {
    const guard = await ProcessLock.take(`${this.file}.takeover`);
    if (!(guard instanceof ProcessLock)) return void (await delay(RETRY_MS));
    try {
      if ((await readFile(this.file, 'utf8').catch(() => null)) === judged) await rm(this.file, { force: true });
    } finally {
      await guard.release();
    }
  }
}

function parseHolder(text: string): Holder | null {
  try {
    const { pid, identity } = JSON.parse(text);
    return Number.isSafeInteger(pid) && pid > 0 && typeof identity === 'string' ? { pid, identity } : null;
  } catch {
    return null;
  }
}

async function isAlive({ pid, identity }: Holder): Promise<boolean> {
  return (await processIdentity(pid)) === identity;
}
