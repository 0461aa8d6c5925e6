import { fromHex } from './bytes.js';
import type { Primitives } from './primitives.js';

/** Bytes of a hash. */
export const HASH_BYTES = 32;

/** MTH([]), the root of the tree without leaves: SHA-256 of nothing. */
export const EMPTY_ROOT = fromHex('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');

/** The hashes of a Merkle tree as RFC 6962 section 2.1 makes them. */
export class TreeHash {
  // Written over by each hash: making new ones takes longer than hashing them.
  private readonly pair = Uint8Array.of(1, ...new Uint8Array(2 * HASH_BYTES));
  private leaf = new Uint8Array(2_048);

  constructor(private readonly primitives: Pick<Primitives, 'sha256'>) {}

  /** SHA-256(0x00 || entry) */
  leafHash(entry: Uint8Array): Uint8Array {
    if (entry.length >= this.leaf.length) this.leaf = new Uint8Array(1 + entry.length);
    this.leaf.set(entry, 1);
    return this.primitives.sha256(this.leaf.subarray(0, 1 + entry.length));
  }

  /**
   * SHA-256(0x01 || left || right)
   *
   * @param left 32 bytes, as `right`
   */
  nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
    this.pair.set(left, 1);
    this.pair.set(right, 1 + HASH_BYTES);
    return this.primitives.sha256(this.pair);
  }

  /** MTH of a whole number of complete subtrees of equal height, such as leaf hashes: their number is a power of two. */
  complete(hashes: readonly Uint8Array[]): Uint8Array {
    let level = hashes;
    while (level.length > 1) {
      const above: Uint8Array[] = [];
      for (let at = 0; at < level.length; at += 2) above.push(this.nodeHash(level[at]!, level[at + 1]!));
      level = above;
    }
    return level[0]!;
  }
}
