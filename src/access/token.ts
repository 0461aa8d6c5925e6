import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const PREFIX = 'plt_';
const SHAPE = /^plt_[A-Za-z0-9_-]{43}$/;

/** Characters of a token, behind its prefix, that find its row: 66 bits that are no secret. */
const ID_LENGTH = 11;

/** A token and what is kept of it. */
export interface MintedToken {
  /** To be shown once: `plt_` and 32 random bytes in base64url. */
  token: string;
  id: string;
  hash: Buffer;
}

export function mintToken(): MintedToken {
  const token = PREFIX + randomBytes(32).toString('base64url');
  return { token, id: token.slice(PREFIX.length, PREFIX.length + ID_LENGTH), hash: hashOf(token) };
}

/** The id inside a token, or `undefined` where the text is no token. */
export function tokenId(text: string): string | undefined {
  return SHAPE.test(text) ? text.slice(PREFIX.length, PREFIX.length + ID_LENGTH) : undefined;
}

/**
 * Whether a token is the one behind a hash, in a time that says nothing of where they differ. Without a hash the same
 * work is done for nothing, so that a known id takes as long as an unknown one.
 */
export function isTokenOf(token: string, hash: Buffer | undefined): boolean {
  const same = timingSafeEqual(hashOf(token), hash ?? NO_HASH);
  return same && hash !== undefined;
}

/**
 * One round of SHA-256 is enough here, and a slow hash would only slow the service: a token holds 190 secret random
 * bits, which nobody can try out, unlike a password that a person has chosen.
 */
function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

const NO_HASH = Buffer.alloc(32);
