import type pg from 'pg';
import type { Clock } from '../ledger/clock.js';
import { type Authors, type DraftContent, sha256Of } from './draft-content.js';

export interface Draft {
  reportId: string;
  /** Counted from 1. */
  version: number;
  content: DraftContent;
  /** Of the canonical JSON of the content, in hexadecimal digits. */
  sha256: string;
  authors: Authors;
  updatedAt: string;
}

/** A save, taken or not. */
export interface SavedDraft {
  /** Counted from 1. */
  saved: number;
  /** The version that it was written over; 0 for none. */
  base: number;
  /** The version that it became; `null` where somebody else had been faster. */
  version: number | null;
  savedAt: string;
  savedBy: string;
}

export interface Save {
  reportId: string;
  content: DraftContent;
  /** The version that the writer had before them; 0 for none. */
  base: number;
  /** Subject of the writer. */
  by: string;
  /** It cannot be read as a draft: it is kept, and becomes none. */
  malformed?: true;
  /** Who wrote what, given the draft that stands; asked for with it locked. */
  authors: (current: Draft | undefined) => Authors;
}

export interface SaveOutcome {
  saved: number;
  taken: boolean;
  /** What stands now; absent where nothing does. */
  current: Draft | undefined;
}

interface DraftRow {
  report_id: string;
  version: number;
  content: DraftContent;
  sha256: string;
  authors: Authors;
  updated_at: Date;
}

/** Drafts of reports, outside the ledger: they change, and they can be deleted. */
export class DraftStore {
  constructor(
    private readonly pool: pg.Pool,
    private readonly clock: Clock,
  ) {}

  async get(reportId: string): Promise<Draft | undefined> {
    const { rows } = await this.pool.query<DraftRow>('SELECT * FROM working.draft WHERE report_id = $1', [reportId]);
    return rows[0] && draftOf(rows[0]);
  }

  async list(): Promise<Draft[]> {
    const { rows } = await this.pool.query<DraftRow>('SELECT * FROM working.draft ORDER BY updated_at DESC, report_id');
    return rows.map(draftOf);
  }

  /**
   * Saves a draft over the version that its writer had before them. What comes too late is kept all the same, in the
   * same transaction in which that is found: nothing that was sent is ever lost.
   */
  async save({ reportId, content, base, by, malformed, authors }: Save): Promise<SaveOutcome> {
    const client = await this.pool.connect();
    try {
      await client.query('BEGIN');
      // There may be no row to lock yet.
      await client.query("SELECT pg_advisory_xact_lock(hashtextextended('draft ' || $1, 0))", [reportId]);
      const found = await client.query<DraftRow>('SELECT * FROM working.draft WHERE report_id = $1', [reportId]);
      const before = found.rows[0] && draftOf(found.rows[0]);
      const taken = !malformed && (before?.version ?? 0) === base;
      const now = this.clock.now();
      const version = taken ? base + 1 : null;
      const { rows } = await client.query<{ saved: number }>(
        `INSERT INTO working.draft_version (report_id, saved, base, version, content, saved_at, saved_by)
         SELECT $1, coalesce(max(saved), 0) + 1, $2, $3, $4, $5, $6 FROM working.draft_version WHERE report_id = $1
         RETURNING saved`,
        [reportId, base, version, JSON.stringify(content), now, by],
      );
      let current = before;
      if (taken) {
        const { rows: drafts } = await client.query<DraftRow>(
          `INSERT INTO working.draft (report_id, version, content, sha256, authors, updated_at, updated_by)
           VALUES ($1, $2, $3, $4, $5, $6, $7)
           ON CONFLICT (report_id) DO UPDATE SET version = excluded.version, content = excluded.content,
             sha256 = excluded.sha256, authors = excluded.authors, updated_at = excluded.updated_at,
             updated_by = excluded.updated_by
           RETURNING *`,
          [reportId, version, JSON.stringify(content), sha256Of(content), JSON.stringify(authors(before)), now, by],
        );
        current = draftOf(drafts[0]!);
      }
      await client.query('COMMIT');
      return { saved: rows[0]!.saved, taken, current };
    } catch (error) {
      await client.query('ROLLBACK').catch(() => {}); // the connection itself may be what failed
      throw error;
    } finally {
      client.release();
    }
  }

  /** Every save, the newest first. */
  async versions(reportId: string): Promise<SavedDraft[]> {
    const { rows } = await this.pool.query(
      'SELECT saved, base, version, saved_at, saved_by FROM working.draft_version WHERE report_id = $1 ORDER BY saved DESC',
      [reportId],
    );
    return rows.map(savedOf);
  }

  async saved(reportId: string, saved: number): Promise<(SavedDraft & { content: DraftContent }) | undefined> {
    const { rows } = await this.pool.query('SELECT * FROM working.draft_version WHERE report_id = $1 AND saved = $2', [
      reportId,
      saved,
    ]);
    return rows[0] && { ...savedOf(rows[0]), content: rows[0].content };
  }

  /** What a version of the draft said; `undefined` for 0 and for one that never was. */
  async version(reportId: string, version: number): Promise<DraftContent | undefined> {
    const { rows } = await this.pool.query<{ content: DraftContent }>(
      'SELECT content FROM working.draft_version WHERE report_id = $1 AND version = $2',
      [reportId, version],
    );
    return rows[0]?.content;
  }
}

function draftOf({ report_id, version, content, sha256, authors, updated_at }: DraftRow): Draft {
  return { reportId: report_id, version, content, sha256, authors, updatedAt: updated_at.toISOString() };
}

function savedOf(row: { saved: number; base: number; version: number | null; saved_at: Date; saved_by: string }) {
  const { saved, base, version, saved_at, saved_by } = row;
  return { saved, base, version, savedAt: saved_at.toISOString(), savedBy: saved_by };
}
