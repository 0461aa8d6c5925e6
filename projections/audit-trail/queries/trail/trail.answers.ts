import type { EntryKind } from '../../../../src/ledger/event.js';
import { CitationAnswer, EntrySourceAnswer } from '../../../state/queries/documents.js';
import { ErasedAnswer } from '../../../state/queries/erased.js';
import { Member } from '../../../state/queries/member.js';
import { Named } from '../../../state/queries/references.js';
import { DiffStretch } from '../../../state/queries/wording/wording.answers.js';

/** An entry that is pointed at. */
export class EntryPointer {
  @Member('id', 'Event id.') id!: string;
  @Member('whole', 'Place in the ledger, counted from 0.') index!: number;
  @Member('text', 'What kind of event it is.') type!: string;
}

/** One entry of the ledger: what it is about and what it says, in words. */
export class TrailLine {
  @Member('id', 'Event id.') id!: string;
  @Member('whole', 'Place in the ledger, counted from 0.') index!: number;
  @Member('text', 'What kind of event it is.') type!: string;
  @Member('text', 'What kind of event states what this one is about: of a change, the kind of the statement changed.')
  kind!: string;
  @Member('text', 'Category of the object it is about.') category!: string;
  @Member(() => Named) object!: Named;
  @Member(() => Named, 'The part of the object that it is about.', { optional: true }) part?: Named;
  @Member(() => Named, 'The plan that it belongs to.', { optional: true }) plan?: Named;
  @Member('text', 'Which statement of the object; absent on administrative entries.', { optional: true })
  facet?: string;
  @Member('day', 'When the public was told; absent on voids and administrative entries.', { optional: true })
  reportedOn?: string;
  @Member('instant', 'When the ledger took it.') recordedAt!: string;
  @Member('day', "The day of that, in the ledger's time zone.") recordedOn!: string;
  @Member('text', 'How it came in; absent on administrative entries.', {
    optional: true,
    oneOf: ['live', 'backfill', 'correction'],
  })
  entry?: EntryKind;
  @Member('text', 'The role in which it was entered.', { optional: true }) actingAs?: string;
  @Member('text', 'What it says, in words, where there are words for it; null where they were erased or never were.', {
    nullable: true,
  })
  said!: string | null;
  @Member(() => EntryPointer, 'The entry that it acts on.', { optional: true }) target?: EntryPointer;
  @Member([() => EntryPointer], 'Entries that act on it, in the order of the ledger.') actedOnBy!: EntryPointer[];
}

/** A stretch of the audit trail, the newest entry first. */
export class TrailPage {
  @Member([() => TrailLine]) lines!: TrailLine[];
  @Member('whole', 'Entries that fit, on all pages.') total!: number;
  @Member('flag', 'There are newer ones that fit.') newer!: boolean;
  @Member('flag', 'There are older ones that fit.') older!: boolean;
  /** Of all pages, by how they came in; administrative ones count to none. */
  entries!: Record<EntryKind, number>;
}

/** What an entry made otherwise. */
export class EntryEffect {
  @Member(
    'text',
    'shown: what was known when it was recorded. earlier: only what had been reported on an earlier day, because ' +
      'something reported later stands. nothing: no answer of any view.',
    { oneOf: ['shown', 'earlier', 'nothing'] },
  )
  on!: 'shown' | 'earlier' | 'nothing';
  @Member(
    'text',
    'stated: for the first time. changed. repeated: said anew in the same words. takenBack: nothing stands any more.',
    { oneOf: ['stated', 'changed', 'repeated', 'takenBack'], optional: true },
  )
  made?: 'stated' | 'changed' | 'repeated' | 'takenBack';
  @Member('day', 'The day of the views compared.') asReportedOn!: string;
  @Member('text', 'In words, what answered before.', { nullable: true }) was!: string | null;
  @Member('text', 'In words, what answers with it.', { nullable: true }) is!: string | null;
  @Member([() => DiffStretch], 'Word by word, where both are texts.', { optional: true }) diff?: DiffStretch[];
  @Member(() => EntryPointer, 'The entry that answered before.', { optional: true }) before?: EntryPointer;
}

/** One entry in plain words. */
export class TrailDetail extends TrailLine {
  @Member(() => EntryEffect) effect!: EntryEffect;
  @Member('text', 'Why, as its editors or the body say; null where that was erased.', {
    optional: true,
    nullable: true,
  })
  reason?: string | null;
  @Member([() => Named], 'Whatever has a name of all that it is about and names.') mentions!: Named[];
  @Member('json', 'What the statement is about in time.', { optional: true }) effective?: unknown;
  @Member(() => EntrySourceAnswer, 'The document it was taken from.', { optional: true }) source?: EntrySourceAnswer;
  @Member([() => CitationAnswer], 'Passages it rests on.') citations!: CitationAnswer[];
  @Member([() => ErasedAnswer], 'What was erased from it.', { optional: true }) erased?: ErasedAnswer[];
}
