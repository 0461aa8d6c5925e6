import { utf8 } from './bytes.js';
import { type PublicKey, publicKeyOf, type SecretKey } from './keys.js';
import { type NoteVerifier, signatureLine } from './note.js';
import type { Primitives, SigningPrimitives } from './primitives.js';

/** Checks signatures of a log's key: Ed25519 over the text. */
export function logVerifier({ name, id, bytes }: PublicKey, primitives: Primitives): NoteVerifier {
  return { name, id, verify: (text, payload) => primitives.verifyEd25519(bytes, utf8(text), payload) };
}

/** The line, with its end, by which a log signs a text. */
export function logSignature(secret: SecretKey, text: string, primitives: SigningPrimitives): string {
  return signatureLine(publicKeyOf(secret, 'log', primitives), primitives.signEd25519(secret.seed, utf8(text)));
}
