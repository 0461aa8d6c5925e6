import { nodePrimitives } from '../../src/integrity/node-primitives.js';
import type { ReadHashes } from '../../src/integrity/stored-hashes.js';
import { TILE_WIDTH } from '../../src/integrity/tile-path.js';
import { TreeHash } from '../../src/integrity/tree-hash.js';

const tree = new TreeHash(nodePrimitives);

/** All hashes that a log of these leaves stores: those of a level in their order, and above 256 complete ones one more. */
export function storedLevels(leafHashes: readonly Uint8Array[]): Uint8Array[][] {
  const levels = [[...leafHashes]];
  for (let below = levels[0]!; below.length >= TILE_WIDTH; below = levels.at(-1)!) {
    const level: Uint8Array[] = [];
    for (let at = 0; at + TILE_WIDTH <= below.length; at += TILE_WIDTH)
      level.push(tree.complete(below.slice(at, at + TILE_WIDTH)));
    levels.push(level);
  }
  return levels;
}

/** Reads out of them; fails where a hash is asked for that no tile has. */
export function readerOf(levels: readonly (readonly Uint8Array[])[]): ReadHashes {
  return ({ level, first, count }) => {
    const hashes = levels[level]?.slice(first, first + count) ?? [];
    if (hashes.length !== count)
      throw new Error(`The tiles do not hold ${count} hashes of level ${level} from ${first}`);
    if (Math.floor(first / TILE_WIDTH) !== Math.floor((first + count - 1) / TILE_WIDTH))
      throw new Error('These hashes are not of one tile');
    return hashes;
  };
}
