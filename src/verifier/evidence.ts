import { fromBase64 } from '../integrity/base64.js';
import { isSize } from '../integrity/size.js';
import { HASH_BYTES } from '../integrity/tree-hash.js';
import { isDay } from './envelope.js';
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
  /** Every entry that the checkpoint covers; `null` where only the figures' own are there. */
  entries: Uint8Array[] | null;
}

/** One figure or statement of the report. */
export interface Figure {
  /** Where it stands in the report's content (RFC 6901). */
  pointer: string;
  /** What it is about: stream, `/`, and the key below the object. */
  key: string;
  /** Place of the entry that answers for it. */
  index: number;
  entry: Uint8Array;
  /** Hashes that prove the entry in the checkpoint, the leaf's sibling first. */
  proof: Uint8Array[];
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
  const { origin, checkpoint, grade, figures, entries } = file;
  const { asReportedOn, atSize } = Object(file.view) as Unknown;
  must(typeof origin === 'string' && typeof checkpoint === 'string', 'it names no log, or has no checkpoint');
  must(isDay(asReportedOn as string) && isWhole(atSize), 'its view is no day and size');
  must(Array.isArray(figures), 'it lists no figures');
  must(entries === undefined || entries === null || Array.isArray(entries), 'its entries are no list');
  must(grade === undefined || grade === 'cited' || grade === 'complete', 'it claims to be neither cited nor complete');
  return {
    origin: origin as string,
    view: { asReportedOn: asReportedOn as string, atSize: atSize as number },
    checkpoint: checkpoint as string,
    grade: (grade as Grade | undefined) ?? (entries ? 'complete' : 'cited'),
    figures: (figures as unknown[]).map(figureOf),
    entries: entries ? (entries as unknown[]).map((entry, at) => bytesOf(entry, `entry ${at}`)) : null,
  };
}

function figureOf(figure: unknown, at: number): Figure {
  const { pointer, key, index, entry, proof } = Object(figure) as Unknown;
  const named = typeof pointer === 'string' && typeof key === 'string' && isWhole(index) && Array.isArray(proof);
  must(named, `figure ${at} does not say where it stands, what it is about and what proves it`);
  const hashes = (proof as unknown[]).map((hash) => bytesOf(hash, `the proof of figure ${at}`));
  must(
    hashes.every(({ length }) => length === HASH_BYTES),
    `the proof of figure ${at} is not made of hashes`,
  );
  return {
    ...{ pointer: pointer as string, key: key as string, index: index as number },
    ...{ entry: bytesOf(entry, `the entry of figure ${at}`), proof: hashes },
  };
}

function bytesOf(text: unknown, what: string): Uint8Array {
  const bytes = typeof text === 'string' ? fromBase64(text) : null;
  if (!bytes) throw new EvidenceError(`This is no evidence: ${what} is not base64`);
  return bytes;
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
