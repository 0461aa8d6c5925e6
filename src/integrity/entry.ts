import type { EventMetadata, StreamEvent } from '../ledger/event.js';
import { canonicalBytes, type JsonObject } from './canonical-json.js';

/** Bytes that an entry may have at most: the length field of an entry bundle has 16 bits. */
export const MAX_ENTRY_BYTES = 65_535;

/** As long as every real one, so that the size check before an append is exact. */
const PLACEHOLDER_INSTANT = '0000-00-00T00:00:00.000Z';

/** All that an event's metadata may hold: what is not here would be in no entry, and sealed by nothing. */
export const METADATA_KEYS: readonly (keyof EventMetadata)[] = [
  'plan',
  'effective',
  'reportedOn',
  'edition',
  'schema',
  'entry',
  'source',
  'target',
  'by',
];

type Sealable = Pick<StreamEvent, 'id' | 'type' | 'stream' | 'revision' | 'data' | 'metadata' | 'recordedAt'>;

/** The envelope, version 1, of an event as stored. What is absent stays absent; the index is not part of it. */
export function entryOf(event: Sealable): JsonObject {
  const entry: JsonObject = {
    v: 1,
    id: event.id,
    type: event.type,
    stream: event.stream,
    rev: Number(event.revision) + 1,
    recordedAt: event.recordedAt,
    data: event.data,
  };
  for (const key of METADATA_KEYS) {
    const value = event.metadata[key];
    if (value !== undefined) entry[key] = value as JsonObject[string];
  }
  return entry;
}

/** The exact bytes of a ledger entry. Throws NotCanonicalError outside the profile. */
export function entryBytes(event: Sealable): Buffer {
  return canonicalBytes(entryOf(event));
}

/**
 * The bytes that an event would have once recorded at this revision, so that nothing is appended which cannot be
 * sealed later. Throws NotCanonicalError; the caller compares the length with {@link MAX_ENTRY_BYTES}.
 */
export function sealableBytes(event: Omit<Sealable, 'recordedAt'>): Buffer {
  return entryBytes({ ...event, recordedAt: PLACEHOLDER_INSTANT });
}
