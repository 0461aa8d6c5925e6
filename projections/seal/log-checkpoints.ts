import type pg from 'pg';
import { utf8 } from '../../src/integrity/bytes.js';
import { formatVkey, type PublicKey } from '../../src/integrity/keys.js';
import { parseNote } from '../../src/integrity/note.js';
import { SIGNING_PROBLEMS, type SigningProblem } from '../../src/log/signing-problem.js';

/** A checkpoint as it was signed. */
export interface SignedCheckpoint {
  /** Number of entries. */
  size: number;
  root: Uint8Array;
  /** The signed note, without cosignatures. */
  note: string;
}

/** How the signing of the log goes. */
export interface SigningState {
  /** Number of entries under the newest published checkpoint; `null` before the first. */
  size: number | null;
  /** What keeps it from being signed any further; absent as well where nobody signs it. */
  problem?: SigningProblem;
}

/** What the database knows of the log's checkpoints, of the keys that signed them, and of what keeps them from being signed. */
export class LogCheckpoints {
  constructor(private readonly db: Pick<pg.Pool, 'query'>) {}

  /** The largest one, whether or not it is published; `null` before the first. */
  async newest(): Promise<(SignedCheckpoint & { published: boolean }) | null> {
    const { rows } = await this.db.query(
      `SELECT size::float8 AS size, root, note, published_at IS NOT NULL AS published
         FROM log.log_checkpoint ORDER BY log_checkpoint.size DESC LIMIT 1`,
    );
    return rows[0] ?? null;
  }

  /** The size up to which the log may be served; `null` while no checkpoint is published. */
  async publishedSize(): Promise<number | null> {
    const { rows } = await this.db.query(
      `SELECT size::float8 AS size FROM log.log_checkpoint
        WHERE published_at IS NOT NULL ORDER BY log_checkpoint.size DESC LIMIT 1`,
    );
    return rows[0]?.size ?? null;
  }

  /** The newest published one with the cosignatures that there are, as it is served. */
  async publishedNote(): Promise<string | null> {
    const size = await this.publishedSize();
    return size === null ? null : this.noteAt(size);
  }

  /** The published one of a size, with the cosignatures that there are; `null` where there is none. */
  async noteAt(size: number): Promise<string | null> {
    const { rows } = await this.db.query(
      `SELECT note || coalesce((SELECT string_agg(line, '' ORDER BY cosigned_at, witness)
                                  FROM log.log_cosignature s WHERE s.size = c.size), '') AS note
         FROM log.log_checkpoint c WHERE c.size = $1 AND published_at IS NOT NULL`,
      [size],
    );
    return rows[0]?.note ?? null;
  }

  /** The smallest published one that covers so many entries, without cosignatures; `null` where there is none yet. */
  async firstCovering(entries: number): Promise<{ size: number; note: string; publishedAt: Date } | null> {
    const { rows } = await this.db.query(
      `SELECT size::float8 AS size, note, published_at AS "publishedAt" FROM log.log_checkpoint
        WHERE size >= $1 AND published_at IS NOT NULL ORDER BY log_checkpoint.size LIMIT 1`,
      [entries],
    );
    return rows[0] ?? null;
  }

  /** Its size; `null` where there is none yet. */
  async covering(entries: number): Promise<number | null> {
    return (await this.firstCovering(entries))?.size ?? null;
  }

  /**
   * The size that was published last by the end of a day; `null` where nothing was.
   *
   * @param day `YYYY-MM-DD`
   * @param timeZone IANA name: where the day ends
   */
  async atEndOf(day: string, timeZone: string): Promise<number | null> {
    const { rows } = await this.db.query(
      `SELECT size::float8 AS size FROM log.log_checkpoint
        WHERE published_at < ($1::date + 1)::timestamp AT TIME ZONE $2 ORDER BY published_at DESC, log_checkpoint.size DESC LIMIT 1`,
      [day, timeZone],
    );
    return rows[0]?.size ?? null;
  }

  /** When the one of a size was published; `null` where there is none, or it is held back still. */
  async publishedAt(size: number): Promise<Date | null> {
    const { rows } = await this.db.query('SELECT published_at AS at FROM log.log_checkpoint WHERE size = $1', [size]);
    return rows[0]?.at ?? null;
  }

  /** When a checkpoint was published first; `null` where none was. */
  async firstPublished(): Promise<Date | null> {
    const { rows } = await this.db.query('SELECT min(published_at) AS first FROM log.log_checkpoint');
    return rows[0].first;
  }

  /**
   * Writes down a checkpoint, unless another process runs the seal by now or was faster.
   *
   * @param runner the instance that signed it
   */
  async add({ size, root, note }: SignedCheckpoint, runner: string): Promise<boolean> {
    const { rowCount } = await this.db.query(
      `INSERT INTO log.log_checkpoint (size, root, note)
       SELECT $1, $2, $3 WHERE EXISTS (SELECT FROM projection.cursor WHERE name = 'seal' AND live AND runner = $4)
       ON CONFLICT DO NOTHING`,
      [size, root, note, runner],
    );
    return rowCount === 1;
  }

  async publish(size: number): Promise<void> {
    await this.db.query(
      'UPDATE log.log_checkpoint SET published_at = clock_timestamp() WHERE size = $1 AND published_at IS NULL',
      [size],
    );
  }

  /** Writes down public keys with which something is signed. */
  async addKeys(keys: readonly PublicKey[]): Promise<void> {
    await this.db.query(
      'INSERT INTO log.log_key (key_id, vkey) SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT DO NOTHING',
      [keys.map(({ id }) => id), keys.map(formatVkey)],
    );
  }

  /** Public keys of all who ever signed, oldest first. */
  async allVkeys(): Promise<string[]> {
    const { rows } = await this.db.query('SELECT vkey FROM log.log_key ORDER BY first_used, key_id');
    return rows.map(({ vkey }) => vkey);
  }

  /** Public keys that signed the newest published checkpoint, in the order of its lines; none before the first. */
  async publishedVkeys(): Promise<string[]> {
    const note = await this.publishedNote();
    if (note === null) return [];
    const signatures = parseNote(utf8(note)).signatures.map(({ keyId }) => keyId);
    const { rows } = await this.db.query(
      `SELECT vkey FROM log.log_key JOIN unnest($1::text[]) WITH ORDINALITY AS line (key_id, n) USING (key_id) ORDER BY n`,
      [signatures],
    );
    return rows.map(({ vkey }) => vkey);
  }

  /** Whether the log is signed, and how far. */
  async state(): Promise<SigningState> {
    const { rows } = await this.db.query('SELECT problem FROM log.signing');
    const problem: string | null = rows[0]?.problem ?? null;
    const size = await this.publishedSize();
    const isStopped = problem !== null && problem in SIGNING_PROBLEMS;
    return { size, ...(isStopped ? { problem: problem as SigningProblem } : {}) };
  }

  async setProblem(problem: SigningProblem | null): Promise<void> {
    await this.db.query(
      `INSERT INTO log.signing (problem) VALUES ($1)
       ON CONFLICT (only_row) DO UPDATE SET problem = excluded.problem, since = clock_timestamp()
         WHERE signing.problem IS DISTINCT FROM excluded.problem`,
      [problem],
    );
  }
}
