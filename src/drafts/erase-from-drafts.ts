import type pg from 'pg';
import { contentProblems, type DraftContent, sha256Of } from './draft-content.js';
import { holdAllDrafts } from './draft-store.js';
import { type ErasedEntry, madeBy, rememberErased, TIME_CHARACTERS, withoutWords } from './erased-lines.js';

interface KeptSave {
  report_id: string;
  saved: number;
  content: DraftContent;
}

/**
 * Empties the lines that entries were made from, in drafts and in all their earlier saves, and deletes what reviewers said
 * of them, whether or not the draft still has the line. What a line said before it was sent goes as well. Of saves of these
 * reports that could not be read as a draft nothing is left: nobody can tell which of their words are those of the line.
 * Saves that come later are kept without these words, by the store.
 */
export async function emptyLinesOf(client: pg.ClientBase, entries: readonly ErasedEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await holdAllDrafts(client);
  await rememberErased(client, entries);
  // Several places of one entry may be erased: its lines are emptied once.
  for (const entry of new Map(entries.map((one) => [one.id, one])).values()) {
    const time = `"${entry.id.slice(0, TIME_CHARACTERS)}`;
    const held = new Set<string>();
    const drafts = await client.query<{ report_id: string; content: DraftContent }>(
      'SELECT report_id, content FROM working.draft WHERE position($1 in content::text) > 0',
      [time],
    );
    for (const { report_id, content } of drafts.rows) {
      const emptied = withoutWords(content, entry);
      if (!emptied) continue;
      held.add(report_id);
      await client.query('UPDATE working.draft SET content = $2, sha256 = $3 WHERE report_id = $1', [
        report_id,
        JSON.stringify(emptied),
        sha256Of(emptied),
      ]);
    }
    const saves = await client.query<KeptSave>(
      'SELECT report_id, saved, content FROM working.draft_version WHERE position($1 in content::text) > 0',
      [time],
    );
    for (const save of saves.rows) {
      const emptied = withoutWords(save.content, entry);
      if (!emptied) continue;
      held.add(save.report_id);
      await replace(client, save, emptied);
    }
    await emptyUnreadable(client, [...held]);
    await forgetComments(client, entry);
  }
}

async function replace(client: pg.ClientBase, { report_id, saved }: KeptSave, content: object): Promise<void> {
  await client.query('UPDATE working.draft_version SET content = $3 WHERE report_id = $1 AND saved = $2', [
    report_id,
    saved,
    JSON.stringify(content),
  ]);
}

async function emptyUnreadable(client: pg.ClientBase, reports: readonly string[]): Promise<void> {
  const { rows } = await client.query<KeptSave>(
    'SELECT report_id, saved, content FROM working.draft_version WHERE report_id = ANY ($1) AND version IS NULL',
    [reports],
  );
  for (const save of rows) if (contentProblems(save.content).length > 0) await replace(client, save, {});
}

/** A comment names its line, which the draft need not have any more. */
async function forgetComments(client: pg.ClientBase, { id, stream }: ErasedEntry): Promise<void> {
  const time = id.slice(0, TIME_CHARACTERS);
  const { rows } = await client.query<{ line_id: string }>(
    'SELECT DISTINCT line_id FROM working.draft_comment WHERE line_id BETWEEN $1 AND $2',
    [`${time}-0000-0000-000000000000`, `${time}-ffff-ffff-ffffffffffff`],
  );
  const lines = rows.flatMap(({ line_id }) => (madeBy(line_id, id, stream) ? line_id : []));
  if (lines.length > 0) await client.query('DELETE FROM working.draft_comment WHERE line_id = ANY ($1)', [lines]);
}

/** Puts another name in the place of a writer's, in all drafts and in what was said of them. */
export async function forgetWriter(client: pg.ClientBase, subject: string, name: string): Promise<void> {
  await holdAllDrafts(client);
  await client.query(
    `WITH said AS (DELETE FROM working.draft_comment WHERE said_by = $1::uuid RETURNING *)
     INSERT INTO working.draft_comment (report_id, number, version, line_id, said, said_at, said_by, said_as)
     SELECT report_id, number, version, line_id, said, said_at, said_by, $2 FROM said`,
    [subject, name],
  );
  await client.query(
    `UPDATE working.draft SET authors = (
       SELECT jsonb_object_agg(line, CASE WHEN author ->> 'subject' = $1 THEN author || jsonb_build_object('name', $2::text)
                                          ELSE author END)
         FROM jsonb_each(authors) AS a (line, author))
      WHERE position($1 in authors::text) > 0`,
    [subject, name],
  );
}
