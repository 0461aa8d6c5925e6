import type { QueryBus } from '@nestjs/cqrs';
import {
  GetCoveringNote,
  ProveEntries,
  type ProvenEntry,
  StreamSealed,
} from '../../projections/seal/queries/evidence.queries.js';
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

/**
 * Puts together the evidence of a version of a report.
 *
 * @returns `null` while no checkpoint covers the version and what it rests on
 */
export async function evidenceOf(
  reportId: string,
  shown: ShownContent,
  grade: Grade,
  queries: QueryBus,
): Promise<ReportEvidence | null> {
  const checkpoint = await queries.execute(new GetCoveringNote(Math.max(shown.pinned.atSize, shown.index + 1)));
  if (!checkpoint) return null;
  return { size: checkpoint.size, text: textOf({ reportId, shown, grade, ...checkpoint }, queries) };
}

interface Parts {
  reportId: string;
  shown: ShownContent;
  grade: Grade;
  size: number;
  note: string;
}

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
