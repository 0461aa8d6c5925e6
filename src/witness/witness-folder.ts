import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { flushFolder, replaceFile } from '../durable-file.js';
import { toHex, utf8 } from '../integrity/bytes.js';
import type { Checkpoint } from '../integrity/checkpoint.js';
import { nodePrimitives } from '../integrity/node-primitives.js';
import { ProcessLock } from '../process-lock.js';
import { type WitnessMemory, WitnessMemoryError } from './witness.js';

const CHECKPOINT = 'checkpoint';
const CONFLICT = 'conflict-';
/** Ends the name of what a conflict contradicts. */
const COSIGNED = '.cosigned';
const LOCK = 'pid';
/** Of each log: two of them say all that there is to say. */
const MOST_CONFLICTS = 8;

/** What a witness has seen, as files: of each log a folder, named after the SHA-256 of its origin. */
export class WitnessFolder implements WitnessMemory {
  /** Of each log what its file may hold: what was read or saved last; where saving failed, either of both. */
  private readonly known = new Map<string, (string | null)[]>();

  private constructor(
    private readonly path: string,
    private readonly lock: ProcessLock,
  ) {}

  /**
   * Takes a folder for one process alone, and makes it where there is none. Two processes would each sign what the other
   * does not know of.
   *
   * @throws WitnessMemoryError another process has it, or it cannot be written
   */
  static async take(path: string): Promise<WitnessFolder> {
    const file = join(path, LOCK);
    let lock: Awaited<ReturnType<typeof ProcessLock.take>>;
    try {
      mkdirSync(path, { recursive: true });
      lock = await ProcessLock.take(file);
    } catch (cause) {
      throw new WitnessMemoryError(`The folder ${path} cannot be written: ${(cause as Error).message}`, { cause });
    }
    if (lock instanceof ProcessLock) return new WitnessFolder(path, lock);
    throw new WitnessMemoryError(
      `Another witness works in this folder (process ${lock.heldBy}). Stop it first; if that is no witness, remove ${file}`,
    );
  }

  /** Gives it back. */
  release(): Promise<void> {
    return this.lock.release();
  }

  load(origin: string): string | null {
    const note = this.read(origin);
    this.known.set(origin, [note]);
    return note;
  }

  /**
   * The lock does not keep out a process in another container, whose processes have numbers of their own; what such a one
   * has saved since is noticed here, before anything is answered.
   *
   * @throws WitnessMemoryError another process has saved something else meanwhile
   */
  save(origin: string, note: string): void {
    const found = this.read(origin);
    if (!this.known.get(origin)?.includes(found))
      throw new WitnessMemoryError(
        `Something else than this witness has changed ${this.fileOf(origin)}. Let one witness alone work in this folder, ` +
          'and start it again',
      );
    this.known.set(origin, [found, note]);
    this.made(origin);
    replaceFile(this.fileOf(origin), note, 0o644);
    this.known.set(origin, [note]);
  }

  keepConflict(origin: string, { root }: Checkpoint, note: string): void {
    const folder = this.made(origin);
    const kept = readdirSync(folder);
    const name = `${CONFLICT}${toHex(root.subarray(0, 8))}`;
    const conflicts = kept.filter((one) => one.startsWith(CONFLICT) && !one.endsWith(COSIGNED));
    if (conflicts.length >= MOST_CONFLICTS || conflicts.includes(name)) return;
    // The one that it contradicts will be replaced when the log goes on from it. It comes first: what is there already
    // is not kept again, so that a half of a conflict must not look like the whole.
    const cosigned = this.read(origin);
    if (cosigned !== null) replaceFile(join(folder, `${name}${COSIGNED}`), cosigned, 0o644);
    replaceFile(join(folder, name), note, 0o644);
  }

  private read(origin: string): string | null {
    const file = this.fileOf(origin);
    try {
      return readFileSync(file, 'utf8');
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw new WitnessMemoryError(`${file} cannot be read`, { cause });
    }
  }

  private fileOf(origin: string): string {
    return join(this.of(origin), CHECKPOINT);
  }

  private made(origin: string): string {
    const folder = this.of(origin);
    if (mkdirSync(folder, { recursive: true }) !== undefined) flushFolder(this.path);
    return folder;
  }

  private of(origin: string): string {
    return join(this.path, toHex(nodePrimitives.sha256(utf8(origin))));
  }
}
