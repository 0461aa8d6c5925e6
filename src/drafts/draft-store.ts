import type pg from 'pg';
import type { Actor } from '../access/roles.js';
import { inTransaction } from '../database/transaction.js';
import type { Clock } from '../ledger/clock.js';
import { type Authors, type DraftContent, sha256Of } from './draft-content.js';
import { type Keepable, withoutErased } from './erased-lines.js';

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

/**
 * What tells a draft from all else that ever stood in its place: words can be erased from a version, which stays the same
 * version.
 */
export function tagOf({ version, sha256 }: Pick<Draft, 'version' | 'sha256'>): string {
  return `${version}-${sha256.slice(0, 16)}`;
}

/** The version that a tag is of; 0 for none. */
function versionIn(tag = '0'): number {
  return Number.parseInt(tag, 10);
}

/** A save, taken or not. */
export interface SavedDraft {
  /** Counted from 1. */
  saved: number;
  /** The version that it was written over; 0 for none. */
  base: number;
  /** The version that it became; `null` where it was not taken. */
  version: number | null;
  savedAt: string;
  savedBy: string;
}

/** What a reviewer or writer says of a draft. */
export interface DraftComment {
  /** Counted from 1. */
  number: number;
  /** Of the draft that was looked at. */
  version: number;
  /** Id of the line that it is about; `null` for the whole. */
  line: string | null;
  text: string;
  saidAt: string;
  /** The name of whoever said it. */
  by: string;
}

/** A report of which words are kept here. */
export interface KeptDraft {
  reportId: string;
  /** Of the last save or comment. */
  touchedAt: string;
  /** How many saves and comments are kept. */
  saves: number;
  comments: number;
}

export interface Save {
  reportId: string;
  content: DraftContent;
  /** {@link tagOf} the draft that the writer had before them; absent for none. */
  over: string | undefined;
  /** The greatest version that a step of the report's workflow was about; where no draft is kept, the next begins behind it. */
  known: number;
  /** Subject of the writer. */
  by: string;
  /** It cannot be read as a draft: it is kept, and becomes none. */
  malformed?: true;
  /**
   * Who wrote what, given the draft that stands; asked for with it locked, unless the save comes too late. What it throws
   * refuses the save.
   */
  authors: (current: Draft | undefined) => Authors;
}

export interface SaveOutcome extends Keepable {
  saved: number;
  /** The version that the writer had before them; 0 for none. */
  base: number;
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

interface CommentRow {
  number: number;
  version: number;
  line_id: string | null;
  said: string;
  said_at: Date;
  said_as: string;
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
   * same transaction in which that is found: nothing that was sent is ever lost, but for words that are erased. Whoever
   * still has such words comes too late as well: a save is taken as it was sent, or not at all.
   */
  async save({ reportId, content: sent, over, known, by, malformed, authors }: Save): Promise<SaveOutcome> {
    return this.alone(reportId, async (client) => {
      const found = await client.query<DraftRow>('SELECT * FROM working.draft WHERE report_id = $1', [reportId]);
      const before = found.rows[0] && draftOf(found.rows[0]);
      const { content, emptied } = await withoutErased(client, { reportId, content: sent, malformed });
      const taken = !malformed && emptied.length === 0 && (before && tagOf(before)) === over;
      const base = versionIn(over);
      const now = this.clock.now();
      const version = taken ? Math.max(base, before ? 0 : known) + 1 : null;
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
      return { saved: rows[0]!.saved, base, taken, content, emptied, current };
    });
  }

  /** Keeps what is said of a draft as it stands; `undefined` where there is none. */
  async comment(said: {
    reportId: string;
    line: string | null;
    text: string;
    by: Pick<Actor, 'subject' | 'name'>;
  }): Promise<DraftComment | undefined> {
    const { reportId, line, text, by } = said;
    return this.alone(reportId, async (client) => {
      const { rows } = await client.query<CommentRow>(
        `INSERT INTO working.draft_comment (report_id, number, version, line_id, said, said_at, said_by, said_as)
         SELECT $1, (SELECT coalesce(max(number), 0) + 1 FROM working.draft_comment WHERE report_id = $1),
                version, $2, $3, $4, $5, $6 FROM working.draft WHERE report_id = $1
         RETURNING *`,
        [reportId, line, text, this.clock.now(), by.subject, by.name],
      );
      return rows[0] && commentOf(rows[0]);
    });
  }

  /** What was said of a draft, the first at the front. */
  async comments(reportId: string): Promise<DraftComment[]> {
    const { rows } = await this.pool.query<CommentRow>(
      'SELECT * FROM working.draft_comment WHERE report_id = $1 ORDER BY number',
      [reportId],
    );
    return rows.map(commentOf);
  }

  /** Reports of which nothing was saved or said since an instant, by the time since when. */
  async untouchedSince(instant: Date): Promise<KeptDraft[]> {
    const { rows } = await this.pool.query(`${KEPT} HAVING max(touched) < $1 ORDER BY max(touched), report_id`, [
      instant,
    ]);
    return rows.map(keptOf);
  }

  /**
   * Removes all words of a report's drafts.
   *
   * @param untouchedSince not where somebody has touched them since
   * @returns whether there were any
   */
  async remove(reportId: string, untouchedSince: Date | 'infinity' = 'infinity'): Promise<boolean> {
    return this.alone(reportId, async (client) => {
      const { rows } = await client.query(`${KEPT} HAVING report_id = $2 AND max(touched) < $1`, [
        untouchedSince,
        reportId,
      ]);
      for (const table of rows.length > 0 ? ['draft_comment', 'draft_version', 'draft'] : [])
        await client.query(`DELETE FROM working.${table} WHERE report_id = $1`, [reportId]);
      return rows.length > 0;
    });
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

  /** Does something in one transaction, in which nobody else changes what is kept of a report. */
  private async alone<T>(reportId: string, work: (client: pg.ClientBase) => Promise<T>): Promise<T> {
    return inTransaction(this.pool, async (client) => {
      await client.query(`SELECT pg_advisory_xact_lock_shared(${ALL_DRAFTS})`);
      // There may be no row to lock yet.
      await client.query("SELECT pg_advisory_xact_lock(hashtextextended('draft ' || $1, 0))", [reportId]);
      return work(client);
    });
  }
}

/** Shared by whoever changes the drafts of one report. */
const ALL_DRAFTS = "hashtextextended('drafts', 0)";

/**
 * Waits for all who are changing drafts, and has nobody else change any until the transaction ends: what is erased from
 * them would be there again with a save that had looked at them before.
 */
export async function holdAllDrafts(client: pg.ClientBase): Promise<void> {
  await client.query(`SELECT pg_advisory_xact_lock(${ALL_DRAFTS})`);
}

/** All that is kept of each report, with when it was kept. */
const KEPT = `
  SELECT report_id, max(touched) AS touched_at, sum(save)::int AS saves, count(*)::int - sum(save)::int AS comments
    FROM (SELECT report_id, saved_at, 1 FROM working.draft_version
          UNION ALL SELECT report_id, said_at, 0 FROM working.draft_comment) AS kept (report_id, touched, save)
   GROUP BY report_id`;

function commentOf({ number, version, line_id: line, said: text, said_at, said_as: by }: CommentRow): DraftComment {
  return { number, version, line, text, saidAt: said_at.toISOString(), by };
}

function keptOf(row: { report_id: string; touched_at: Date; saves: number; comments: number }): KeptDraft {
  const { report_id: reportId, touched_at, saves, comments } = row;
  return { reportId, touchedAt: touched_at.toISOString(), saves, comments };
}

function draftOf({ report_id, version, content, sha256, authors, updated_at }: DraftRow): Draft {
  return { reportId: report_id, version, content, sha256, authors, updatedAt: updated_at.toISOString() };
}

function savedOf(row: { saved: number; base: number; version: number | null; saved_at: Date; saved_by: string }) {
  const { saved, base, version, saved_at, saved_by } = row;
  return { saved, base, version, savedAt: saved_at.toISOString(), savedBy: saved_by };
}
