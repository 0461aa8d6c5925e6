import { closeSync, fsyncSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Writes a file in the place of one that may be there. When this returns, it is on disk; a crash leaves one of the two,
 * and never a part of one.
 *
 * @throws Error of the file system
 */
export function replaceFile(path: string, content: string, mode: number): void {
  writeFileSync(`${path}.new`, content, { mode, flush: true });
  renameSync(`${path}.new`, path);
  flushFolder(dirname(path));
}

/** Without this the renaming itself may be lost. Windows has no such thing, and does not need it. */
export function flushFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
