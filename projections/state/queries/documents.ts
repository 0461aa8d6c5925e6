import { LAST_DAY, type StateReader, type View } from '../statement.js';
import { Member } from './member.js';

/** A kept document by what people know it by; its id stands beside. */
export class DocumentAnswer {
  @Member(['text'], 'Identifiers such as S-2022-08-04-P1.') externalIds!: string[];
  @Member('text') title!: string;
  @Member('text', 'SHA-256 of the file, in hexadecimal digits.') sha256!: string;
}

/** A passage of a document. */
export class CitationAnswer {
  @Member('id') sourceId!: string;
  @Member(() => DocumentAnswer, 'Absent where the ledger does not hold the document.', { optional: true })
  document?: DocumentAnswer;
  @Member('text', 'SHA-256 of the copy that was read, where it is another one.', { optional: true }) sha256?: string;
  @Member('text', '', { optional: true }) page?: string;
  @Member('text', '', { optional: true }) section?: string;
  @Member('text', 'Of a table, for example P1/R3.', { optional: true }) row?: string;
  @Member('text', '', { optional: true }) paragraph?: string;
  @Member('whole', 'Physical line of the kept text, counted from 1.', { optional: true }) line?: number;
  @Member('text', 'The words themselves; null where they were erased.', { optional: true, nullable: true })
  quote?: string | null;
}

/** Where an entry was taken from. */
export class EntrySourceAnswer {
  @Member('id', '', { optional: true }) doc?: string;
  @Member(() => DocumentAnswer, 'Absent where the ledger does not hold the document.', { optional: true })
  document?: DocumentAnswer;
  @Member('text', '', { optional: true }) url?: string;
  @Member('text', 'SHA-256 of the file, in hexadecimal digits.', { optional: true }) sha256?: string;
  @Member('id', 'The backfill it came in with: event id of its BackfillOpened.', { optional: true }) batch?: string;
}

/**
 * An answer in which a `document` stands beside every reference to one, so that a citation can be read without another
 * question. Documents are named as the whole ledger of this size knows them, whatever the day of the view: a statement
 * may be older than the paper that tells of it.
 *
 * @param answer made for this question alone, or about to be: it is completed in place
 */
export async function cited<T>(reader: StateReader, { atSize }: View, answer: T | Promise<T>): Promise<T> {
  const made = await answer;
  const citing = new Map<string, object[]>();
  addCiting(made, citing);
  if (citing.size === 0) return made;
  const everything = { asReportedOn: LAST_DAY, atSize };
  // However many documents the ledger holds, those of the answer are read.
  const streams = [...citing.keys()].map((id) => `source-${id}`);
  for (const one of await reader.statements(everything, { streams, facets: ['description'] })) {
    if (one.withdrawn) continue;
    const { externalIds = [], title, sha256 } = one.data;
    const document = { externalIds, title, sha256 } as DocumentAnswer;
    for (const reference of citing.get(one.objectId)!) Object.assign(reference, { document });
  }
  return made;
}

/** Adds all that refers to a document, by the document's id. */
function addCiting(value: unknown, citing: Map<string, object[]>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const name in value) addCiting((value as Record<string, unknown>)[name], citing);
  const { sourceId, doc } = value as { sourceId?: unknown; doc?: unknown };
  const id = sourceId ?? doc;
  if (typeof id === 'string') {
    const others = citing.get(id);
    if (others) others.push(value);
    else citing.set(id, [value]);
  }
}
