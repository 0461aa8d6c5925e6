import { mkdirSync, readdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { flushFolder, replaceFile } from '../durable-file.js';
import { toHex, utf8 } from '../integrity/bytes.js';
import type { Checkpoint } from '../integrity/checkpoint.js';
import { nodePrimitives } from '../integrity/node-primitives.js';
import { type WitnessMemory, WitnessMemoryError } from './witness.js';

const CHECKPOINT = 'checkpoint';
const CONFLICT = 'conflict-';
/** Of each log: two of them say all that there is to say. */
const MOST_CONFLICTS = 8;

/** What a witness has seen, as files: of each log a folder, named after the SHA-256 of its origin. */
export class WitnessFolder implements WitnessMemory {
  private constructor(private readonly path: string) {}

  /**
   * Takes a folder for one process alone, and makes it where there is none.
   *
   * @throws WitnessMemoryError another process has it, or it cannot be written
   */
  static take(path: string): WitnessFolder {
    try {
      mkdirSync(path, { recursive: true });
      lock(join(path, 'pid'));
    } catch (cause) {
      if (cause instanceof WitnessMemoryError) throw cause;
      throw new WitnessMemoryError(`The folder ${path} cannot be written: ${(cause as Error).message}`, { cause });
    }
    return new WitnessFolder(path);
  }

  /** Gives it back. */
  release(): void {
    unlinkSync(join(this.path, 'pid'));
  }

  load(origin: string): string | null {
    const file = join(this.of(origin), CHECKPOINT);
    try {
      return readFileSync(file, 'utf8');
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw new WitnessMemoryError(`${file} cannot be read`, { cause });
    }
  }

  save(origin: string, note: string): void {
    replaceFile(join(this.made(origin), CHECKPOINT), note, 0o644);
  }

  keepConflict(origin: string, { root }: Checkpoint, note: string): void {
    const folder = this.made(origin);
    const kept = readdirSync(folder).filter((name) => name.startsWith(CONFLICT));
    const name = `${CONFLICT}${toHex(root.subarray(0, 8))}`;
    if (kept.length >= MOST_CONFLICTS || kept.includes(name)) return;
    replaceFile(join(folder, name), note, 0o644);
    // The one that it contradicts will be replaced when the log goes on from it.
    const cosigned = this.load(origin);
    if (cosigned !== null) replaceFile(join(folder, `${name}.cosigned`), cosigned, 0o644);
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

/**
 * Two processes would each sign what the other does not know of. Of a process that was killed its number stands still
 * there, and counts no more.
 */
function lock(file: string): void {
  for (;;) {
    try {
      writeFileSync(file, `${process.pid}\n`, { flag: 'wx' });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = Number(readFileSync(file, 'utf8'));
    if (holder !== process.pid && isRunning(holder))
      throw new WitnessMemoryError(
        `Another witness works in this folder (process ${holder}). Stop it first; if that is no witness, remove ${file}`,
      );
    unlinkSync(file);
  }
}

function isRunning(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
