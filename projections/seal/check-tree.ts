import type pg from 'pg';
import { equalBytes } from '../../src/integrity/bytes.js';
import { CompactRange } from '../../src/integrity/compact-range.js';
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
  const above = new TreeAbove(await storedHashes(pool));
  const range = new CompactRange(tree);
  let compared = mustBeAsSigned(range, signed);
  for (const { index, width } of tilesOfLevel(0, size)) {
    signal?.throwIfAborted();
    const leafHashes = decodeTile((await log.tile({ level: 0, index, width }))!, width)!;
    for (const hash of leafHashes) {
      range.append(hash);
      compared += mustBeAsSigned(range, signed);
    }
    if (width === TILE_WIDTH) above.takeTile(leafHashes);
  }
  above.end();
  if (compared < signed.size)
    throw new BrokenTreeError(`A checkpoint covers ${Math.max(...signed.keys())} entries, but the log has ${size}`);
  return compared;
}

/** @returns 1 where the size was signed, otherwise 0 */
function mustBeAsSigned(range: CompactRange, signed: ReadonlyMap<number, Uint8Array>): number {
  const root = signed.get(range.size);
  if (!root) return 0;
  if (!equalBytes(root, range.root()))
    throw new BrokenTreeError(`The first ${range.size} entries do not make the checkpoint of that size`);
  return 1;
}

/** The hashes above full tiles, made anew from the left, each compared with the stored one. */
class TreeAbove {
  private compared = 0;
  /** Of each level the hashes that there are so far, in its last tile and in all. */
  private readonly levels: { tile: Uint8Array[]; made: number }[] = [];

  /** @param stored by level and place, as `1/0` */
  constructor(private readonly stored: ReadonlyMap<string, Uint8Array>) {}

  takeTile(hashes: readonly Uint8Array[], below = 0): void {
    const level = below + 1;
    const hash = tree.complete(hashes);
    this.levels[below] ??= { tile: [], made: 0 };
    const at = this.levels[below];
    const stored = this.stored.get(`${level}/${at.made}`);
    if (!stored || !equalBytes(stored, hash))
      throw new BrokenTreeError(`The stored hash ${at.made} of level ${level} is not that of the tile below it`);
    this.compared++;
    at.made++;
    at.tile.push(hash);
    if (at.tile.length === TILE_WIDTH) this.takeTile(at.tile.splice(0), level);
  }

  end(): void {
    if (this.compared < this.stored.size)
      throw new BrokenTreeError(`The tree has ${this.stored.size} stored hashes, but ${this.compared} full tiles`);
  }
}

async function storedHashes(pool: pg.Pool): Promise<Map<string, Uint8Array>> {
  const { rows } = await pool.query('SELECT level, idx, hash FROM log.log_tile_hash');
  return new Map(rows.map(({ level, idx, hash }) => [`${level}/${idx}`, hash]));
}

async function signedRoots(pool: pg.Pool): Promise<Map<number, Uint8Array>> {
  const { rows } = await pool.query('SELECT size::float8 AS size, root FROM log.log_checkpoint');
  return new Map(rows.map(({ size, root }) => [size, root]));
}
