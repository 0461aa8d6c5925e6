import { openCheckpoint } from '../../src/integrity/checkpoint.js';
import { parseVkey, publicKeyOf, type SecretKey } from '../../src/integrity/keys.js';
import { logVerifier } from '../../src/integrity/log-signature.js';
import { nodePrimitives } from '../../src/integrity/node-primitives.js';
import { NoteError, type NoteVerifier } from '../../src/integrity/note.js';
import type { LedgerIdentityReader } from '../../src/ledger/ledger-identity.js';
import { readAnchor } from '../../src/log/anchor-file.js';
import { createKeyFile, readKeyFile } from '../../src/log/key-file.js';
import type { LogOptions } from '../../src/log/log-options.js';
import { SigningStoppedError } from '../../src/log/signing-problem.js';

/**
 * The name of the log: the one that is configured, or else the origin that the ledger was opened with; `null` while there
 * is neither.
 */
export async function originOf(parts: {
  identity: Pick<LedgerIdentityReader, 'current'>;
  options: LogOptions;
}): Promise<string | null> {
  return parts.options.origin ?? (await parts.identity.current())?.origin ?? null;
}

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
  if (newest !== null) mustHaveName(newest, origin);
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

/** What checks the signatures of these keys, and of those that signed before them. */
export function verifiersOf(keys: readonly SecretKey[], earlier: readonly string[]): NoteVerifier[] {
  const all = [
    ...keys.map((key) => publicKeyOf(key, 'log', nodePrimitives)),
    ...earlier.map((vkey) => parseVkey(vkey, nodePrimitives)),
  ];
  return all.map((key) => logVerifier(key, nodePrimitives));
}

function missing(file: string): never {
  throw new SigningStoppedError(
    'key-missing',
    `The key of the log ${file} does not exist. Put it back from its backup: without it the log cannot go on under its ` +
      'name.',
  );
}

function mustHaveName(note: string, origin: string): void {
  const signed = note.split('\n', 1)[0];
  if (signed !== origin)
    throw new SigningStoppedError(
      'other-origin',
      `The log was signed as "${signed}", but its name is now "${origin}". A log never changes its name: correct ` +
        'LEDGER_LOG_ORIGIN, or unset it.',
    );
}

function mustHaveSigned(keys: readonly SecretKey[], note: string, origin: string, files: readonly string[]): void {
  try {
    openCheckpoint(note, { origin, log: verifiersOf(keys, []) });
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
