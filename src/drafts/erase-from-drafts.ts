import type pg from 'pg';
import { eventId } from '../ledger/ids.js';
import { type DraftContent, sha256Of } from './draft-content.js';

/** An entry that something is erased from. */
export interface ErasedEntry {
  id: string;
  stream: string;
}

/** A command makes no more events than this. */
const MOST_EVENTS = 50;
/** Of an event's id, what it has of the id of its command: the time. */
const TIME_CHARACTERS = 13;

/**
 * Empties the lines that entries were made from, in drafts and in all their earlier saves. What a line said before it was
 * sent goes as well.
 */
export async function emptyLinesOf(client: pg.ClientBase, entries: readonly ErasedEntry[]): Promise<void> {
  for (const entry of entries) {
    const time = `"${entry.id.slice(0, TIME_CHARACTERS)}`;
    const drafts = await client.query<{ report_id: string; content: DraftContent }>(
      'SELECT report_id, content FROM working.draft WHERE position($1 in content::text) > 0 FOR UPDATE',
      [time],
    );
    for (const { report_id, content } of drafts.rows) {
      const emptied = withoutWords(content, entry);
      if (emptied)
        await client.query('UPDATE working.draft SET content = $2, sha256 = $3 WHERE report_id = $1', [
          report_id,
          JSON.stringify(emptied),
          sha256Of(emptied),
        ]);
    }
    const saves = await client.query<{ report_id: string; saved: number; content: DraftContent }>(
      'SELECT report_id, saved, content FROM working.draft_version WHERE position($1 in content::text) > 0 FOR UPDATE',
      [time],
    );
    for (const { report_id, saved, content } of saves.rows) {
      const emptied = withoutWords(content, entry);
      if (emptied)
        await client.query('UPDATE working.draft_version SET content = $3 WHERE report_id = $1 AND saved = $2', [
          report_id,
          saved,
          JSON.stringify(emptied),
        ]);
    }
  }
}

/** Takes the name of a writer out of all drafts. */
export async function forgetWriter(client: pg.ClientBase, subject: string, name: string): Promise<void> {
  await client.query(
    `UPDATE working.draft SET authors = (
       SELECT jsonb_object_agg(line, CASE WHEN author ->> 'subject' = $1 THEN author || jsonb_build_object('name', $2::text)
                                          ELSE author END)
         FROM jsonb_each(authors) AS a (line, author))
      WHERE position($1 in authors::text) > 0`,
    [subject, name],
  );
}

/** The content with the lines emptied that made the entry; `undefined` where none did. */
function withoutWords(content: DraftContent, { id, stream }: ErasedEntry): DraftContent | undefined {
  let found = false;
  // A save that was not taken may be of any shape.
  const lines = (Array.isArray(content?.lines) ? content.lines : []).map((line) => {
    if (!madeBy(line?.id, id, stream)) return line;
    found = true;
    return { command: line.command, id: line.id };
  });
  return found ? { ...content, lines } : undefined;
}

function madeBy(commandId: unknown, id: string, stream: string): boolean {
  if (typeof commandId !== 'string' || commandId.slice(0, TIME_CHARACTERS) !== id.slice(0, TIME_CHARACTERS))
    return false;
  for (let n = 0; n < MOST_EVENTS; n++) if (eventId(stream, commandId, n) === id) return true;
  return false;
}
