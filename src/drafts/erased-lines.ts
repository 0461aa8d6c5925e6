import type pg from 'pg';
import { eventId } from '../ledger/ids.js';
import { changedLines, type DraftContent } from './draft-content.js';

/** An entry that something is erased from. */
export interface ErasedEntry {
  id: string;
  stream: string;
}

/** A command makes no more events than this. */
const MOST_EVENTS = 100;
/** Of an event's id, what it has of the id of its command: the time. */
export const TIME_CHARACTERS = 13;

/** Has drafts know for ever that something is erased from entries; to be done with all drafts held. */
export async function rememberErased(client: pg.ClientBase, entries: readonly ErasedEntry[]): Promise<void> {
  await client.query(
    `INSERT INTO working.erased_entry (event_id, stream) SELECT * FROM unnest($1::uuid[], $2::text[])
     ON CONFLICT (event_id) DO NOTHING`,
    [entries.map(({ id }) => id), entries.map(({ stream }) => stream)],
  );
}

/** What may be kept of a save. */
export interface Keepable {
  content: DraftContent;
  /** Ids of the lines that had to be emptied for it. */
  emptied: string[];
}

/**
 * Empties lines that something is erased from: their writer may have them from before the erasure. Of what cannot be read
 * as a draft nothing may be kept where anything is erased from the report's lines: nobody can tell which of its words are
 * those. To be asked for where no erasure can come between this and the save.
 */
export async function withoutErased(
  client: pg.ClientBase,
  { reportId, content, malformed }: { reportId: string; content: DraftContent; malformed?: true },
): Promise<Keepable> {
  const times = linesOf(content).flatMap((line) =>
    typeof line?.id === 'string' ? line.id.slice(0, TIME_CHARACTERS) : [],
  );
  const { rows } = await client.query<ErasedEntry>(
    `SELECT event_id AS id, stream FROM working.erased_entry WHERE left(event_id::text, ${TIME_CHARACTERS}) = ANY ($1)`,
    [times],
  );
  const left = rows.reduce((kept, entry) => withoutWords(kept, entry) ?? kept, content);
  const isEmptied = left !== content;
  if (!malformed) return { content: left, emptied: isEmptied ? changedLines(content, left) : [] };
  const isMixed = isEmptied || (await hasErasedLines(client, reportId));
  return { content: isMixed ? ({} as DraftContent) : content, emptied: [] };
}

/** Whether any save of a report has, or had, a line that something is erased from. */
async function hasErasedLines(client: pg.ClientBase, reportId: string): Promise<boolean> {
  // The path finds lines in saves of any shape.
  const { rows } = await client.query<ErasedEntry & { line: string }>(
    `SELECT DISTINCT l.id #>> '{}' AS line, e.event_id AS id, e.stream
       FROM working.draft_version v, jsonb_path_query(v.content, '$.lines[*].id') AS l (id)
       JOIN working.erased_entry e
         ON left(e.event_id::text, ${TIME_CHARACTERS}) = left(l.id #>> '{}', ${TIME_CHARACTERS})
      WHERE v.report_id = $1`,
    [reportId],
  );
  return rows.some(({ line, id, stream }) => madeBy(line, id, stream));
}

/** The content with the lines emptied that made the entry; `undefined` where none did. */
export function withoutWords(content: DraftContent, { id, stream }: ErasedEntry): DraftContent | undefined {
  let found = false;
  const lines = linesOf(content).map((line) => {
    if (!madeBy(line?.id, id, stream)) return line;
    found = true;
    return { command: line.command, id: line.id };
  });
  return found ? { ...content, lines } : undefined;
}

export function madeBy(commandId: unknown, id: string, stream: string): boolean {
  if (typeof commandId !== 'string' || commandId.slice(0, TIME_CHARACTERS) !== id.slice(0, TIME_CHARACTERS))
    return false;
  for (let n = 0; n < MOST_EVENTS; n++) if (eventId(stream, commandId, n) === id) return true;
  return false;
}

/** A save that was not taken may be of any shape. */
function linesOf(content: DraftContent): DraftContent['lines'] {
  return Array.isArray(content?.lines) ? content.lines : [];
}
