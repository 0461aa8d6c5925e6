import { joined } from './compact-range.js';
import { isSize } from './size.js';
import type { TreeHash } from './tree-hash.js';

/** Heights that one level of tiles spans. */
const HEIGHTS_PER_LEVEL = 8;

/** Leaves from `lo` up to, but without, `hi`. */
export interface LeafRange {
  lo: number;
  hi: number;
}

/** Neighbouring hashes of one tile that make one complete subtree. */
export interface StoredRun {
  /** Level of the tiles, 0 for leaf hashes. */
  level: number;
  /** Number of the first hash in its level. */
  first: number;
  /** A power of two, at most 128. */
  count: number;
}

/** Gives the stored hashes of a run, in order. */
export type ReadHashes = (run: StoredRun) => readonly Uint8Array[];

/**
 * The stored hashes that a range's hash is made of: one run for each of the complete subtrees that stand side by side in
 * it, tallest first. Takes ranges as they occur in roots and proofs, whose subtrees lie where the tree has them.
 *
 * @throws RangeError it is no such range
 */
export function storedRuns({ lo, hi }: LeafRange): StoredRun[] {
  if (!isSize(lo) || !isSize(hi) || lo > hi) throw new RangeError(`There is no range from ${lo} to ${hi}`);
  const runs: StoredRun[] = [];
  let start = lo;
  while (start < hi) {
    const [height, leaves] = tallestWithin(hi - start);
    if (start % leaves !== 0) throw new RangeError(`No root or proof has the range from ${lo} to ${hi}`);
    const count = 2 ** (height % HEIGHTS_PER_LEVEL);
    runs.push({ level: Math.floor(height / HEIGHTS_PER_LEVEL), first: (start / leaves) * count, count });
    start += leaves;
  }
  return runs;
}

/** MTH(D[lo:hi]) out of stored hashes; with `lo` 0 the root of the tree of size `hi`, now or at any time before. */
export function rangeHash(range: LeafRange, read: ReadHashes, hash: TreeHash): Uint8Array {
  return joined(
    storedRuns(range).map((run) => hash.complete(read(run))),
    hash,
  );
}

/** The largest complete subtree with at most so many leaves: its height and its leaves. */
function tallestWithin(leaves: number): [height: number, leaves: number] {
  let height = 0;
  let power = 1;
  while (power * 2 <= leaves) {
    power *= 2;
    height++;
  }
  return [height, power];
}
