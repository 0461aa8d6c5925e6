import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export const KEY_BYTES = 32;

export interface Encrypted {
  /** 12 random bytes. */
  nonce: Buffer;
  /** AES-256-GCM, the 16 bytes of the authentication tag last. */
  ciphertext: Buffer;
}

/** @param context bound to the ciphertext without being in it (additional authenticated data) */
export function encrypt(key: Buffer, plaintext: Buffer, context: string): Encrypted {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce);
  cipher.setAAD(Buffer.from(context, 'utf8'));
  return { nonce, ciphertext: Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]) };
}

/** A value does not open: it was encrypted under another key or for another place, or it was changed. */
export class DoesNotOpenError extends Error {
  constructor(options?: ErrorOptions) {
    super('A stored value does not open under its key: it was changed, or another service key is in use', options);
    this.name = 'DoesNotOpenError';
  }
}

/** @throws DoesNotOpenError */
export function decrypt(key: Buffer, { nonce, ciphertext }: Encrypted, context: string): Buffer {
  const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(context, 'utf8'));
  decipher.setAuthTag(ciphertext.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(ciphertext.subarray(0, -TAG_BYTES)), decipher.final()]);
  } catch (error) {
    throw new DoesNotOpenError({ cause: error });
  }
}
