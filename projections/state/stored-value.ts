import type { JsonObject } from '../../src/integrity/canonical-json.js';
import type { EventMetadata, RecordedEvent } from '../../src/ledger/event.js';

/** What the read model keeps of an entry: the entry without what its place in the tables says. Commitments stay sealed. */
export interface StoredValue extends Omit<EventMetadata, 'by' | 'schema'> {
  id: string;
  type: string;
  recordedAt: string;
  /** Of a correction: type of the original statement. */
  originalType?: string;
  /** Of an act: type of the ordinary event at the beginning of the chain of changes. */
  kind?: string;
  data: JsonObject;
}

/**
 * The JSON text of the value of an event. What it acts on tells the kind of an act, and of a correction the type of what
 * it puts right.
 */
export function storedValue(
  { id, type, recordedAt, data, metadata }: RecordedEvent,
  of: { kind?: string; type?: string } = {},
): string {
  const { plan, effective, reportedOn, edition, entry, source, target } = metadata;
  const value: StoredValue = {
    id,
    type,
    plan,
    effective,
    reportedOn,
    edition,
    entry,
    source,
    target,
    recordedAt,
    originalType: of.type === type ? undefined : of.type,
    kind: of.kind === type ? undefined : of.kind,
    data,
  };
  return JSON.stringify(value); // leaves out what is undefined
}
