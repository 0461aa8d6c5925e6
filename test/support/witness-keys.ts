import { formatVkey, publicKeyOf, type SecretKey } from '../../src/integrity/keys.js';
import { nodePrimitives } from '../../src/integrity/node-primitives.js';

/** The secret key of a witness that there is for tests alone: it follows from its name. */
export function keyNamed(name: string): SecretKey {
  return { name, seed: nodePrimitives.sha256(Buffer.from(name)) };
}

/** The public key of that witness, as text. */
export function vkeyNamed(name: string): string {
  return formatVkey(publicKeyOf(keyNamed(name), 'cosignature', nodePrimitives));
}
