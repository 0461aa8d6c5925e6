import { createHash } from 'node:crypto';
import type pg from 'pg';
import { inTransaction } from '../database/transaction.js';
import type { Clock } from '../ledger/clock.js';
import { decrypt, encrypt } from '../ledger/erasable/cipher.js';
import type { ServiceKey } from '../ledger/erasable/service-key.js';
import { KeptTexts } from '../ledger/lookups/kept-texts.js';
import { type GroundOfRemoval, type RemovedFile, RemovedFileError } from './removed-file.js';

/** The bytes are not those that the hash stands for. */
export class OtherFileError extends Error {
  constructor() {
    super('The file changed on the way. Send it again');
    this.name = 'OtherFileError';
  }
}

export interface SourceFile {
  mediaType: string;
  bytes: Buffer;
}

/** What is kept of a document: the file alone, or its words as well, which quotes are checked against. */
export type Kept = 'bytes' | 'bytesAndText';

/** Largest text of a document, in bytes. */
export const TEXT_LIMIT = 5 * 2 ** 20;

/** Texts that are held in memory: papers are cited many times in a row. */
const TEXTS_HELD = 8;

/**
 * The files of source documents and their texts, by the SHA-256 of the file in hexadecimal digits. They are encrypted
 * under the service key. What a file says is never executed or parsed here.
 */
export class SourceFiles extends KeptTexts {
  /** The latest used last. */
  private readonly held = new Map<string, { nonce: string; text: string }>();

  constructor(
    private readonly pool: pg.Pool,
    private readonly key: () => Promise<ServiceKey>,
    private readonly clock: Clock,
    /** Largest file that is taken, in bytes. */
    readonly limit: number,
  ) {
    super();
  }

  /**
   * Keeps a file. One that is kept already stays as it is.
   *
   * @param by subject of who sent it
   * @returns whether it is new
   * @throws OtherFileError
   * @throws RemovedFileError it was removed before: {@link allowAgain} comes first
   */
  async put(sha256: string, { mediaType, bytes }: SourceFile, by: string): Promise<boolean> {
    if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw new OtherFileError();
    await this.mustNotBeRemoved(sha256, this.pool);
    const { nonce, ciphertext } = encrypt((await this.key()).documents, bytes, fileContext(sha256));
    return inTransaction(this.pool, async (client) => {
      const { rowCount } = await client.query(
        `INSERT INTO erasable.source_file (sha256, media_type, size, nonce, ciphertext, stored_at, stored_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (sha256) DO NOTHING`,
        [hash(sha256), mediaType, bytes.length, nonce, ciphertext, this.clock.now(), by],
      );
      // Looked for again behind the insertion, which waits for whoever is just removing the file: one statement for both
      // would look before it waits, and what was removed would be back.
      await this.mustNotBeRemoved(sha256, client);
      return rowCount === 1;
    });
  }

  /**
   * Keeps the text of a file that is no text itself, in the place of an earlier one.
   *
   * @returns whether the file is kept: without it there is nothing that a text could be of
   */
  async putText(sha256: string, text: string): Promise<boolean> {
    const { nonce, ciphertext } = encrypt((await this.key()).documents, Buffer.from(text), textContext(sha256));
    const { rowCount } = await this.pool.query(
      'UPDATE erasable.source_file SET text_nonce = $2, text_ciphertext = $3 WHERE sha256 = $1',
      [hash(sha256), nonce, ciphertext],
    );
    return rowCount === 1;
  }

  /** `undefined` where it is not kept. */
  async get(sha256: string): Promise<SourceFile | undefined> {
    const { rows } = await this.pool.query<FileRow>(
      'SELECT media_type, nonce, ciphertext FROM erasable.source_file WHERE sha256 = $1',
      [hash(sha256)],
    );
    const [row] = rows;
    if (!row) return undefined;
    return { mediaType: row.media_type, bytes: decrypt((await this.key()).documents, row, fileContext(sha256)) };
  }

  /**
   * Removes a file and its words for good, and notes why, unless an earlier removal is noted.
   *
   * @param by subject of who removes it
   * @returns whether it was kept, and so is gone now; where it was not, nothing is noted
   */
  async remove(sha256: string, ground: GroundOfRemoval, by: string): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `WITH gone AS (DELETE FROM erasable.source_file WHERE sha256 = $1 RETURNING sha256),
            noted AS (INSERT INTO erasable.removed_file (sha256, ground, removed_at, removed_by)
                      SELECT gone.sha256, $2, $3, $4 FROM gone
                      ON CONFLICT DO NOTHING)
       SELECT FROM gone`,
      [hash(sha256), ground, this.clock.now(), by],
    );
    return rowCount === 1;
  }

  /** Lets a file that was removed be kept again. */
  async allowAgain(sha256: string): Promise<void> {
    await this.pool.query('DELETE FROM erasable.removed_file WHERE sha256 = $1', [hash(sha256)]);
  }

  /** Of these files, those that were removed. */
  removed(hashes: readonly string[]): Promise<Map<string, RemovedFile>> {
    return removedAmong(this.pool, hashes);
  }

  /** SHA-256 of every file that is kept, the oldest first. */
  async all(): Promise<string[]> {
    const { rows } = await this.pool.query<{ sha256: Buffer }>(
      'SELECT sha256 FROM erasable.source_file ORDER BY stored_at, sha256',
    );
    return rows.map(({ sha256 }) => sha256.toString('hex'));
  }

  /** Of these files, those that are kept. */
  async kept(hashes: readonly string[]): Promise<Map<string, Kept>> {
    const { rows } = await this.pool.query<{ sha256: Buffer; text: boolean }>(
      `SELECT sha256, text_ciphertext IS NOT NULL OR media_type ${IS_TEXT} AS text
         FROM erasable.source_file WHERE sha256 = ANY ($1)`,
      [hashes.map(hash)],
    );
    return new Map(rows.map(({ sha256, text }) => [sha256.toString('hex'), text ? 'bytesAndText' : 'bytes']));
  }

  /** Whether it is still kept, and which text is the newest, is asked every time: what is deleted must not live on here. */
  override async textOf(sha256: string): Promise<string | null> {
    const { rows } = await this.pool.query<{ nonce: Buffer | null }>(
      `SELECT coalesce(text_nonce, CASE WHEN media_type ${IS_TEXT} THEN nonce END) AS nonce
         FROM erasable.source_file WHERE sha256 = $1`,
      [hash(sha256)],
    );
    const nonce = rows[0]?.nonce?.toString('hex');
    const known = this.held.get(sha256);
    this.held.delete(sha256);
    if (nonce === undefined) return null;
    const text = known?.nonce === nonce ? known.text : await this.readText(sha256);
    if (text === null) return null;
    this.held.set(sha256, { nonce, text });
    if (this.held.size > TEXTS_HELD) this.held.delete(this.held.keys().next().value!);
    return text;
  }

  private async mustNotBeRemoved(sha256: string, db: Pick<pg.Pool, 'query'>): Promise<void> {
    const removed = (await removedAmong(db, [sha256])).get(sha256);
    if (removed) throw new RemovedFileError(removed);
  }

  private async readText(sha256: string): Promise<string | null> {
    const { rows } = await this.pool.query<FileRow>(
      `SELECT coalesce(text_nonce, nonce) AS nonce, coalesce(text_ciphertext, ciphertext) AS ciphertext,
              text_nonce IS NULL AS whole
         FROM erasable.source_file WHERE sha256 = $1`,
      [hash(sha256)],
    );
    const [row] = rows;
    if (!row) return null;
    const context = row.whole ? fileContext(sha256) : textContext(sha256);
    return textIn(decrypt((await this.key()).documents, row, context));
  }
}

/** Whether a text can be sent as the kind of a file, such as `application/pdf`. */
export function isMediaType(text: string): boolean {
  return text.length <= 100 && /^[\w.+-]+\/[\w.+-]+(?:; ?[\w.+-]+=[\w.+-]+)*$/.test(text);
}

/** The text of well-formed UTF-8; `null` of anything else. */
export function textIn(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

interface FileRow {
  media_type: string;
  nonce: Buffer;
  ciphertext: Buffer;
  /** The file is its own text. */
  whole: boolean;
}

async function removedAmong(db: Pick<pg.Pool, 'query'>, hashes: readonly string[]): Promise<Map<string, RemovedFile>> {
  const { rows } = await db.query<{ sha256: Buffer; ground: GroundOfRemoval; removed_at: Date }>(
    'SELECT sha256, ground, removed_at FROM erasable.removed_file WHERE sha256 = ANY ($1)',
    [hashes.map(hash)],
  );
  return new Map(rows.map(({ sha256, ground, removed_at: at }) => [sha256.toString('hex'), { ground, at }]));
}

const IS_TEXT = `LIKE 'text/%'`;

function hash(sha256: string): Buffer {
  return Buffer.from(sha256, 'hex');
}

/** Binds a ciphertext to its place: a text does not open as a file, nor a file as another. */
function fileContext(sha256: string): string {
  return `source-file\n${sha256}`;
}

function textContext(sha256: string): string {
  return `source-text\n${sha256}`;
}
