import type { Day } from '../../../src/ledger/dates.js';
import type { EntryKind } from '../../../src/ledger/event.js';
import type { HistoryEntry, Statement } from '../statement.js';
import { CitationAnswer, EntrySourceAnswer } from './documents.js';
import { ErasedAnswer, erasedAnswers } from './erased.js';
import { present, readable } from './facts.js';
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
  @Member('text', 'Why the body changed or took back what it had said, or what the ledger had wrong.', {
    optional: true,
    nullable: true,
  })
  changeReason?: string | null;
  @Member([() => ErasedAnswer], 'What was erased from the entry. Those values are null here.', { optional: true })
  erased?: ErasedAnswer[];
}

export function provenanceOf(statement: Statement): Provenance {
  return provenance(statement, statement.src, statement.reportedOn);
}

/** The same of an entry of a history, with the day of the statement that it belongs to. */
export function provenanceOfEntry(entry: Omit<HistoryEntry, 'reportedOn'>, reportedOn: Day): Provenance {
  return provenance(entry, entry.sequence, reportedOn);
}

function provenance(entry: Omit<HistoryEntry, 'sequence' | 'reportedOn'>, index: number, reportedOn: Day): Provenance {
  const { correctionReason, note, reason } = entry.change ?? {};
  return present<Provenance>({
    entryId: entry.id,
    index,
    type: entry.type,
    reportedOn,
    recordedAt: entry.recordedAt,
    entry: entry.entry,
    entryLabel: entryLabel(entry.entry),
    source: entry.source,
    citations: citationsOf(entry),
    reason: readable(entry.data.reason) as string | null | undefined,
    changeReason: readable(correctionReason ?? note ?? reason) as string | null | undefined,
    erased: erasedAnswers(entry),
  });
}

/** The passages that an entry cites; a change cites its own, beside the statement that it carries. */
export function citationsOf({ data, change = data }: Pick<HistoryEntry, 'data' | 'change'>): CitationAnswer[] {
  return (readable(change.citations) as CitationAnswer[] | undefined) ?? [];
}
