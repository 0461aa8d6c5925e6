import pg, { type CustomTypesConfig } from 'pg';
import type { JsonObject } from '../../integrity/canonical-json.js';
import type { EventMetadata, RecordedEvent } from '../event.js';

/** What {@link readEvent} expects. UTC without an offset, so that the session's time zone does not matter. */
export const EVENT_COLUMNS = `sequence, stream, revision, event_id, type, data, metadata, recorded_at AT TIME ZONE 'UTC'`;

type EventRow = [number, string, number, string, string, JsonObject, EventMetadata, string];

const INT8 = 20;
const TIMESTAMP = 1114;

/** Sequences and revisions are far below 2^53: the head counts them one by one. */
export const eventTypes: CustomTypesConfig = {
  getTypeParser: (oid: number, format) => {
    if (oid === INT8) return Number;
    if (oid === TIMESTAMP) return instant;
    return pg.types.getTypeParser(oid, format);
  },
};

export function readEvent(row: EventRow): RecordedEvent {
  const [sequence, stream, revision, id, type, data, metadata, recordedAt] = row;
  return { sequence, stream, revision: BigInt(revision), id, type, data, metadata, recordedAt };
}

/** `2022-08-04 09:00:00.12` to `2022-08-04T09:00:00.120Z`: PostgreSQL leaves trailing zeros out. */
function instant(text: string): string {
  const fraction = text.slice(20).padEnd(3, '0');
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${fraction}Z`;
}
