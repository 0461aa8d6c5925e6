import { fromBase64 } from '../integrity/base64.js';
import { isDay } from '../integrity/calendar.js';
import type { JsonObject } from '../integrity/canonical-json.js';
import { isSize } from '../integrity/size.js';
import { HASH_BYTES } from '../integrity/tree-hash.js';
import type { Grade } from './verdict.js';

export const EVIDENCE_FORMAT = 'progress-ledger-evidence@1';

/** What a report rests on, to be checked without the ledger. */
export interface Evidence {
  /** Name of the log. */
  origin: string;
  /** What the report shows: all that had been reported by a day, out of the first so many entries. */
  view: { asReportedOn: string; atSize: number };
  /** Signed; of `atSize` entries or more. */
  checkpoint: string;
  /** What it claims to be. */
  grade: Grade;
  figures: Figure[];
  /** What the report shows: the canonical JSON of this is what the report's fingerprint is of. */
  content?: JsonObject;
  /** The entry that published the report. */
  publication?: Proven;
  /** Every entry that the checkpoint covers; `null` where only the figures' own are there. */
  entries: Uint8Array[] | null;
}

/** An entry with what proves it. */
export interface Proven {
  /** Place of the entry. */
  index: number;
  entry: Uint8Array;
  /** Hashes that prove the entry in the checkpoint, the leaf's sibling first. */
  proof: Uint8Array[];
}

/** One figure or statement of the report, with the entry that answers for it. */
export interface Figure extends Proven {
  /** Where it stands in the report's content (RFC 6901). */
  pointer: string;
  /** What it is about: stream, `/`, and the key below the object. */
  key: string;
}

/** The text is no evidence, or of a version that is not known here. */
export class EvidenceError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'EvidenceError';
  }
}

type Unknown = Record<string, unknown>;

/**
 * Reads a file of evidence. What it says beyond the format is passed over.
 *
 * @throws EvidenceError
 */
export function parseEvidence(text: string): Evidence {
  const file = parsed(text);
  if (file.format !== EVIDENCE_FORMAT)
    throw new EvidenceError(`The file is not of the format ${EVIDENCE_FORMAT}, the only one that is known here`);
  const { origin, checkpoint, grade, figures, entries, content, publication } = file;
  const { asReportedOn, atSize } = Object(file.view) as Unknown;
  must(typeof origin === 'string' && typeof checkpoint === 'string', 'it names no log, or has no checkpoint');
  must(isDay(asReportedOn as string) && isWhole(atSize), 'its view is no day and size');
  must(Array.isArray(figures), 'it lists no figures');
  must(content === undefined || isObject(content), 'the content of its report is no object');
  must(entries === undefined || entries === null || Array.isArray(entries), 'its entries are no list');
  must(grade === undefined || grade === 'cited' || grade === 'complete', 'it claims to be neither cited nor complete');
  return {
    origin: origin as string,
    view: { asReportedOn: asReportedOn as string, atSize: atSize as number },
    checkpoint: checkpoint as string,
    grade: (grade as Grade | undefined) ?? (entries ? 'complete' : 'cited'),
    figures: (figures as unknown[]).map(figureOf),
    ...(content === undefined ? {} : { content: content as JsonObject }),
    ...(publication === undefined ? {} : { publication: provenOf(publication, 'the publication') }),
    entries: entries ? (entries as unknown[]).map((entry, at) => bytesOf(entry, `entry ${at}`)) : null,
  };
}

function figureOf(figure: unknown, at: number): Figure {
  const { pointer, key } = Object(figure) as Unknown;
  must(
    typeof pointer === 'string' && typeof key === 'string',
    `figure ${at} does not say where it stands, and what it is about`,
  );
  return { pointer: pointer as string, key: key as string, ...provenOf(figure, `figure ${at}`) };
}

function provenOf(given: unknown, what: string): Proven {
  const { index, entry, proof } = Object(given) as Unknown;
  must(isWhole(index) && Array.isArray(proof), `${what} does not say what proves it`);
  const hashes = (proof as unknown[]).map((hash) => bytesOf(hash, `the proof of ${what}`));
  must(
    hashes.every(({ length }) => length === HASH_BYTES),
    `the proof of ${what} is not made of hashes`,
  );
  return { index: index as number, entry: bytesOf(entry, `the entry of ${what}`), proof: hashes };
}

function bytesOf(text: unknown, what: string): Uint8Array {
  const bytes = typeof text === 'string' ? fromBase64(text) : null;
  if (!bytes) throw new EvidenceError(`This is no evidence: ${what} is not base64`);
  return bytes;
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isWhole(value: unknown): boolean {
  return typeof value === 'number' && isSize(value);
}

function must(condition: boolean, fault: string): void {
  if (!condition) throw new EvidenceError(`This is no evidence: ${fault}`);
}

function parsed(text: string): Unknown {
  try {
    return Object(JSON.parse(text));
  } catch {
    throw new EvidenceError('This is no evidence: it is no JSON');
  }
}
