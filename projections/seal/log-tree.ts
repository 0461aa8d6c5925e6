import type pg from 'pg';
import { encodeBundle } from '../../src/integrity/bundle.js';
import { nodePrimitives } from '../../src/integrity/node-primitives.js';
import { consistencyRanges, inclusionRanges } from '../../src/integrity/proof.js';
import { type LeafRange, rangeHash, type StoredRun, storedRuns } from '../../src/integrity/stored-hashes.js';
import { TILE_WIDTH, type TileName } from '../../src/integrity/tile-path.js';
import { HASH_BYTES, TreeHash } from '../../src/integrity/tree-hash.js';

const tree = new TreeHash(nodePrimitives);

/** The hashes of runs, in the order of the runs. */
const HASHES_OF_RUNS = `
  SELECT n, string_agg(hash, ''::bytea ORDER BY idx) AS hashes
    FROM unnest($1::int[], $2::bigint[], $3::int[]) WITH ORDINALITY AS run (level, first, count, n),
    LATERAL (SELECT e.idx, e.leaf_hash AS hash FROM log.log_entry e
              WHERE run.level = 0 AND e.idx >= run.first AND e.idx < run.first + run.count
              UNION ALL
             SELECT t.idx, t.hash FROM log.log_tile_hash t
              WHERE run.level > 0 AND t.level = run.level AND t.idx >= run.first AND t.idx < run.first + run.count
            ) AS stored
   GROUP BY n ORDER BY n`;

/** The log as a tree, as it stands in the database. Asks nothing about what is published. */
export class LogTree {
  constructor(private readonly db: Pick<pg.Pool, 'query'>) {}

  /** The bytes of a tile of hashes; `null` where the log has not all of them. */
  async tile({ level, index, width }: TileName & { level: number }): Promise<Buffer | null> {
    const [hashes] = await this.hashes([{ level, first: index * TILE_WIDTH, count: width }]);
    return hashes?.length === width * HASH_BYTES ? hashes : null;
  }

  /** The bytes of a bundle of entries; `null` where the log has not all of them. */
  async bundle({ index, width }: Pick<TileName, 'index' | 'width'>): Promise<Uint8Array | null> {
    const { rows } = await this.db.query<{ entry: Buffer }>(
      'SELECT entry FROM log.log_entry WHERE idx >= $1 AND idx < $2 ORDER BY log_entry.idx',
      [index * TILE_WIDTH, index * TILE_WIDTH + width],
    );
    return rows.length === width ? encodeBundle(rows.map(({ entry }) => entry)) : null;
  }

  /**
   * The root at a size that the log has or had.
   *
   * @throws RangeError the log is smaller
   */
  async root(size: number): Promise<Uint8Array> {
    const [root] = await this.rangeHashes([{ lo: 0, hi: size }]);
    return root!;
  }

  /**
   * The proof that an entry is in the log of a size, for `verifyInclusion`.
   *
   * @throws RangeError the log has no such entry at that size, or is smaller
   */
  inclusionProof(index: number, size: number): Promise<Uint8Array[]> {
    return this.rangeHashes(inclusionRanges(index, size));
  }

  /**
   * The same of several entries, in their order: near the root their proofs have most hashes in common, and each is read
   * once.
   *
   * @throws RangeError
   */
  async inclusionProofs(indexes: readonly number[], size: number): Promise<Uint8Array[][]> {
    const ranges = indexes.map((index) => inclusionRanges(index, size));
    const hashes = await this.rangeHashes(ranges.flat());
    let from = 0;
    return ranges.map(({ length }) => {
      from += length;
      return hashes.slice(from - length, from);
    });
  }

  /**
   * The proof that the log of one size is the beginning of that of another, for `verifyConsistency`.
   *
   * @throws RangeError `from` is greater than `to`, or the log is smaller
   */
  consistencyProof(from: number, to: number): Promise<Uint8Array[]> {
    return this.rangeHashes(consistencyRanges(from, to));
  }

  private async rangeHashes(ranges: readonly LeafRange[]): Promise<Uint8Array[]> {
    const runs = [...new Map(ranges.flatMap(storedRuns).map((run) => [nameOf(run), run])).values()];
    const stored = await this.hashes(runs);
    const known = new Map(runs.map((run, n) => [nameOf(run), split(run, stored[n])]));
    return ranges.map((range) => rangeHash(range, (run) => known.get(nameOf(run))!, tree));
  }

  /** Of each run its hashes one after the other, as far as they are there; of the last ones nothing where none is. */
  private async hashes(runs: readonly StoredRun[]): Promise<Buffer[]> {
    if (runs.length === 0) return [];
    const { rows } = await this.db.query<{ n: string; hashes: Buffer }>(HASHES_OF_RUNS, [
      runs.map(({ level }) => level),
      runs.map(({ first }) => first),
      runs.map(({ count }) => count),
    ]);
    const found: Buffer[] = [];
    for (const { n, hashes } of rows) found[Number(n) - 1] = hashes;
    return found;
  }
}

function nameOf({ level, first, count }: StoredRun): string {
  return `${level}/${first}/${count}`;
}

function split({ count }: StoredRun, hashes: Buffer | undefined): Uint8Array[] {
  if (hashes?.length !== count * HASH_BYTES) throw new RangeError('The log has not come so far');
  return Array.from({ length: count }, (_, at) => hashes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES));
}
