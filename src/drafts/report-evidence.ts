import type { QueryBus } from '@nestjs/cqrs';
import {
  GetCoveringNote,
  ProveEntries,
  type ProvenEntry,
  StreamSealed,
} from '../../projections/seal/queries/evidence.queries.js';
import { GetCheckpoint } from '../../projections/seal/queries/log.queries.js';
import { ProblemError } from '../http/problem.js';
import { toBase64 } from '../integrity/base64.js';
import { EVIDENCE_FORMAT } from '../verifier/evidence.js';
import type { Grade } from '../verifier/verdict.js';
import type { ShownContent } from './published-contents.js';

/** Entries that are read and proven at once. */
const PART = 100;

/** What a version of a report rests on, for whoever checks it without this service. */
export interface ReportEvidence {
  /** Number of entries that its checkpoint covers. */
  size: number;
  /** The file, as fast as it is taken: however many entries there are, few of them are in memory. */
  text: AsyncIterable<string>;
}

/** Which evidence is asked for. */
export interface Asked {
  reportId: string;
  shown: ShownContent;
  grade: Grade;
  /** Entries under the published checkpoint that it is to rest on; a fitting one unless told. */
  size?: number | undefined;
}

/**
 * Puts together the evidence of a version of a report.
 *
 * @throws ProblemError 404 `not-signed-yet` no checkpoint covers the version and what it rests on; 404
 * `unknown-checkpoint` none of this size was published; 400 `checkpoint-too-small` that one does not cover the version
 */
export async function evidenceOf({ reportId, shown, grade, size }: Asked, queries: QueryBus): Promise<ReportEvidence> {
  const needed = Math.max(shown.pinned.atSize, shown.index + 1);
  const checkpoint = await (size === undefined ? covering(needed, queries) : ofSize(size, needed, queries));
  return { size: checkpoint.size, text: textOf({ reportId, shown, grade, ...checkpoint }, queries) };
}

async function covering(needed: number, queries: QueryBus): Promise<SignedSize> {
  const checkpoint = await queries.execute(new GetCoveringNote(needed));
  if (checkpoint) return checkpoint;
  throw new ProblemError(404, 'not-signed-yet', 'No signed checkpoint covers this report yet', { field: 'id' });
}

async function ofSize(size: number, needed: number, queries: QueryBus): Promise<SignedSize> {
  if (size < needed) {
    const why = `This version rests on ${needed} entries, so its checkpoint must cover as many: leave size out`;
    throw new ProblemError(400, 'checkpoint-too-small', why, { field: 'size' });
  }
  const note = await queries.execute(new GetCheckpoint(size));
  if (note !== null) return { size, note };
  throw new ProblemError(404, 'unknown-checkpoint', 'No checkpoint of this size was published', { field: 'size' });
}

/** A published checkpoint. */
interface SignedSize {
  /** Number of entries that it covers. */
  size: number;
  /** As it was signed, cosignatures included. */
  note: string;
}

type Parts = Omit<Asked, 'size'> & SignedSize;

async function* textOf(parts: Parts, queries: QueryBus): AsyncGenerator<string> {
  const { shown, size, grade } = parts;
  const [publication] = await queries.execute(new ProveEntries([shown.publication], size));
  yield `${head(parts)},"content":${shown.content.toString('utf8')},"publication":${JSON.stringify(proven(publication!))}`;
  yield ',"figures":[';
  const { entries } = JSON.parse(shown.content.toString('utf8')) as { entries: { key: string; entry: string }[] };
  for (let from = 0; from < entries.length; from += PART) {
    const part = entries.slice(from, from + PART);
    const found = await queries.execute(
      new ProveEntries(
        part.map(({ entry }) => entry),
        size,
      ),
    );
    const figures = part.map(({ key }, at) => ({ pointer: `/entries/${from + at}`, key, ...proven(found[at]!) }));
    yield (from === 0 ? '' : ',\n') + figures.map((figure) => JSON.stringify(figure)).join(',\n');
  }
  yield '],"entries":';
  if (grade === 'cited') yield 'null}\n';
  else yield* allEntries(await queries.execute(new StreamSealed(size)));
}

/** What stands in the file first. */
function head({ reportId, shown, grade, note }: Parts): string {
  const { version, title, pinned, sha256 } = shown;
  const report = { id: reportId, version, title, ...(sha256 === undefined ? {} : { sha256 }) };
  const { asReportedOn, atSize } = pinned;
  const [origin] = note.split('\n', 1);
  const members = { format: EVIDENCE_FORMAT, origin, grade, report, view: { asReportedOn, atSize }, checkpoint: note };
  return JSON.stringify(members).slice(0, -1);
}

function proven({ index, entry, proof }: ProvenEntry) {
  return { index, entry: toBase64(entry), proof: proof.map(toBase64) };
}

async function* allEntries(pages: AsyncIterable<Uint8Array[]>): AsyncGenerator<string> {
  let before = '[';
  for await (const page of pages) {
    yield before + page.map((entry) => `"${toBase64(entry)}"`).join(',\n');
    before = ',\n';
  }
  yield ']}\n';
}
