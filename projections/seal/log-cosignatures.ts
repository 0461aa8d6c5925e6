import type pg from 'pg';
import type { WitnessProblem } from '../../src/log/witness-problem.js';

/** A published checkpoint with those who have cosigned it. */
export interface CosignedCheckpoint {
  /** Number of entries. */
  size: number;
  root: Uint8Array;
  publishedAt: Date;
  /** The earliest first. */
  cosignatures: { witness: string; time: string }[];
}

/** How it goes with a witness that is asked. */
export interface WitnessState {
  /** Name of its key. */
  name: string;
  /** Largest size that it has cosigned; `null` before the first. */
  size: number | null;
  /** What keeps it from cosigning any further. */
  problem?: WitnessProblem;
  /** Since when that, or since when nothing does. */
  since: Date;
}

/** Of each witness the smallest published checkpoint over an entry that it has cosigned; each found without a search. */
const FIRSTS_OVER = `
  WITH RECURSIVE witness (name) AS (
    (SELECT witness FROM log.log_cosignature ORDER BY witness LIMIT 1)
    UNION ALL
    SELECT (SELECT witness FROM log.log_cosignature WHERE witness > name ORDER BY witness LIMIT 1)
      FROM witness WHERE name IS NOT NULL
  )
  SELECT name AS witness, cosigned_at AS time, size
    FROM witness,
    LATERAL (SELECT s.size::float8 AS size, cosigned_at
               FROM log.log_cosignature s JOIN log.log_checkpoint c USING (size)
              WHERE s.witness = name AND s.size > $1 AND published_at IS NOT NULL ORDER BY s.size LIMIT 1) AS first
   ORDER BY cosigned_at, name`;

/** What others have signed of the log. */
export class LogCosignatures {
  constructor(private readonly db: Pick<pg.Pool, 'query'>) {}

  /** Published checkpoints, the largest first. */
  async page({ below, limit }: { below?: number; limit: number }): Promise<CosignedCheckpoint[]> {
    const { rows } = await this.db.query(
      `SELECT size::float8 AS size, root, published_at AS "publishedAt", cosignatures
         FROM (SELECT * FROM log.log_checkpoint WHERE published_at IS NOT NULL AND ($1::bigint IS NULL OR size < $1)
                ORDER BY size DESC LIMIT $2) AS c,
       LATERAL (SELECT coalesce(json_agg(json_build_object('witness', witness, 'time', cosigned_at)
                                         ORDER BY cosigned_at, witness), '[]') AS cosignatures
                  FROM log.log_cosignature s WHERE s.size = c.size) AS cosigned
        ORDER BY c.size DESC`,
      [below ?? null, limit],
    );
    return rows;
  }

  /** Number of published checkpoints. */
  async count(): Promise<number> {
    const { rows } = await this.db.query(
      'SELECT count(*)::float8 AS count FROM log.log_checkpoint WHERE published_at IS NOT NULL',
    );
    return rows[0].count;
  }

  /**
   * The first cosignature of each witness over an entry, the earliest first.
   *
   * @param index 0-based place of the entry; -1 for the empty log
   */
  async firstsOver(index: number): Promise<{ witness: string; time: Date; size: number }[]> {
    const { rows } = await this.db.query(FIRSTS_OVER, [index]);
    return rows;
  }

  /** Writes down a cosignature that was checked; a witness signs a size once. */
  async add(size: number, { witness, line, time }: { witness: string; line: string; time: number }): Promise<void> {
    await this.db.query(
      `INSERT INTO log.log_cosignature (size, witness, line, cosigned_at) VALUES ($1, $2, $3, to_timestamp($4))
       ON CONFLICT DO NOTHING`,
      [size, witness, line, time],
    );
  }

  /** Names of those who have cosigned the checkpoint of a size. */
  async cosigners(size: number): Promise<string[]> {
    const { rows } = await this.db.query('SELECT witness FROM log.log_cosignature WHERE size = $1', [size]);
    return rows.map(({ witness }) => witness);
  }

  /** The largest size that a witness has cosigned; 0 for none. */
  async largestOf(witness: string): Promise<number> {
    const { rows } = await this.db.query(
      'SELECT coalesce(max(size), 0)::float8 AS size FROM log.log_cosignature WHERE witness = $1',
      [witness],
    );
    return rows[0].size;
  }

  /** Says who is asked from now on, and forgets what was said of others. */
  async setAsked(names: readonly string[]): Promise<void> {
    await this.db.query('DELETE FROM log.witness WHERE name <> ALL ($1)', [names]);
    await this.db.query('INSERT INTO log.witness (name) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING', [names]);
  }

  async setProblem(name: string, problem: WitnessProblem | null): Promise<void> {
    await this.db.query(
      `UPDATE log.witness SET problem = $2, since = clock_timestamp()
        WHERE name = $1 AND problem IS DISTINCT FROM $2`,
      [name, problem],
    );
  }

  /** How it goes with those who are asked. */
  async states(): Promise<WitnessState[]> {
    const { rows } = await this.db.query(
      `SELECT name, problem, since, (SELECT max(size)::float8 FROM log.log_cosignature WHERE witness = name) AS size
         FROM log.witness ORDER BY name`,
    );
    return rows.map(({ problem, ...state }) => ({ ...state, ...(problem === null ? {} : { problem }) }));
  }
}
