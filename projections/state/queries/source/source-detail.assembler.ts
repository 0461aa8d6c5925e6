import { Citation } from '../../../../src/ledger/catalogue/envelope.dto.js';
import { fieldsOf } from '../../../../src/ledger/catalogue/fields.js';
import type { Statement } from '../../statement.js';
import type { CitationAnswer } from '../documents.js';
import { compare, type Facts, present, readable } from '../facts.js';
import { Names } from '../names.js';
import { provenanceOf } from '../provenance.js';
import { sources } from './source.assembler.js';
import type { SourceCopyAnswer, SourceDetail, SourcePassage, SourceUnavailable } from './source-detail.answers.js';

/** A document with its copies, what took its place and whose place it took; `undefined` where it is not in the view. */
export function sourceDetail(id: string, facts: Facts): SourceDetail | undefined {
  const summary = sources(facts).find((one) => one.id === id);
  const source = facts.object('source', id);
  if (!summary || !source) return undefined;
  const names = new Names(facts);
  const gone = source.get('availability');
  const earlier = facts.all('source').filter((one) => one.value('succession', 'bySourceId') === id);
  return present<SourceDetail>({
    ...summary,
    publishedOn: source.value('description', 'publishedOn'),
    retrievedOn: source.value('description', 'retrievedOn'),
    archiveAddress: source.value('description', 'archiveAddress'),
    licence: source.value('description', 'licence'),
    copies: source.list('copy/*').map(copy),
    supersedes: earlier.map((one) => names.of(one.id)!),
    unavailable: gone && unavailable(gone),
  });
}

function copy(statement: Statement): SourceCopyAnswer {
  const { sha256, address, retrievedOn, mediaType, size } = statement.data as unknown as SourceCopyAnswer;
  return { sha256, address, retrievedOn, mediaType, size, from: provenanceOf(statement) };
}

function unavailable(statement: Statement): SourceUnavailable {
  const { address, seenOn, archiveAddress } = statement.data as unknown as SourceUnavailable;
  return present<SourceUnavailable>({ address, seenOn, archiveAddress, from: provenanceOf(statement) });
}

/** Statements that rest on a document, in the order of its lines; what cites no line stands at the end. */
export function passagesOf(id: string, statements: readonly Statement[], names: Names): SourcePassage[] {
  return statements
    .map((statement) => ({
      id: `${statement.stream}/${statement.facet}`,
      category: statement.category,
      object: names.of(statement.objectId)!,
      facet: statement.facet,
      passages: citationsOf(id, [statement.data, statement.change]),
      from: provenanceOf(statement),
    }))
    .sort((a, b) => firstLine(a) - firstLine(b) || a.from.index - b.from.index || compare(a.id, b.id));
}

const CITATION = new Set(fieldsOf(Citation).map(({ name }) => name));

/** Every citation of a document in a value, at any depth. What names a document and more besides is no citation. */
function citationsOf(id: string, value: unknown): CitationAnswer[] {
  if (Array.isArray(value)) return value.flatMap((one) => citationsOf(id, one));
  if (typeof value !== 'object' || value === null) return [];
  if ((value as { sourceId?: unknown }).sourceId === id && Object.keys(value).every((name) => CITATION.has(name)))
    return [readable(value) as CitationAnswer];
  return Object.values(value).flatMap((one) => citationsOf(id, one));
}

function firstLine({ passages }: SourcePassage): number {
  return Math.min(...passages.map(({ line }) => line ?? Number.MAX_SAFE_INTEGER), Number.MAX_SAFE_INTEGER);
}
