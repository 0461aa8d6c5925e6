import type { JsonObject } from '../integrity/canonical-json.js';

/** How an entry came in: recorded at the time, loaded later from a paper, or a slip of the ledger's operators put right. */
export type EntryKind = 'live' | 'backfill' | 'correction';

/** What a statement is about in time: a half-open range of days (`to: null` is open) or one day. */
export type Effective = { from: string; to: string | null } | { at: string };

/** Where a statement was taken from. `doc` is the source document's id, `batch` the event id of its `BackfillOpened`. */
export interface EntrySource {
  doc?: string;
  url?: string;
  sha256?: string;
  batch?: string;
}

/** A salted commitment that stands in an entry for an erasable value. */
export interface Commitment {
  $c: string;
}

/** The envelope's keys that are neither columns of the store nor payload. Absent means absent, never `null`. */
export interface EventMetadata {
  plan?: string;
  effective?: Effective;
  /** `YYYY-MM-DD`; absent on voids and administrative events. */
  reportedOn?: string;
  /** 2 or more; 1 is left out. */
  edition?: number;
  /** Version of the shape of `data`; 1 is left out. */
  schema?: number;
  entry?: EntryKind;
  source?: EntrySource;
  /** Event id that a revision, restatement, withdrawal, correction, void or erasure acts on. */
  target?: string;
  by: Commitment;
}

/** An erasable value, encrypted, on its way to the erasable store. */
export interface SealedDisclosure {
  /** RFC 6901 pointer from the entry's root to where `$c` stands, for example `/data/reason`. */
  pointer: string;
  /** Random id of the person's key; `null` for a value under the service key. */
  subjectKeyId: string | null;
  nonce: Buffer;
  ciphertext: Buffer;
}

/** What a caller hands to the store. Concealed fields already hold commitments. */
export interface NewEvent {
  /** UUIDv7, lower case: event id and idempotency key. */
  id: string;
  type: string;
  data: JsonObject;
  metadata: EventMetadata;
  disclosures?: SealedDisclosure[];
}

/** An event as its stream holds it. */
export interface StreamEvent {
  stream: string;
  /** 0-based and without gaps inside the stream; entries show `rev` = revision + 1. */
  revision: bigint;
  id: string;
  type: string;
  data: JsonObject;
  metadata: EventMetadata;
  /** UTC, `YYYY-MM-DDTHH:MM:SS.sssZ`, truncated to milliseconds, set by the store alone. */
  recordedAt: string;
}

/**
 * An event at its place in the ledger's one order. Only who reads the ledger from its beginning knows that place: some
 * engines do not number their events, and the reader counts them.
 */
export interface RecordedEvent extends StreamEvent {
  /** 0-based place in the ledger, without gaps; at most 2^53-1. */
  sequence: number;
  /** The engine's own position of this event, where it has one besides the sequence. */
  position?: string;
}
