import { randomBytes } from 'node:crypto';
import { formatSkey, KeyError, parseSkey, type SecretKey } from '../integrity/keys.js';
import { nodePrimitives } from '../integrity/node-primitives.js';
import { createPrivateFile, PrivateFileError, type PrivateFileFault, readPrivateFile } from '../private-file.js';
import { SigningStoppedError } from './signing-problem.js';

const SEED_BYTES = 32;

/** Whose key it is: that of a log, or of a witness. */
export type KeyOf = 'log' | 'witness';

/** A file with a secret key cannot be used; the message says why, and nothing of the key. */
export class KeyFileError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'KeyFileError';
  }
}

/**
 * Reads a file with a secret key; `null` where there is none.
 *
 * @throws KeyFileError
 */
export function loadKey(path: string, of: KeyOf): SecretKey | null {
  try {
    return parseSkey(readPrivateFile(path).toString('utf8').trim(), nodePrimitives);
  } catch (error) {
    if (error instanceof PrivateFileError && error.fault === 'missing') return null;
    throw new KeyFileError(explain(path, of, error), { cause: error });
  }
}

/**
 * Makes a secret key and writes it to a new file, with mode 0600.
 *
 * @throws KeyFileError the file is there already, or cannot be written
 */
export function makeKey(path: string, name: string, of: KeyOf): SecretKey {
  const secret = { name, seed: Uint8Array.from(randomBytes(SEED_BYTES)) };
  try {
    createPrivateFile(path, `${formatSkey(secret, nodePrimitives)}\n`);
  } catch (error) {
    throw new KeyFileError(explain(path, of, error), { cause: error });
  }
  return secret;
}

/**
 * Reads the file of a log's key; `null` where there is none.
 *
 * @throws SigningStoppedError `key-unusable`
 */
export function readKeyFile(path: string): SecretKey | null {
  return orStopped(() => loadKey(path, 'log'));
}

/**
 * Makes the key of a log and writes it to a new file, with mode 0600.
 *
 * @throws SigningStoppedError `key-unusable`: the file is there already, or cannot be written
 */
export function createKeyFile(path: string, name: string): SecretKey {
  return orStopped(() => makeKey(path, name, 'log'));
}

function orStopped<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof KeyFileError)) throw error;
    throw new SigningStoppedError('key-unusable', error.message, { cause: error });
  }
}

const FAULTS: Record<PrivateFileFault, (path: string) => string> = {
  missing: (path) => `${path} does not exist.`,
  unreadable: (path) => `${path} cannot be read.`,
  open: (path) => `${path} is open to other users. Close it: chmod 600 ${path}`,
  exists: (path) => `${path} exists already.`,
  unwritable: (path) => `${path} cannot be written.`,
};

function explain(path: string, of: KeyOf, error: unknown): string {
  if (error instanceof PrivateFileError) return `The key of the ${of} ${FAULTS[error.fault](path)}`;
  if (error instanceof KeyError) return `${path} holds no key of a ${of}: ${error.message}.`;
  throw error;
}
