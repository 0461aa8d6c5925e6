import type pg from 'pg';
import { nodePrimitives } from '../../src/integrity/node-primitives.js';
import { TILE_WIDTH } from '../../src/integrity/tile-path.js';
import { hashesOfLevel } from '../../src/integrity/tiles.js';
import { HASH_BYTES, TreeHash } from '../../src/integrity/tree-hash.js';

type Queryable = Pick<pg.ClientBase, 'query'>;

const tree = new TreeHash(nodePrimitives);

/** Tiles whose hashes are read at once where many are missing. */
const TILES_AT_ONCE = 256;

/**
 * Writes the roots of all tiles that the entries between two sizes have filled, on every level that they reach.
 *
 * @param before size at which the roots of all full tiles are written
 */
export async function hashFilledTiles(db: Queryable, before: number, after: number): Promise<void> {
  for (let level = 1; ; level++) {
    const first = hashesOfLevel(level, before);
    const end = hashesOfLevel(level, after);
    if (first === end) return;
    const below = await storedHashes(db, level - 1, first * TILE_WIDTH, end * TILE_WIDTH);
    const roots: Uint8Array[] = [];
    for (let at = 0; at < below.length; at += TILE_WIDTH) roots.push(tree.complete(below.slice(at, at + TILE_WIDTH)));
    await db.query(
      `INSERT INTO log.log_tile_hash (level, idx, hash)
       SELECT $1, $2 + n - 1, hash FROM unnest($3::bytea[]) WITH ORDINALITY AS r (hash, n)`,
      [level, first, roots],
    );
  }
}

/** Writes the roots of full tiles that are not there yet: all those of a log from before there were any. */
export async function hashMissingTiles(db: Queryable, size: number): Promise<void> {
  const { rows } = await db.query('SELECT count(*)::float8 AS tiles FROM log.log_tile_hash WHERE level = 1');
  const step = TILES_AT_ONCE * TILE_WIDTH;
  for (let before = rows[0].tiles * TILE_WIDTH; before + TILE_WIDTH <= size; before += step)
    await hashFilledTiles(db, before, Math.min(size, before + step));
}

/** @throws Error they are not all there */
async function storedHashes(db: Queryable, level: number, first: number, end: number): Promise<Uint8Array[]> {
  const { rows } = await db.query(
    level === 0
      ? `SELECT string_agg(leaf_hash, ''::bytea ORDER BY idx) AS hashes FROM log.log_entry WHERE idx >= $1 AND idx < $2`
      : `SELECT string_agg(hash, ''::bytea ORDER BY idx) AS hashes
           FROM log.log_tile_hash WHERE level = $3 AND idx >= $1 AND idx < $2`,
    level === 0 ? [first, end] : [first, end, level],
  );
  const bytes: Buffer | null = rows[0].hashes;
  if (bytes?.length !== (end - first) * HASH_BYTES)
    throw new Error(`The log lacks hashes of level ${level} between ${first} and ${end}`);
  return Array.from({ length: end - first }, (_, at) => bytes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES));
}
