import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';

/** SHA-256 and Ed25519 in a browser: its own cannot be asked without waiting. */
export const browserPrimitives = {
  sha256,
  verifyEd25519(publicKey, message, signature) {
    if (publicKey.length !== 32 || signature.length !== 64) return false;
    try {
      return ed25519.verify(signature, message, publicKey, { zip215: false }); // strict, as Node is
    } catch {
      return false;
    }
  },
};
