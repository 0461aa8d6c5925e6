import { randomBytes } from 'node:crypto';
import { formatSkey, KeyError, parseSkey, type SecretKey } from '../integrity/keys.js';
import { nodePrimitives } from '../integrity/node-primitives.js';
import { createPrivateFile, PrivateFileError, type PrivateFileFault, readPrivateFile } from '../private-file.js';
import { SigningStoppedError } from './signing-problem.js';

const SEED_BYTES = 32;

/**
 * Reads the file of a log's key; `null` where there is none.
 *
 * @throws SigningStoppedError `key-unusable`
 */
export function readKeyFile(path: string): SecretKey | null {
  try {
    return parseSkey(readPrivateFile(path).toString('utf8').trim(), nodePrimitives);
  } catch (error) {
    if (error instanceof PrivateFileError && error.fault === 'missing') return null;
    throw new SigningStoppedError('key-unusable', explain(path, error), { cause: error });
  }
}

/**
 * Makes the key of a log and writes it to a new file, with mode 0600.
 *
 * @throws SigningStoppedError `key-unusable`: the file is there already, or cannot be written
 */
export function createKeyFile(path: string, name: string): SecretKey {
  const secret = { name, seed: Uint8Array.from(randomBytes(SEED_BYTES)) };
  try {
    createPrivateFile(path, `${formatSkey(secret, nodePrimitives)}\n`);
  } catch (error) {
    throw new SigningStoppedError('key-unusable', explain(path, error), { cause: error });
  }
  return secret;
}

const FAULTS: Record<PrivateFileFault, (path: string) => string> = {
  missing: (path) => `The key of the log ${path} does not exist.`,
  unreadable: (path) => `The key of the log ${path} cannot be read.`,
  open: (path) => `The key of the log ${path} is open to other users. Close it: chmod 600 ${path}`,
  exists: (path) => `The key of the log ${path} exists already.`,
  unwritable: (path) => `The key of the log ${path} cannot be written.`,
};

function explain(path: string, error: unknown): string {
  if (error instanceof PrivateFileError) return FAULTS[error.fault](path);
  if (error instanceof KeyError) return `${path} holds no key of a log: ${error.message}.`;
  throw error;
}
