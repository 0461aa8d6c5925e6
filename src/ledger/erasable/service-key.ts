import { hkdfSync, randomBytes } from 'node:crypto';
import { createPrivateFile, PrivateFileError, readPrivateFile } from '../../private-file.js';
import { KEY_BYTES } from './cipher.js';

/** Everything that is encrypted at rest hangs on this key; each purpose has a key of its own, derived from it. */
export class ServiceKey {
  /** Encrypts narrative values. */
  readonly narrative: Buffer;
  /** Encrypts the keys of persons. */
  readonly wrapping: Buffer;
  /** Encrypts the documents that are kept. */
  readonly documents: Buffer;
  /** Hides the words that can be searched for. */
  readonly words: Buffer;
  /** 32 bytes that tell this key from others. They open nothing, and the key cannot be had from them. */
  readonly check: Buffer;

  /** @param secret 32 bytes */
  constructor(secret: Buffer) {
    this.narrative = derive(secret, 'progress-ledger narrative');
    this.wrapping = derive(secret, 'progress-ledger person keys');
    this.documents = derive(secret, 'progress-ledger documents');
    this.words = derive(secret, 'progress-ledger words');
    this.check = derive(secret, 'progress-ledger key check');
  }
}

/** The key, or what finds it once it is needed. */
export type ServiceKeySource = ServiceKey | (() => Promise<ServiceKey>);

/** The key file cannot be used; the message says what to do about it. */
export class ServiceKeyError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ServiceKeyError';
  }
}

export function notOfThisLedger(options?: ErrorOptions): ServiceKeyError {
  return new ServiceKeyError(
    'The service key is not that of this ledger: names and narrative texts do not open with it. ' +
      "Put the ledger's own key back, or set SERVICE_KEY_FILE to where it is.",
    options,
  );
}

/**
 * Reads the key file: exactly 32 bytes, readable by its owner alone.
 *
 * @throws ServiceKeyError missing, open to others, or of another length
 */
export function readServiceKey(path: string): ServiceKey {
  let secret: Buffer;
  try {
    secret = readPrivateFile(path);
  } catch (error) {
    if (error instanceof PrivateFileError && error.fault === 'open')
      throw new ServiceKeyError(`The service key ${path} is open to other users. Close it: chmod 600 ${path}`);
    const why = error instanceof PrivateFileError && error.fault === 'missing' ? 'does not exist' : 'cannot be read';
    throw new ServiceKeyError(
      `The service key ${path} ${why}. Put the ledger's key back from its backup: without it, names and ` +
        'narrative texts cannot be read any more.',
      { cause: error },
    );
  }
  if (secret.length !== KEY_BYTES)
    throw new ServiceKeyError(`The service key ${path} has ${secret.length} bytes instead of ${KEY_BYTES}.`);
  return new ServiceKey(secret);
}

/**
 * Makes a new key file for a new ledger, with mode 0600.
 *
 * @throws ServiceKeyError the file is there already, or cannot be written
 */
export function createServiceKey(path: string): ServiceKey {
  try {
    createPrivateFile(path, randomBytes(KEY_BYTES));
  } catch (error) {
    const why = error instanceof PrivateFileError && error.fault === 'exists' ? 'exists already' : 'cannot be written';
    throw new ServiceKeyError(`The service key ${path} ${why}.`, { cause: error });
  }
  return readServiceKey(path);
}

function derive(secret: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), purpose, KEY_BYTES));
}
