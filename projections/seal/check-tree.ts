import type pg from 'pg';
import { equalBytes } from '../../src/integrity/bytes.js';
import { GrowingTree, type MadeTile } from '../../src/integrity/growing-tree.js';
import { nodePrimitives } from '../../src/integrity/node-primitives.js';
import { TILE_WIDTH } from '../../src/integrity/tile-path.js';
import { decodeTile, tilesOfLevel } from '../../src/integrity/tiles.js';
import { TreeHash } from '../../src/integrity/tree-hash.js';
import { LogTree } from './log-tree.js';
import { logSize } from './seal.projection.js';

const tree = new TreeHash(nodePrimitives);

/** The tree in the database is not that of the log's entries, or not the one that was signed. */
export class BrokenTreeError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BrokenTreeError';
  }
}

/**
 * Makes the whole tree anew from the leaf hashes of the log, and compares with it the stored hashes above them and the
 * root of every checkpoint. Says nothing about the leaf hashes themselves.
 *
 * @returns the number of checkpoints, each made by the entries that it covers
 * @throws BrokenTreeError
 */
export async function checkTree(pool: pg.Pool, { signal }: { signal?: AbortSignal } = {}): Promise<number> {
  const log = new LogTree(pool);
  const size = await logSize(pool);
  const signed = await signedRoots(pool);
  const stored = await storedHashes(pool);
  const made = new GrowingTree(tree, signed.keys());
  const compare = (tiles: readonly MadeTile[]) => {
    for (const { tile, hashes } of tiles) if (tile.level > 0) mustBeStored(stored, tile, hashes);
  };
  for (const { index, width } of tilesOfLevel(0, size)) {
    signal?.throwIfAborted();
    compare(made.take(decodeTile((await log.tile({ level: 0, index, width }))!, width)!));
  }
  compare(made.rest());
  if (stored.size > 0) throw new BrokenTreeError(`Stored hashes that stand above no full tile: ${stored.size}`);
  for (const [at, root] of signed) mustBeAsSigned(made.rootAt(at), { at, root, size });
  return signed.size;
}

/** Takes the hashes of a tile from the stored ones. */
function mustBeStored(
  stored: Map<string, Uint8Array>,
  { level, index }: MadeTile['tile'],
  hashes: readonly Uint8Array[],
): void {
  for (const [at, hash] of hashes.entries()) {
    const place = index * TILE_WIDTH + at;
    const found = stored.get(`${level}/${place}`);
    if (!found || !equalBytes(found, hash))
      throw new BrokenTreeError(`The stored hash ${place} of level ${level} is not that of the tile below it`);
    stored.delete(`${level}/${place}`);
  }
}

function mustBeAsSigned(
  made: Uint8Array | undefined,
  { at, root, size }: { at: number; root: Uint8Array; size: number },
): void {
  if (!made) throw new BrokenTreeError(`A checkpoint covers ${at} entries, but the log has ${size}`);
  if (!equalBytes(made, root))
    throw new BrokenTreeError(`The first ${at} entries do not make the checkpoint of that size`);
}

async function storedHashes(pool: pg.Pool): Promise<Map<string, Uint8Array>> {
  const { rows } = await pool.query('SELECT level, idx, hash FROM log.log_tile_hash');
  return new Map(rows.map(({ level, idx, hash }) => [`${level}/${idx}`, hash]));
}

async function signedRoots(pool: pg.Pool): Promise<Map<number, Uint8Array>> {
  const { rows } = await pool.query('SELECT size::float8 AS size, root FROM log.log_checkpoint');
  return new Map(rows.map(({ size, root }) => [size, root]));
}
