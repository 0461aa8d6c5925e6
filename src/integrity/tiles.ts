import { concatBytes } from './bytes.js';
import { TILE_WIDTH, type TileName } from './tile-path.js';
import { HASH_BYTES } from './tree-hash.js';

/** Number of hashes of a level in a tree: of complete subtrees with 256^level leaves. */
export function hashesOfLevel(level: number, size: number): number {
  return Math.floor(size / TILE_WIDTH ** level);
}

/** How wide a tile or bundle is in a tree: 256 when full, 0 when it is not there. */
export function widthOf({ level, index }: Pick<TileName, 'level' | 'index'>, size: number): number {
  const hashes = hashesOfLevel(level === 'entries' ? 0 : level, size);
  return Math.max(0, Math.min(TILE_WIDTH, hashes - index * TILE_WIDTH));
}

/** Every tile of a level in a tree, from the left, the last one as wide as it is. */
export function* tilesOfLevel(level: number | 'entries', size: number): Generator<TileName> {
  for (let index = 0; ; index++) {
    const width = widthOf({ level, index }, size);
    if (width === 0) return;
    yield { level, index, width };
  }
}

/** Every tile of a tree, level by level from the leaves, without the bundles. */
export function* tilesOfTree(size: number): Generator<TileName> {
  for (let level = 0; hashesOfLevel(level, size) > 0; level++) yield* tilesOfLevel(level, size);
}

/** The bytes of a tile. */
export function encodeTile(hashes: readonly Uint8Array[]): Uint8Array {
  return concatBytes(hashes);
}

/** The hashes of a tile; `null` unless it has exactly so many. */
export function decodeTile(bytes: Uint8Array, width: number): Uint8Array[] | null {
  if (bytes.length !== width * HASH_BYTES) return null;
  return Array.from({ length: width }, (_, at) => bytes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES));
}
