/** What everything here rests on, handed in, so that the same code works with `node:crypto` and in a browser. */
export interface Primitives {
  /** SHA-256: 32 bytes. Must not keep what it is given, which is written over afterwards. */
  sha256(bytes: Uint8Array): Uint8Array;
  /**
   * Whether an Ed25519 signature (RFC 8032) of a message is good.
   *
   * @param publicKey 32 bytes; false as well where they are no key
   * @param signature 64 bytes
   */
  verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean;
}

/** For those who hold a secret key. A seed has 32 bytes. */
export interface SigningPrimitives extends Primitives {
  /** 64 bytes, always the same for the same seed and message. */
  signEd25519(seed: Uint8Array, message: Uint8Array): Uint8Array;
  /** 32 bytes. */
  publicKeyOf(seed: Uint8Array): Uint8Array;
}
