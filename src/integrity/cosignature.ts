import { concatBytes, utf8 } from './bytes.js';
import { type PublicKey, publicKeyOf, type SecretKey } from './keys.js';
import { type NoteVerifier, signatureLine } from './note.js';
import type { Primitives, SigningPrimitives } from './primitives.js';
import { isSize } from './size.js';

const TIME_BYTES = 8;
const PAYLOAD_BYTES = TIME_BYTES + 64;

/** A witness has seen a checkpoint, and found it consistent with those that it had seen before. */
export interface Cosignature {
  /** Name of the witness. */
  witness: string;
  /** Unix seconds at which it says to have seen it. */
  time: number;
}

/** Checks cosignatures, version 1, of a witness. */
export function cosignatureVerifier({ name, id, bytes }: PublicKey, primitives: Primitives): NoteVerifier {
  return {
    ...{ name, id },
    verify: (text, payload) => {
      const time = cosignatureTime(payload);
      return (
        time !== null && primitives.verifyEd25519(bytes, cosignedMessage(text, time), payload.subarray(TIME_BYTES))
      );
    },
  };
}

/**
 * The line, with its end, by which a witness cosigns.
 *
 * @param time Unix seconds
 * @param text of the checkpoint, without the log's signatures
 */
export function cosign(secret: SecretKey, time: number, text: string, primitives: SigningPrimitives): string {
  const signature = primitives.signEd25519(secret.seed, cosignedMessage(text, time));
  const payload = concatBytes([timeBytes(time), signature]);
  return signatureLine(publicKeyOf(secret, 'cosignature', primitives), payload);
}

/** The time in a cosignature, in Unix seconds; `null` where it is none. */
export function cosignatureTime(payload: Uint8Array): number | null {
  if (payload.length !== PAYLOAD_BYTES) return null;
  const time = Number(new DataView(payload.buffer, payload.byteOffset).getBigUint64(0));
  return isSize(time) ? time : null;
}

function cosignedMessage(text: string, time: number): Uint8Array {
  return utf8(`cosignature/v1\ntime ${time}\n${text}`);
}

function timeBytes(time: number): Uint8Array {
  const bytes = new Uint8Array(TIME_BYTES);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(time));
  return bytes;
}
