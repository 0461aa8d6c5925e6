import type { TrailDetail } from '../../../projections/audit-trail/queries/trail/trail.answers.js';
import type { EntryAnswer } from '../../../projections/seal/queries/entries.queries.js';
import type { DiffStretch } from '../../../projections/state/queries/wording/wording.answers.js';
import { canonicalBytes, type JsonObject } from '../../integrity/canonical-json.js';
import { type DiffPart, diffParts } from '../parts/word-diff.js';
import { writeAddress } from '../time/address.js';
import { type Sentence, sentenceOf, type What, whatOf } from './told.js';

/** A value that stands beside the entry: at its place is a fingerprint of it. */
export interface ValueBeside {
  /** RFC 6901. */
  pointer: string;
  /** As JSON where it is no text; absent where it was erased. */
  value?: string;
  /** Place of the entry that says that it was erased. */
  erasedBy?: number;
}

export interface EntryPage {
  entry: TrailDetail;
  what: What;
  sentence: Sentence;
  /** It tells of a document, and was taken from that document's very file. */
  isFromItsOwnFile: boolean;
  /** Word by word; empty where short words stand beside each other. */
  diff: DiffPart[];
  /** The newest place in the ledger. */
  last: number;
  /** What was sealed, byte for byte, and over several lines. */
  bytes: { exact: string; count: number; readable: string; leafHash: string };
  values: ValueBeside[];
  /** Address of the plan's replay after this entry; absent where it belongs to none. */
  replay?: string;
}

/**
 * @param size of the ledger
 * @param plan path of the plan that it belongs to
 */
export function entryPage(
  entry: TrailDetail,
  { entry: sealed, leafHash, disclosures, erased }: EntryAnswer,
  { size, plan }: { size: number; plan: string | undefined },
): EntryPage {
  const bytes = canonicalBytes(sealed as JsonObject);
  return {
    ...{ entry, what: whatOf(entry), sentence: sentenceOf(entry), diff: diffOf(entry.effect.diff), last: size - 1 },
    isFromItsOwnFile: isFromItsOwnFile(entry, sealed as JsonObject),
    bytes: {
      ...{ exact: bytes.toString('utf8'), count: bytes.length, leafHash },
      readable: JSON.stringify(sealed, null, 2),
    },
    values: [
      ...disclosures.map(({ pointer, disclosure }) => ({ pointer, value: valueIn(disclosure) })),
      ...erased.map(({ pointer, index }) => ({ pointer, erasedBy: index })),
    ].sort((a, b) => (a.pointer < b.pointer ? -1 : 1)),
    ...(plan === undefined ? {} : { replay: replayAddress(plan, { index: entry.index, on: entry.recordedOn }) }),
  };
}

/** A document that is registered, or a copy added to it, may be named by its fingerprint alone as what was read. */
function isFromItsOwnFile({ category, source }: TrailDetail, { data }: JsonObject): boolean {
  const { sha256 } = (data ?? {}) as JsonObject;
  return category === 'source' && sha256 !== undefined && sha256 === source?.sha256;
}

/** Where a plan is seen as the ledger showed it after an entry, on a day. */
function replayAddress(plan: string, { index, on }: { index: number; on: string }): string {
  return writeAddress({ time: { asReportedOn: on, atSize: index + 1 }, path: `${plan}/replay` });
}

export function diffOf(diff: readonly DiffStretch[] | undefined): DiffPart[] {
  return diff ? diffParts(diff) : [];
}

/** A disclosure is the JSON of its salt, its place and its value. */
function valueIn(disclosure: string): string {
  const [, , value] = JSON.parse(disclosure) as [string, string, unknown];
  return typeof value === 'string' ? value : JSON.stringify(value);
}
