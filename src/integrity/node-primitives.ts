import { createPrivateKey, createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto';
import { concatBytes, fromHex } from './bytes.js';
import type { SigningPrimitives } from './primitives.js';

/** What stands before the raw bytes of a key in its DER form (RFC 8410). */
const PRIVATE_PREFIX = fromHex('302e020100300506032b657004220420');
const PUBLIC_PREFIX = fromHex('302a300506032b6570032100');

/** SHA-256 and Ed25519 of Node. */
export const nodePrimitives: SigningPrimitives = {
  // As text and back it takes half the time of a buffer, which would get memory of its own outside the heap.
  sha256: (bytes) => Buffer.from(hash('sha256', bytes, 'binary'), 'binary'),

  verifyEd25519(publicKey, message, signature) {
    if (publicKey.length !== 32 || signature.length !== 64) return false;
    try {
      return verify(null, message, publicKeyObject(publicKey), signature);
    } catch {
      return false;
    }
  },

  signEd25519: (seed, message) => Uint8Array.from(sign(null, message, privateKeyObject(seed))),

  publicKeyOf: (seed) =>
    Uint8Array.from(createPublicKey(privateKeyObject(seed)).export({ format: 'der', type: 'spki' }).subarray(-32)),
};

function privateKeyObject(seed: Uint8Array): KeyObject {
  const key = Buffer.from(concatBytes([PRIVATE_PREFIX, seed]));
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}

function publicKeyObject(bytes: Uint8Array): KeyObject {
  const key = Buffer.from(concatBytes([PUBLIC_PREFIX, bytes]));
  return createPublicKey({ key, format: 'der', type: 'spki' });
}
