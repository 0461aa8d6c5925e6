import { canonicalJson } from '../integrity/canonical-json.js';
import { MAX_ENTRY_BYTES, METADATA_KEYS } from '../integrity/entry.js';
import { hasCanonicalForm } from '../integrity/has-canonical-form.js';
import type { NewEvent, SealedDisclosure } from './event.js';
import { EntryTooLargeError, EventIdReusedError, type ExpectedRevision } from './event-store.js';

/** An event whose JSON has been checked and written once, so that nothing after this can fail because of its content. */
export interface PreparedEvent {
  id: string;
  type: string;
  /** JSON text. */
  data: string;
  /** JSON text. */
  metadata: string;
  disclosures: readonly SealedDisclosure[];
}

export interface PreparedAppend {
  stream: string;
  expected: ExpectedRevision;
  events: readonly PreparedEvent[];
  /** Size of the entries in bytes, without their disclosures. */
  bytes: number;
}

const METADATA = new Set<string>(METADATA_KEYS);

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** An entry's text without type, stream, `rev`, data and metadata, whose members stand in the entry itself. */
const ENVELOPE_BYTES =
  `{"v":1,"id":"${'0'.repeat(36)}","type":,"stream":,"rev":,"recordedAt":"${'0'.repeat(24)}","data":,}`.length -
  '{}'.length;

/**
 * Checks an append before any engine sees it.
 *
 * @throws RangeError no events, a stream without a name, a negative revision, an id that is not a lower-case UUID,
 * metadata that the envelope does not have
 * @throws EventIdReusedError the same id twice in this append
 * @throws NotCanonicalError a name or a value that the ledger could not give back exactly as it was handed in
 * @throws EntryTooLargeError
 */
export function prepareAppend(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): PreparedAppend {
  if (stream === '') throw new RangeError('A stream needs a name');
  if (typeof expected === 'bigint' && expected < 0n) throw new RangeError(`There is no revision ${expected}`);
  if (events.length === 0) throw new RangeError('An append needs at least one event');
  refuseRepeatedIds(stream, events);

  mustBeCanonical(stream);
  const streamBytes = Buffer.byteLength(JSON.stringify(stream));
  let bytes = 0;
  const prepared = events.map((event, index) => {
    const { id, type, disclosures = [] } = event;
    if (!UUID.test(id)) throw new RangeError(`An event id is a lower-case UUID, not ${JSON.stringify(id)}`);
    mustBeCanonical({ type, data: event.data, metadata: event.metadata });
    refuseOtherMetadata(event.metadata);
    const data = JSON.stringify(event.data);
    const metadata = JSON.stringify(event.metadata);
    const ownBytes = Buffer.byteLength(JSON.stringify(type)) + Buffer.byteLength(data) + Buffer.byteLength(metadata);
    const size = ENVELOPE_BYTES + streamBytes + revBytes(expected, index) + ownBytes;
    if (size > MAX_ENTRY_BYTES) throw new EntryTooLargeError(size, MAX_ENTRY_BYTES);
    bytes += size;
    return { id, type, data, metadata, disclosures };
  });
  return { stream, expected, events: prepared, bytes };
}

/** What is in no entry could be changed unseen; and engines keep what they have to say of an event beside the envelope. */
function refuseOtherMetadata(metadata: object): void {
  for (const key of Object.keys(metadata))
    if (!METADATA.has(key)) throw new RangeError(`An event's metadata holds no ${JSON.stringify(key)}`);
}

/**
 * Afterwards `JSON.stringify` writes the value: the order of keys is nobody's business but the seal's, and writing
 * canonical text takes three times as long.
 */
function mustBeCanonical(value: unknown): void {
  if (!hasCanonicalForm(value)) canonicalJson(value); // says what is wrong with it
}

/** Digits of the entry's `rev`; where only the engine will know it, as many as it may have. */
function revBytes(expected: ExpectedRevision, index: number): number {
  if (expected === 'no-stream') return String(index + 1).length;
  if (typeof expected === 'bigint') return String(expected + BigInt(index) + 2n).length;
  return String(Number.MAX_SAFE_INTEGER).length;
}

function refuseRepeatedIds(stream: string, events: readonly NewEvent[]): void {
  const seen = new Set<string>();
  const repeated = events.filter(({ id }) => seen.size === seen.add(id).size).map(({ id }) => id);
  if (repeated.length > 0) throw new EventIdReusedError(stream, repeated);
}
