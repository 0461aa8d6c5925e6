import { openCheckpoint } from '../../src/integrity/checkpoint.js';
import { publicKeyOf, type SecretKey } from '../../src/integrity/keys.js';
import { logVerifier } from '../../src/integrity/log-signature.js';
import { nodePrimitives } from '../../src/integrity/node-primitives.js';
import { NoteError } from '../../src/integrity/note.js';
import { readAnchor } from '../../src/log/anchor-file.js';
import { createKeyFile, readKeyFile } from '../../src/log/key-file.js';
import type { LogOptions } from '../../src/log/log-options.js';
import { SigningStoppedError } from '../../src/log/signing-problem.js';

/** Files of the keys that sign, the newest key first. */
export function keyFilesOf({ keyFile, oldKeyFile }: LogOptions): string[] {
  return [keyFile, ...(oldKeyFile === undefined ? [] : [oldKeyFile])];
}

/**
 * The keys that sign, the newest first; `null` where nobody wants the log signed: there is no key, and never was one.
 *
 * @param newest the newest checkpoint's signed note; one of the keys must have signed it
 * @throws SigningStoppedError
 */
export function readLogKeys(options: LogOptions, origin: string, newest: string | null): SecretKey[] | null {
  const files = keyFilesOf(options);
  const found = files.map(readKeyFile);
  if (found.every((key) => key === null)) {
    const isNew = newest === null && files.every((file) => readAnchor(file) === null);
    if (isNew) return options.makesKey ? [createKeyFile(options.keyFile, origin)] : null;
  }
  const keys = found.map((key, at) => key ?? missing(files[at]!));
  for (const [at, { name }] of keys.entries())
    if (name !== origin)
      throw new SigningStoppedError(
        'other-key',
        `The key ${files[at]} is that of the log "${name}", but this log is "${origin}". Put the right key in place.`,
      );
  if (newest !== null) mustHaveSigned(keys, newest, origin, files);
  return keys;
}

function missing(file: string): never {
  throw new SigningStoppedError(
    'key-missing',
    `The key of the log ${file} does not exist. Put it back from its backup: without it the log cannot go on under its ` +
      'name.',
  );
}

function mustHaveSigned(keys: readonly SecretKey[], note: string, origin: string, files: readonly string[]): void {
  const log = keys.map((key) => logVerifier(publicKeyOf(key, 'log', nodePrimitives), nodePrimitives));
  try {
    openCheckpoint(note, { origin, log });
  } catch (error) {
    if (!(error instanceof NoteError)) throw error;
    if (error.fault === 'unsigned')
      throw new SigningStoppedError(
        'other-key',
        `The last checkpoint was signed with another key than ${files.join(' and ')}. Put the right key in place. To ` +
          'change keys, let both sign for a time: name the one before in LEDGER_LOG_OLD_KEY_FILE.',
      );
    throw new SigningStoppedError(
      'checkpoint-differs',
      `The last checkpoint in the database is not as it was signed: ${error.message}. Restore the database.`,
      { cause: error },
    );
  }
}
