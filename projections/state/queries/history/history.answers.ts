import { CitationAnswer, EntrySourceAnswer } from '../documents.js';
import { ErasedAnswer } from '../erased.js';
import { Member } from '../member.js';
import { Named, Worded } from '../references.js';

/** One entry about an object, as it came into the ledger. */
export class HistoryAnswer {
  @Member('id', 'Event id.') id!: string;
  @Member('whole', 'Place in the ledger, counted from 0.') index!: number;
  @Member('text', 'What kind of event it is.') type!: string;
  @Member('text', 'Category of the object it is about: commitment, update, milestone, meeting, report or plan.')
  category!: string;
  @Member(() => Named) object!: Named;
  @Member('text', 'Which statement of the object.') facet!: string;
  @Member('day', 'When the public was told; absent on a void.', { optional: true }) reportedOn?: string;
  @Member('instant', 'When the ledger took it.') recordedAt!: string;
  @Member('text', '', { oneOf: ['live', 'backfill', 'correction'] }) entry!: string;
  @Member('text', '"Loaded later" and so on.') entryLabel!: string;
  @Member('text', 'The role in which it was entered.', { optional: true }) actingAs?: string;
  @Member('text', 'statement, changedByTheBody, ledgerCorrection or ledgerVoid.', {
    oneOf: ['statement', 'changedByTheBody', 'ledgerCorrection', 'ledgerVoid'],
  })
  kind!: string;
  @Member('id', 'The entry it acts on.', { optional: true }) target?: string;
  @Member('whole', 'Place of the entry that voided this one.', { optional: true }) voidedBy?: number;
  @Member(['id'], 'Entries that corrected this one.') correctedBy!: string[];
  @Member('json', 'What it states.') statement!: unknown;
  @Member('text', 'The same in words, as far as it can be; null where there are none, or they were erased.', {
    nullable: true,
  })
  is!: string | null;
  @Member('text', 'What had been said under the same key before, in words; of an act, what it acts on.', {
    nullable: true,
  })
  was!: string | null;
  @Member([() => Worded], 'By name, what the statement points at.') pointsAt!: Worded[];
  @Member('json', 'What a change says besides: its reason.', { optional: true }) change?: unknown;
  @Member('json', '', { optional: true }) effective?: unknown;
  @Member(() => EntrySourceAnswer, 'The document it was taken from.', { optional: true }) source?: EntrySourceAnswer;
  @Member([() => CitationAnswer], 'Passages it rests on.') citations!: CitationAnswer[];
  @Member([() => ErasedAnswer], 'What was erased from the entry. Those values are null here.', { optional: true })
  erased?: ErasedAnswer[];
}
