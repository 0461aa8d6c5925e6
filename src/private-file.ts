import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** What is wrong with a file that its owner alone may read. */
export type PrivateFileFault = 'missing' | 'unreadable' | 'open' | 'exists' | 'unwritable';

/** For whoever knows what the file is for, and says what to do about it. */
export class PrivateFileError extends Error {
  constructor(
    readonly fault: PrivateFileFault,
    options?: ErrorOptions,
  ) {
    super(`A private file is ${fault}`, options);
    this.name = 'PrivateFileError';
  }
}

/**
 * Reads a file that nobody but its owner may read or write.
 *
 * @throws PrivateFileError `missing`, `unreadable`, or `open` to others
 */
export function readPrivateFile(path: string): Buffer {
  let mode: number;
  let content: Buffer;
  try {
    mode = statSync(path).mode;
    content = readFileSync(path);
  } catch (cause) {
    throw new PrivateFileError((cause as NodeJS.ErrnoException).code === 'ENOENT' ? 'missing' : 'unreadable', {
      cause,
    });
  }
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) throw new PrivateFileError('open');
  return content;
}

/**
 * Writes a new file with mode 0600, and its folder with 0700 where there is none. When this returns, it is on disk.
 *
 * @throws PrivateFileError `exists` or `unwritable`
 */
export function createPrivateFile(path: string, content: Buffer | string): void {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(path, content, { mode: 0o600, flag: 'wx', flush: true });
  } catch (cause) {
    throw new PrivateFileError((cause as NodeJS.ErrnoException).code === 'EEXIST' ? 'exists' : 'unwritable', { cause });
  }
}
