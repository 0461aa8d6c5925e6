import type { EntryKind } from '../../../src/ledger/event.js';
import type { Statement } from '../statement.js';
import { CitationAnswer, EntrySourceAnswer } from './documents.js';
import { readable } from './facts.js';
import { Member } from './member.js';

const LABELS: Record<EntryKind, string> = {
  live: 'Recorded at the time',
  backfill: 'Loaded later',
  correction: 'Ledger entry corrected',
};

/** How an entry came in, in the words that readers see. */
export function entryLabel(entry: EntryKind): string {
  return LABELS[entry];
}

/** Where an answer comes from. */
export class Provenance {
  @Member('id', 'The answering entry; see /api/entries/{event id}.') entryId!: string;
  @Member('whole', 'Place of the entry in the ledger, counted from 0.') index!: number;
  @Member('text', 'What kind of event it is.') type!: string;
  @Member('day', 'When the public was told.') reportedOn!: string;
  @Member('instant', 'When the ledger took it.') recordedAt!: string;
  @Member('text', 'How it came in.', { oneOf: ['live', 'backfill', 'correction'] }) entry!: EntryKind;
  @Member('text', 'The same in words, such as "Loaded later".') entryLabel!: string;
  @Member(() => EntrySourceAnswer, 'The document it was taken from.', { optional: true }) source?: EntrySourceAnswer;
  @Member([() => CitationAnswer], 'Passages it rests on.') citations!: CitationAnswer[];
  @Member('text', 'What its editors or the body say of it; null where it was erased.', {
    optional: true,
    nullable: true,
  })
  reason?: string | null;
}

export function provenanceOf(statement: Statement): Provenance {
  return {
    entryId: statement.id,
    index: statement.src,
    type: statement.type,
    reportedOn: statement.reportedOn,
    recordedAt: statement.recordedAt,
    entry: statement.entry,
    entryLabel: entryLabel(statement.entry),
    ...(statement.source ? { source: statement.source } : {}),
    citations: citationsOf(statement),
    ...(statement.data.reason === undefined ? {} : { reason: readable(statement.data.reason) as string | null }),
  };
}

/** The passages that an entry cites. */
export function citationsOf({ data }: Pick<Statement, 'data'>): CitationAnswer[] {
  return (readable(data.citations) as CitationAnswer[] | undefined) ?? [];
}
