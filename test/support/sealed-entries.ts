import type pg from 'pg';
import { hashFilledTiles } from '../../projections/seal/tile-hashes.js';
import { plainLeafHash } from './plain-tree.js';

/** Makes the entry at a place of a log that is there for the sake of its tree. */
export type EntryAt = (n: number) => string;

export const numberedEntry: EntryAt = (n) => `{"n":${n}}`;

/** Leaf hashes of such a log. */
export function numberedLeaves(size: number, entryAt = numberedEntry): Buffer[] {
  return Array.from({ length: size }, (_, n) => plainLeafHash(entryAt(n)));
}

/** Puts entries that no event stands behind into a log, and the hashes of its tree, as the seal does. */
export async function sealNumbered(pool: pg.Pool, from: number, to: number, entryAt = numberedEntry): Promise<void> {
  const entries = Array.from({ length: to - from }, (_, n) => Buffer.from(entryAt(from + n)));
  await pool.query(
    `INSERT INTO log.log_entry (idx, event_id, entry)
     SELECT $1 + n - 1, gen_random_uuid(), entry FROM unnest($2::bytea[]) WITH ORDINALITY AS e (entry, n)`,
    [from, entries],
  );
  await hashFilledTiles(pool, from, to);
}
