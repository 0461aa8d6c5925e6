import { readFileSync } from 'node:fs';
import { replaceFile } from '../durable-file.js';
import { parseSize } from '../integrity/size.js';
import { SigningStoppedError } from './signing-problem.js';

/**
 * Where the newest checkpoint that a key has signed is remembered, outside the database: whoever restores an older copy
 * of that does not restore this as well.
 */
export function anchorPath(keyFile: string): string {
  return `${keyFile}.checkpoint`;
}

/**
 * The remembered checkpoint, as signed; `null` where there is none.
 *
 * @throws SigningStoppedError `anchor-unusable`
 */
export function readAnchor(keyFile: string): string | null {
  const path = anchorPath(keyFile);
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new SigningStoppedError('anchor-unusable', `The last signed checkpoint in ${path} cannot be read.`, {
      cause,
    });
  }
}

/**
 * Remembers a checkpoint in the place of a smaller one. When this returns, it is on disk; a crash leaves one of the two.
 *
 * @throws SigningStoppedError `anchor-unwritable`
 */
export function writeAnchor(keyFile: string, { size, note }: { size: number; note: string }): void {
  const known = readAnchor(keyFile);
  if (known !== null && sizeIn(known) > size) return; // a process that was frozen comes late
  const path = anchorPath(keyFile);
  try {
    replaceFile(path, note, 0o644);
  } catch (cause) {
    throw new SigningStoppedError('anchor-unwritable', `The signed checkpoint cannot be written to ${path}.`, {
      cause,
    });
  }
}

/** The size that stands in a checkpoint; -1 where it has none. */
function sizeIn(note: string): number {
  return parseSize(note.split('\n', 2)[1] ?? '') ?? -1;
}
