import { equalBytes } from './bytes.js';
import { isPowerOfTwo, isSize, largestPowerBelow } from './size.js';
import type { LeafRange } from './stored-hashes.js';
import { EMPTY_ROOT, HASH_BYTES, type TreeHash } from './tree-hash.js';

/**
 * The ranges whose hashes prove that the leaf at `index` is in the tree of that size, the leaf's sibling first
 * (RFC 6962 section 2.1.1).
 *
 * @throws RangeError the tree has no such leaf
 */
export function inclusionRanges(index: number, size: number): LeafRange[] {
  if (!isSize(index) || !isSize(size) || index >= size)
    throw new RangeError(`A tree of size ${size} has no leaf ${index}`);
  const ranges: LeafRange[] = [];
  let lo = 0;
  let hi = size;
  while (hi - lo > 1) {
    const middle = lo + largestPowerBelow(hi - lo);
    if (index < middle) {
      ranges.push({ lo: middle, hi });
      hi = middle;
    } else {
      ranges.push({ lo, hi: middle });
      lo = middle;
    }
  }
  return ranges.reverse();
}

/**
 * The ranges whose hashes prove that the tree of size `from` is the beginning of the tree of size `to` (RFC 6962 section
 * 2.1.2); none where there is nothing to prove.
 *
 * @throws RangeError `from` is greater than `to`
 */
export function consistencyRanges(from: number, to: number): LeafRange[] {
  if (!isSize(from) || !isSize(to) || from > to) throw new RangeError(`No tree of size ${from} begins one of ${to}`);
  if (from === 0 || from === to) return [];
  const ranges: LeafRange[] = [];
  let lo = 0;
  let hi = to;
  while (from < hi) {
    const middle = lo + largestPowerBelow(hi - lo);
    if (from <= middle) {
      ranges.push({ lo: middle, hi });
      hi = middle;
    } else {
      ranges.push({ lo, hi: middle });
      lo = middle;
    }
  }
  // The old tree itself needs no hash: whoever checks the proof has its root.
  if (lo > 0) ranges.push({ lo, hi });
  return ranges.reverse();
}

/** What an inclusion proof is about. */
export interface Inclusion {
  leafHash: Uint8Array;
  index: number;
  size: number;
  root: Uint8Array;
}

/** Whether the leaf is at that place of the tree with that root (RFC 9162 section 2.1.3.2). */
export function verifyInclusion(
  { leafHash, index, size, root }: Inclusion,
  proof: readonly Uint8Array[],
  hash: TreeHash,
): boolean {
  if (!isSize(index) || !isSize(size) || index >= size) return false;
  if (![leafHash, root, ...proof].every(isHash)) return false;
  let fn = index;
  let sn = size - 1;
  let result = leafHash;
  for (const sibling of proof) {
    if (sn === 0) return false;
    if (isOdd(fn) || fn === sn) {
      result = hash.nodeHash(sibling, result);
      while (!isOdd(fn) && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else {
      result = hash.nodeHash(result, sibling);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && equalBytes(result, root);
}

/** What a consistency proof is about. */
export interface Consistency {
  from: number;
  to: number;
  fromRoot: Uint8Array;
  toRoot: Uint8Array;
}

/**
 * Whether the one tree is the beginning of the other (RFC 9162 section 2.1.4.2). Every tree begins with the empty one, so
 * `from` 0 says nothing about the root of the other.
 */
export function verifyConsistency(
  { from, to, fromRoot, toRoot }: Consistency,
  proof: readonly Uint8Array[],
  hash: TreeHash,
): boolean {
  if (!isSize(from) || !isSize(to) || from > to) return false;
  if (![fromRoot, toRoot, ...proof].every(isHash)) return false;
  if (from === to)
    return proof.length === 0 && equalBytes(fromRoot, toRoot) && (to > 0 || equalBytes(fromRoot, EMPTY_ROOT));
  if (from === 0) return proof.length === 0 && equalBytes(fromRoot, EMPTY_ROOT);
  if (proof.length === 0) return false;

  const [seed, ...rest] = isPowerOfTwo(from) ? [fromRoot, ...proof] : proof;
  let fn = from - 1;
  let sn = to - 1;
  while (isOdd(fn)) [fn, sn] = [half(fn), half(sn)];
  let fr = seed!;
  let sr = seed!;
  for (const sibling of rest) {
    if (sn === 0) return false;
    if (isOdd(fn) || fn === sn) {
      fr = hash.nodeHash(sibling, fr);
      sr = hash.nodeHash(sibling, sr);
      while (!isOdd(fn) && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else {
      sr = hash.nodeHash(sr, sibling);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && equalBytes(fr, fromRoot) && equalBytes(sr, toRoot);
}

function isHash(bytes: Uint8Array): boolean {
  return bytes.length === HASH_BYTES;
}

function isOdd(n: number): boolean {
  return n % 2 === 1;
}

function half(n: number): number {
  return Math.floor(n / 2);
}
