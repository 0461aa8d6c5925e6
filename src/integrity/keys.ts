import { fromBase64, toBase64 } from './base64.js';
import { concatBytes, toHex, utf8 } from './bytes.js';
import type { Primitives, SigningPrimitives } from './primitives.js';

/** What a key signs: checkpoints of a log, or others' checkpoints with a time. Both with Ed25519. */
export type KeyUse = 'log' | 'cosignature';

/** The byte that stands for the use in ids and texts of keys. */
const ALGORITHM: Record<KeyUse, number> = { log: 0x01, cosignature: 0x04 };

const SECRET_PREFIX = 'PRIVATE+KEY+';
const KEY_BYTES = 32;

/** A public key under its name. */
export interface PublicKey {
  /** Of a log's key its origin. */
  name: string;
  use: KeyUse;
  /** 32 bytes. */
  bytes: Uint8Array;
  /** Eight lower-case hexadecimal digits, which follow from all the others. */
  id: string;
}

/** A secret key under its name; keep it out of messages. */
export interface SecretKey {
  name: string;
  /** 32 bytes. */
  seed: Uint8Array;
}

/** The text is no key; the message says why, and does not repeat a secret. */
export class KeyError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'KeyError';
  }
}

/** Whether a key can have this name: something without white space and plus signs, on one line. */
export function isKeyName(name: string): boolean {
  return /^[^\s\u0085+\p{Cc}]+$/u.test(name) && name.isWellFormed();
}

/** @param bytes 32 bytes */
export function publicKey(
  { name, use, bytes }: Pick<PublicKey, 'name' | 'use' | 'bytes'>,
  { sha256 }: Pick<Primitives, 'sha256'>,
): PublicKey {
  const digest = sha256(concatBytes([utf8(`${name}\n`), Uint8Array.of(ALGORITHM[use]), bytes]));
  return { name, use, bytes, id: toHex(digest.subarray(0, 4)) };
}

/** The public key of a secret one. A witness uses the same form of secret key as a log. */
export function publicKeyOf({ name, seed }: SecretKey, use: KeyUse, primitives: SigningPrimitives): PublicKey {
  return publicKey({ name, use, bytes: primitives.publicKeyOf(seed) }, primitives);
}

/** The text by which a public key is passed on, such as `ledger.example/plan-1+0f44f188+AQOh…`. */
export function formatVkey({ name, use, bytes, id }: PublicKey): string {
  return `${name}+${id}+${toBase64(concatBytes([Uint8Array.of(ALGORITHM[use]), bytes]))}`;
}

/**
 * Reads a public key and makes sure that its id is its own.
 *
 * @throws KeyError
 */
export function parseVkey(text: string, primitives: Pick<Primitives, 'sha256'>): PublicKey {
  const { name, id, algorithm, bytes } = parseKeyText(text);
  const use = algorithm === ALGORITHM.log ? 'log' : algorithm === ALGORITHM.cosignature ? 'cosignature' : undefined;
  if (!use) throw new KeyError(`The key of ${name} is of a kind (${algorithm}) that is not known here`);
  const key = publicKey({ name, use, bytes }, primitives);
  if (key.id !== id)
    throw new KeyError(`The id of the key of ${name} is ${id}, but follows as ${key.id}: it is mistyped`);
  return key;
}

/** The text of a secret key, as other programs for transparency logs read it too. */
export function formatSkey(secret: SecretKey, primitives: SigningPrimitives): string {
  const { name, id } = publicKeyOf(secret, 'log', primitives);
  return `${SECRET_PREFIX}${name}+${id}+${toBase64(concatBytes([Uint8Array.of(ALGORITHM.log), secret.seed]))}`;
}

/**
 * Reads a secret key and makes sure that its id is its own.
 *
 * @throws KeyError
 */
export function parseSkey(text: string, primitives: SigningPrimitives): SecretKey {
  if (!text.startsWith(SECRET_PREFIX)) throw new KeyError(`A secret key begins with ${SECRET_PREFIX}`);
  const { name, id, algorithm, bytes: seed } = parseKeyText(text.slice(SECRET_PREFIX.length));
  if (algorithm !== ALGORITHM.log) throw new KeyError(`The secret key of ${name} is not of Ed25519`);
  if (publicKeyOf({ name, seed }, 'log', primitives).id !== id)
    throw new KeyError(`The id of the secret key of ${name} does not follow from it: it is damaged`);
  return { name, seed };
}

function parseKeyText(text: string) {
  const [, name, id, encoded] = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text) ?? [];
  if (name === undefined || id === undefined || encoded === undefined || !isKeyName(name))
    throw new KeyError('A key is written as its name, its id of eight digits and its bytes in base64, with + between');
  const bytes = fromBase64(encoded);
  if (bytes?.length !== 1 + KEY_BYTES) throw new KeyError(`The key of ${name} has not the length of one`);
  return { name, id, algorithm: bytes[0]!, bytes: bytes.subarray(1) };
}
