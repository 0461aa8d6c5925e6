import { isUtf8 } from 'node:buffer';
import { canonicalBytes, type JsonObject, NotCanonicalError } from '../../integrity/canonical-json.js';
import { entryBytes, MAX_ENTRY_BYTES, METADATA_KEYS } from '../../integrity/entry.js';
import { nodePrimitives } from '../../integrity/node-primitives.js';
import { TreeHash } from '../../integrity/tree-hash.js';
import { type Disclosure, opens } from '../../ledger/erasable/conceal.js';
import type { EventMetadata, StreamEvent } from '../../ledger/event.js';
import { isUuid } from '../../ledger/ids.js';

/** An entry as an export has it. */
export interface ExportedEntry {
  /** 0-based place in the ledger. */
  index: number;
  event: StreamEvent;
  /** SHA-256 of 0x00 and the entry's bytes. */
  leafHash: Buffer;
  /** What opens its commitments, as far as it was still held and may be published. */
  disclosures: Disclosure[];
}

/** Why a line is no entry as it was sealed. */
export class ExportLineError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ExportLineError';
  }
}

const tree = new TreeHash(nodePrimitives);
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/**
 * Reads one line of an export. What it gives makes the sealed bytes again: they are compared by their hash, and so is
 * every disclosed value with its commitment. Spaces and the order of members are free.
 *
 * @throws ExportLineError
 */
export function parseExportLine(bytes: Buffer): ExportedEntry {
  const { index, entry, leafHash, disclosures = [] } = objectIn(bytes);
  if (typeof index !== 'number' || !Number.isSafeInteger(index) || index < 0)
    throw new ExportLineError('The line does not say the place of its entry in "index"');
  if (!isObject(entry)) throw new ExportLineError('The line holds no entry. Is this an export of entries?');
  if (typeof leafHash !== 'string' || !/^[0-9a-f]{64}$/.test(leafHash))
    throw new ExportLineError('The line does not hold the hash of its entry in "leafHash"');
  const sealed = sealedBytes(entry);
  const found = Buffer.from(tree.leafHash(sealed));
  if (found.toString('hex') !== leafHash)
    throw new ExportLineError(
      `The entry is not the one that was sealed: its hash is ${found.toString('hex')}, not ${leafHash}`,
    );
  return { index, event: eventOf(entry, sealed), leafHash: found, disclosures: disclosuresOf(entry, disclosures) };
}

function objectIn(bytes: Buffer): Record<string, unknown> {
  if (!isUtf8(bytes)) throw new ExportLineError('The line is not well-formed UTF-8');
  let line: unknown;
  try {
    line = JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw new ExportLineError(`The line is not JSON (${(error as Error).message})`);
  }
  if (!isObject(line)) throw new ExportLineError('The line must hold one entry as a JSON object');
  return line;
}

function sealedBytes(entry: JsonObject): Buffer {
  let bytes: Buffer;
  try {
    bytes = canonicalBytes(entry);
  } catch (error) {
    if (!(error instanceof NotCanonicalError)) throw error;
    throw new ExportLineError(`The entry cannot have been sealed: ${error.message}`);
  }
  if (bytes.length > MAX_ENTRY_BYTES)
    throw new ExportLineError(`The entry has ${bytes.length} bytes; an entry has at most ${MAX_ENTRY_BYTES}`);
  return bytes;
}

/** Takes the envelope apart. What makes other bytes when it is put together again is not of this version. */
function eventOf(entry: JsonObject, sealed: Buffer): StreamEvent {
  const { id, type, stream, rev, recordedAt, data, by } = entry;
  const fine =
    isUuid(id) &&
    [type, stream].every((name) => typeof name === 'string' && name !== '') &&
    Number.isSafeInteger(rev) &&
    (rev as number) > 0 &&
    typeof recordedAt === 'string' &&
    INSTANT.test(recordedAt) &&
    !Number.isNaN(Date.parse(recordedAt)) &&
    isObject(data) &&
    isObject(by);
  const metadata = Object.fromEntries(METADATA_KEYS.flatMap((key) => (key in entry ? [[key, entry[key]]] : [])));
  const event = {
    ...{ id, type, stream, recordedAt, data },
    revision: fine ? BigInt(rev as number) - 1n : 0n,
    metadata: metadata as unknown as EventMetadata,
  } as StreamEvent;
  if (!fine || !entryBytes(event).equals(sealed))
    throw new ExportLineError('The entry has another envelope than the entries of this version');
  return event;
}

function disclosuresOf(entry: JsonObject, held: unknown): Disclosure[] {
  if (!Array.isArray(held)) throw new ExportLineError('The line must hold its disclosures as a list');
  const places = new Set<string>();
  return held.map((one) => {
    const { pointer, disclosure: bytes } = isObject(one) ? one : {};
    if (typeof pointer !== 'string' || typeof bytes !== 'string')
      throw new ExportLineError('A disclosure of the line does not say its place and its value');
    if (!doesOpen(entry, { pointer, bytes }))
      throw new ExportLineError(`What is disclosed for ${pointer} does not open the commitment there`);
    if (places.has(pointer)) throw new ExportLineError(`${pointer} is disclosed twice`);
    places.add(pointer);
    return { pointer, bytes };
  });
}

function doesOpen(entry: JsonObject, disclosure: Disclosure): boolean {
  try {
    return opens(entry, disclosure);
  } catch {
    return false; // no JSON pointer, or no JSON behind it
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
