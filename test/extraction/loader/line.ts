import { eventId, ledgerIdOf, resolveId, streamOf, uuidV7At } from '../../../src/ledger/ids.js';

/** Names the ledger that the extraction is loaded into. */
export const ORIGIN = 'ledger.example/extraction';
const LEDGER_ID = ledgerIdOf(ORIGIN);

/** Day of what the editors say themselves: gaps, lineage, contradictions, what may be one body. */
export const EDITED_ON = '2026-01-01';

/** A command to be sent, and the record of the extraction that it comes from. */
export interface Line {
  command: string;
  /** File and id of the record: `metrics/M001`. */
  record: string;
  fields: Record<string, unknown>;
}

/** The id of the command on a line; a record makes at most one command of each name. */
export function commandIdOf({ command, record }: Pick<Line, 'command' | 'record'>): string {
  return uuidV7At(Date.parse(EDITED_ON), `${command} ${record}`);
}

/** The entry that a line makes, the n-th of its append. */
export function entryOf(line: Line, category: string, object: string, n = 0): string {
  return eventId(streamIn(category, object), commandIdOf(line), n);
}

/** The key of a part of an object: `meeting-…/decision/…`. */
export function keyOf(category: string, object: string, part: string, partId: string): string {
  return `${streamIn(category, object)}/${part}/${resolveId(LEDGER_ID, partId)}`;
}

function streamIn(category: string, object: string): string {
  return streamOf(category, resolveId(LEDGER_ID, object));
}
