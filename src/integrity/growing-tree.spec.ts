import { randomBytes } from 'node:crypto';
import { PlainTree } from '../../test/support/plain-tree.js';
import { storedLevels } from '../../test/support/stored-tree.js';
import { toHex } from './bytes.js';
import { GrowingTree, type MadeTile } from './growing-tree.js';
import { nodePrimitives } from './node-primitives.js';
import { tilesOfTree } from './tiles.js';
import { TreeHash } from './tree-hash.js';

const hash = new TreeHash(nodePrimitives);
const leaves = Array.from({ length: 66_100 }, () => Uint8Array.from(randomBytes(32)));
const plain = new PlainTree(leaves);
const levels = storedLevels(leaves);

/** Takes leaves in, a bundle at a time, and gives the tiles that came of it. */
function grown(tree: GrowingTree, size: number): MadeTile[] {
  const made: MadeTile[] = [];
  for (let at = 0; at < size; at += 256) made.push(...tree.take(leaves.slice(at, Math.min(at + 256, size))));
  return [...made, ...tree.rest()];
}

const nameOf = ({ level, index, width }: MadeTile['tile']) => `${level}/${index}/${width}`;

describe('a growing tree', () => {
  it('has the root of every size to 600 and of some large ones, at its end and on the way', () => {
    const sizes = [...Array.from({ length: 601 }, (_, size) => size), 65_535, 65_536, 65_537, 66_000, 66_100];
    const whole = new GrowingTree(hash, sizes.toReversed());
    grown(whole, leaves.length);
    for (const size of sizes) {
      const tree = new GrowingTree(hash);
      grown(tree, size);
      const expected = toHex(plain.root(size));
      expect([toHex(tree.root()), toHex(whole.rootAt(size)!)]).toEqual([expected, expected]);
    }
  });

  it('knows no root of a size that it has not come to, or that nobody asked for', () => {
    const tree = new GrowingTree(hash, [300, 301]);
    grown(tree, 300);
    expect([300, 301, 299].map((size) => tree.rootAt(size) !== undefined)).toEqual([true, false, false]);
  });

  it.each([0, 1, 255, 256, 257, 512, 65_535, 65_536, 65_537, 66_100])('makes every tile of %i leaves once', (size) => {
    const made = grown(new GrowingTree(hash), size);
    const tiles = [...tilesOfTree(size)].map((tile) => nameOf(tile as MadeTile['tile']));
    expect(made.map(({ tile }) => nameOf(tile)).sort()).toEqual(tiles.sort());
    for (const { tile, hashes } of made) {
      const from = tile.index * 256;
      expect(hashes).toEqual(levels[tile.level]!.slice(from, from + tile.width));
    }
  });

  it('can go on in two ways from one place', () => {
    const tree = new GrowingTree(hash);
    for (let at = 0; at < 512; at += 256) tree.take(leaves.slice(at, at + 256));
    const fork = tree.fork();
    fork.take(leaves.slice(0, 7));
    tree.take(leaves.slice(512, 600));
    expect(toHex(tree.root())).toBe(toHex(plain.root(600)));
    expect(toHex(fork.root())).toBe(toHex(new PlainTree([...leaves.slice(0, 512), ...leaves.slice(0, 7)]).root(519)));
  });
});
