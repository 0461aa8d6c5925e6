import { createHash } from 'node:crypto';
import vectors from '../../test/vectors/transparency-log.json' with { type: 'json' };
import { fromHex, toHex, utf8 } from './bytes.js';
import { parseCanonical } from './canonical-json.js';
import { CompactRange } from './compact-range.js';
import { nodePrimitives } from './node-primitives.js';
import { EMPTY_ROOT, TreeHash } from './tree-hash.js';

const tree = new TreeHash(nodePrimitives);

/** Roots of all sizes from 0. */
function rootsOf(leaves: readonly Uint8Array[]): string[] {
  const range = new CompactRange(tree);
  return [
    toHex(range.root()),
    ...leaves.map((leaf) => {
      range.append(tree.leafHash(leaf));
      return toHex(range.root());
    }),
  ];
}

describe('the tree', () => {
  it('hashes the leaves of RFC 6962, and has their roots at every size from 0 to 8', () => {
    const leaves = vectors.V1.leavesHex.map(fromHex);
    expect(leaves.map((leaf) => toHex(tree.leafHash(leaf)))).toEqual(vectors.V1.leafHashesHex);
    expect(rootsOf(leaves)).toEqual(vectors.V1.rootsHex);
  });

  it('hashes canonical entries, and has their roots', () => {
    const leaves = vectors.V2.leaves.map(utf8);
    expect(leaves.map((leaf) => toHex(tree.leafHash(leaf)))).toEqual(vectors.V2.leafHashesHex);
    expect(rootsOf(leaves).slice(1)).toEqual(vectors.V2.rootsHex);
  });

  it('has the known roots of up to 70,000 leaves', () => {
    const range = new CompactRange(tree);
    const known = new Map(Object.entries(vectors.V10.rootHexBySize).map(([size, root]) => [Number(size), root]));
    for (let n = 0; n < 70_000; n++) {
      range.append(tree.leafHash(utf8(`{"n":${n}}`)));
      const expected = known.get(range.size);
      if (expected !== undefined) expect(toHex(range.root())).toBe(expected);
    }
    expect([...known.keys()].at(-1)).toBe(range.size);
  });

  it('is the hash of nothing while it has no leaf', () => {
    expect(toHex(EMPTY_ROOT)).toBe(createHash('sha256').digest('hex'));
    expect(new CompactRange(tree).root()).toBe(EMPTY_ROOT);
  });

  it('hashes entries of any length, one after the other', () => {
    for (const length of [0, 2_047, 2_048, 65_535, 1]) {
      const entry = new Uint8Array(length).fill(length % 251);
      const expected = createHash('sha256').update(Buffer.of(0)).update(entry).digest('hex');
      expect([length, toHex(tree.leafHash(entry))]).toEqual([length, expected]);
    }
  });

  it('hashes an entry with a commitment, which the disclosure opens', () => {
    const { entry, entryLength, leafHashHex, disclosure } = vectors.V9;
    const bytes = utf8(entry);
    expect(bytes).toHaveLength(entryLength);
    expect(toHex(tree.leafHash(bytes))).toBe(leafHashHex);
    expect(parseCanonical(bytes).by).toEqual({
      $c: Buffer.from(nodePrimitives.sha256(utf8(disclosure))).toString('base64url'),
    });
  });
});
