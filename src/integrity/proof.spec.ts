import { PlainTree, plainLeafHash } from '../../test/support/plain-tree.js';
import { Random } from '../../test/support/random.js';
import { readerOf, storedLevels } from '../../test/support/stored-tree.js';
import vectors from '../../test/vectors/transparency-log.json' with { type: 'json' };
import { fromHex, toHex } from './bytes.js';
import { nodePrimitives } from './node-primitives.js';
import { consistencyRanges, inclusionRanges, verifyConsistency, verifyInclusion } from './proof.js';
import { type LeafRange, rangeHash, storedRuns } from './stored-hashes.js';
import { TreeHash } from './tree-hash.js';

const tree = new TreeHash(nodePrimitives);
const MOST = 70_000;
const leafHashes = Array.from({ length: MOST }, (_, n) => plainLeafHash(`{"n":${n}}`));
const plain = new PlainTree(leafHashes);
const read = readerOf(storedLevels(leafHashes));

const hashes = (ranges: readonly LeafRange[]) => ranges.map((range) => rangeHash(range, read, tree));
const rootOf = (size: number) => rangeHash({ lo: 0, hi: size }, read, tree);
const inclusion = (index: number, size: number) => hashes(inclusionRanges(index, size));
const consistency = (from: number, to: number) => hashes(consistencyRanges(from, to));
const hex = (list: readonly Uint8Array[]) => list.map(toHex);

function expectInclusion(index: number, size: number): void {
  const proof = inclusion(index, size);
  expect(hex(proof)).toEqual(hex(plain.inclusion(index, size)));
  const of = { leafHash: leafHashes[index]!, index, size, root: plain.root(size) };
  expect(verifyInclusion(of, proof, tree)).toBe(true);
}

function expectConsistency(from: number, to: number): void {
  const proof = consistency(from, to);
  expect(hex(proof)).toEqual(hex(plain.consistency(from, to)));
  const of = { from, to, fromRoot: plain.root(from), toRoot: plain.root(to) };
  expect(verifyConsistency(of, proof, tree)).toBe(true);
}

describe('proofs out of stored hashes', () => {
  const small = vectors.V2.leafHashesHex.map(fromHex);
  const smallRead = readerOf(storedLevels(small));

  it.each(vectors.V3.cases)('that entry $index is in the tree of size $size', (known) => {
    const { index, size, leafHashHex, rootHex, proofHex } = known;
    const proof = inclusionRanges(index, size).map((range) => rangeHash(range, smallRead, tree));
    expect(hex(proof)).toEqual(proofHex);
    const of = { leafHash: fromHex(leafHashHex), index, size, root: fromHex(rootHex) };
    expect(verifyInclusion(of, proof, tree)).toBe(true);
  });

  it.each(vectors.V4.cases)('that the tree of size $from begins that of size $to', ({ from, to, proofHex }) => {
    const proof = consistencyRanges(from, to).map((range) => rangeHash(range, smallRead, tree));
    expect(hex(proof)).toEqual(proofHex);
    const [fromRoot, toRoot] = [from, to].map((size) => fromHex(vectors.V2.rootsHex[size - 1]!));
    expect(verifyConsistency({ from, to, fromRoot: fromRoot!, toRoot: toRoot! }, proof, tree)).toBe(true);
  });

  it('of a large tree are the known ones', () => {
    expect(hex(consistency(65_537, 70_000))).toEqual(vectors.V10.consistency65537to70000Hex);
    for (const [size, root] of Object.entries(vectors.V10.rootHexBySize))
      expect(toHex(rootOf(Number(size)))).toBe(root);
  });

  it('are those of plain recursion for every size to 600', () => {
    for (let size = 1; size <= 600; size++) {
      expect(toHex(rootOf(size))).toBe(toHex(plain.root(size)));
      for (const index of new Set([0, size >> 1, size - 1, (size * 7) % size, (size * 31) >> 6]))
        if (index < size) expectInclusion(index, size);
      for (const from of new Set([0, 1, size >> 1, size - 1, size])) expectConsistency(from, size);
    }
  });

  it('are those of plain recursion for every entry of every size to 40', () => {
    for (let size = 1; size <= 40; size++) for (let index = 0; index < size; index++) expectInclusion(index, size);
  });

  it('are those of plain recursion between all sizes to 70', () => {
    for (let to = 0; to <= 70; to++) for (let from = 0; from <= to; from++) expectConsistency(from, to);
  });

  it('are those of plain recursion for sixty sizes to 70,000', () => {
    const random = new Random(70_000);
    for (let n = 0; n < 60; n++) {
      const size = random.between(1, MOST);
      expect(toHex(rootOf(size))).toBe(toHex(plain.root(size)));
      for (const index of [random.between(0, size - 1), size - 1]) expectInclusion(index, size);
      for (const from of [random.between(0, size), 256 * Math.floor(size / 256)]) expectConsistency(from, size);
    }
  });

  it('need no more than 128 stored hashes at once, all of one tile', () => {
    for (const run of storedRuns({ lo: 0, hi: 65_535 })) expect(run.count).toBeLessThanOrEqual(128);
  });

  it('are not asked for outside the tree', () => {
    expect(() => inclusionRanges(5, 5)).toThrow(RangeError);
    expect(() => inclusionRanges(0, 0)).toThrow(RangeError);
    expect(() => consistencyRanges(6, 5)).toThrow(RangeError);
    expect(() => storedRuns({ lo: 3, hi: 8 })).toThrow(RangeError);
    expect(() => storedRuns({ lo: 1.5, hi: 2 })).toThrow(RangeError);
  });
});

/** A hash with one bit changed. */
const flipped = (hash: Uint8Array) => Uint8Array.from(hash, (byte, at) => (at === 13 ? byte ^ 0x10 : byte));
const NO_HASH = new Uint8Array(0);

describe('an inclusion proof', () => {
  const [index, size] = [5, 13];
  const good = { leafHash: leafHashes[index]!, index, size, root: plain.root(size) };
  const proof = plain.inclusion(index, size);

  it.each([
    ['one hash short', proof.slice(0, -1)],
    ['without its first hash', proof.slice(1)],
    ['one hash long', [...proof, proof[0]!]],
    ['the root behind it', [...proof, good.root]],
    ['the root in front', [good.root, ...proof]],
    ['two hashes exchanged', [proof[1]!, proof[0]!, ...proof.slice(2)]],
    ['a hash of no bytes', [NO_HASH, ...proof.slice(1)]],
    ['a hash of 31 bytes', [proof[0]!.subarray(1), ...proof.slice(1)]],
    ['a hash of 33 bytes', [new Uint8Array(33), ...proof.slice(1)]],
    ['no hashes', []],
    ...proof.map((_, n) => [`a flipped bit in hash ${n}`, proof.map((hash, at) => (at === n ? flipped(hash) : hash))]),
  ] as [string, Uint8Array[]][])('fails with %s', (_, broken) => {
    expect(verifyInclusion(good, proof, tree)).toBe(true);
    expect(verifyInclusion(good, broken, tree)).toBe(false);
  });

  it.each([
    ['another leaf', { leafHash: leafHashes[6]! }],
    ['a leaf of 31 bytes', { leafHash: good.leafHash.subarray(1) }],
    ['another root', { root: flipped(good.root) }],
    ['a root of no bytes', { root: NO_HASH }],
    ['another index', { index: 4 }],
    ['the index equal to the size', { index: size }],
    ['a negative index', { index: -1 }],
    ['a fraction for an index', { index: 5.5 }],
    ['an index beyond 32 bits', { index: index + 2 ** 32, size: size + 2 ** 32 }],
    ['an index that 32 bits would cut to the right one', { index: index + 2 ** 32 }],
    ['a size that 32 bits would cut to the right one', { size: size + 2 ** 32 }],
    ['a size beyond 2^53', { size: 2 ** 53 }],
    ['a size of which another shape follows', { size: 17 }],
    ['no size', { size: Number.NaN }],
  ])('fails for %s', (_, other) => expect(verifyInclusion({ ...good, ...other }, proof, tree)).toBe(false));

  it('of the only entry is empty', () => {
    const only = { leafHash: leafHashes[0]!, index: 0, size: 1, root: leafHashes[0]! };
    expect(verifyInclusion(only, [], tree)).toBe(true);
    expect(verifyInclusion(only, [leafHashes[0]!], tree)).toBe(false);
    expect(verifyInclusion({ ...only, size: 0, root: plain.root(0) }, [], tree)).toBe(false);
  });

  it('is checked at places beyond 32 bits', () => {
    // A tree of 2^32+1 entries: all but the last are one complete subtree, so its root is the whole proof of the last.
    const [left, leafHash] = [plain.root(8), leafHashes[8]!];
    const last = { leafHash, index: 2 ** 32, size: 2 ** 32 + 1, root: tree.nodeHash(left, leafHash) };
    expect(verifyInclusion(last, [left], tree)).toBe(true);
    expect(verifyInclusion({ ...last, index: 0 }, [left], tree)).toBe(false);
  });
});

describe.each([
  [6, 13],
  [8, 13],
])('a consistency proof from %i to %i', (from, to) => {
  const good = { from, to, fromRoot: plain.root(from), toRoot: plain.root(to) };
  const proof = plain.consistency(from, to);

  it.each([
    ['one hash short', proof.slice(0, -1)],
    ['one hash long', [...proof, proof[0]!]],
    ['the old root in front', [good.fromRoot, ...proof]],
    ['the new root in front', [good.toRoot, ...proof]],
    ['a hash of no bytes', [NO_HASH, ...proof.slice(1)]],
    ['a hash of 31 bytes', [proof[0]!.subarray(1), ...proof.slice(1)]],
    ['no hashes', []],
    ...proof.map((_, n) => [`a flipped bit in hash ${n}`, proof.map((hash, at) => (at === n ? flipped(hash) : hash))]),
  ] as [string, Uint8Array[]][])('fails with %s', (_, broken) => {
    expect(verifyConsistency(good, proof, tree)).toBe(true);
    expect(verifyConsistency(good, broken, tree)).toBe(false);
  });

  it.each([
    ['another old root', { fromRoot: flipped(good.fromRoot) }],
    ['another new root', { toRoot: flipped(good.toRoot) }],
    ['both roots exchanged', { fromRoot: good.toRoot, toRoot: good.fromRoot }],
    ['a root of 31 bytes', { toRoot: good.toRoot.subarray(1) }],
    ['the sizes exchanged', { from: to, to: from }],
    ['another old size', { from: from - 1 }],
    ['a new size of another shape', { to: to + 8 }],
    ['a size that 32 bits would cut to the right one', { to: to + 2 ** 32 }],
    ['a negative size', { from: -1 }],
  ])('fails for %s', (_, other) => expect(verifyConsistency({ ...good, ...other }, proof, tree)).toBe(false));
});

describe('a consistency proof', () => {
  const empty = plain.root(0);
  const root = plain.root(5);

  it('from the empty tree is empty, and says nothing about the new root', () => {
    expect(verifyConsistency({ from: 0, to: 5, fromRoot: empty, toRoot: root }, [], tree)).toBe(true);
    expect(verifyConsistency({ from: 0, to: 5, fromRoot: empty, toRoot: root }, [root], tree)).toBe(false);
    expect(verifyConsistency({ from: 0, to: 5, fromRoot: root, toRoot: root }, [], tree)).toBe(false);
  });

  it('between equal sizes is empty, and the roots are equal', () => {
    expect(verifyConsistency({ from: 5, to: 5, fromRoot: root, toRoot: root }, [], tree)).toBe(true);
    expect(verifyConsistency({ from: 5, to: 5, fromRoot: root, toRoot: root }, [root], tree)).toBe(false);
    expect(verifyConsistency({ from: 5, to: 5, fromRoot: root, toRoot: flipped(root) }, [], tree)).toBe(false);
  });

  it('of the empty tree with itself needs its root', () => {
    expect(verifyConsistency({ from: 0, to: 0, fromRoot: empty, toRoot: empty }, [], tree)).toBe(true);
    expect(verifyConsistency({ from: 0, to: 0, fromRoot: root, toRoot: root }, [], tree)).toBe(false);
  });
});
