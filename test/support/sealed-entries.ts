import type pg from 'pg';
import { hashFilledTiles } from '../../projections/seal/tile-hashes.js';
import { plainLeafHash } from './plain-tree.js';

/** The entry at a place of a log that is made for the sake of its tree. */
export function numberedEntry(n: number): string {
  return `{"n":${n}}`;
}

/** Leaf hashes of such a log. */
export function numberedLeaves(size: number): Buffer[] {
  return Array.from({ length: size }, (_, n) => plainLeafHash(numberedEntry(n)));
}

/** Puts entries that no event stands behind into a log, and the hashes of its tree, as the seal does. */
export async function sealNumbered(pool: pg.Pool, from: number, to: number): Promise<void> {
  await pool.query(
    `INSERT INTO log.log_entry (idx, event_id, entry)
     SELECT n, gen_random_uuid(), convert_to('{"n":' || n || '}', 'UTF8') FROM generate_series($1::bigint, $2::bigint - 1) AS n`,
    [from, to],
  );
  await hashFilledTiles(pool, from, to);
}
