import { Query } from '@nestjs/cqrs';
import { Member } from '../../state/queries/member.js';

/** How many entries there are of a type. */
export class EntriesOfType {
  @Member('text', 'For example StatusReported.') type!: string;
  @Member('whole') count!: number;
}

/** A paper that a backfill was opened for. */
export class BackfillPaper {
  @Member('id') id!: string;
  @Member(['text'], 'Identifiers such as S-2022-08-04-P1.') externalIds!: string[];
  @Member('text', 'Absent where the document is not registered.', { optional: true }) title?: string;
  @Member('text', 'SHA-256 of the file, in hexadecimal digits.') sha256!: string;
}

/** A load of papers that are older than the ledger. */
export class BackfillAnswer {
  @Member('id', 'The entry that opened it, which every entry of it names as its batch.') id!: string;
  @Member('whole', 'Place of that entry in the ledger, counted from 0.') index!: number;
  @Member('text') title!: string;
  @Member('text', 'Unfinished until somebody else has compared it with the papers.', {
    oneOf: ['unfinished', 'closed'],
  })
  state!: 'unfinished' | 'closed';
  @Member([() => BackfillPaper]) papers!: BackfillPaper[];
  @Member('text', 'How the papers were turned into entries.') method!: string;
  @Member('text', 'The program that loaded them, and its version.') loader!: string;
  @Member('instant') openedAt!: string;
  @Member('text', 'The role in which somebody opened it.', { optional: true }) openedBy?: string;
  @Member('instant', '', { optional: true }) closedAt?: string;
  @Member('text', 'The role in which somebody else closed it.', { optional: true }) closedBy?: string;
  @Member('whole', 'Entries that came in with it.') entries!: number;
  @Member('whole', 'Place of the first of them in the ledger.', { optional: true }) first?: number;
  @Member('whole', 'Place of the last of them.', { optional: true }) last?: number;
  @Member('day', 'The earliest day on which something of it was reported.', { optional: true }) reportedFrom?: string;
  @Member('day', 'The latest such day.', { optional: true }) reportedTo?: string;
  @Member('whole', 'Lines that were refused and left out, as stated at its closing.', { optional: true })
  refused?: number;
}

/** The same, entry by type of entry. */
export class BackfillDetail extends BackfillAnswer {
  @Member([() => EntriesOfType], 'By type, as the ledger holds them.') counts!: EntriesOfType[];
  @Member([() => EntriesOfType], 'By type, as stated at its opening.', { optional: true }) expected?: EntriesOfType[];
  @Member([() => EntriesOfType], 'By type, as stated at its closing.', { optional: true }) stated?: EntriesOfType[];
}

/** Every backfill in a ledger of this size, in the order in which they were opened. */
export class GetBackfills extends Query<BackfillAnswer[]> {
  constructor(readonly atSize: number) {
    super();
  }
}

/** One backfill by the event id of its opening; `undefined` where there is none in a ledger of this size. */
export class GetBackfill extends Query<BackfillDetail | undefined> {
  constructor(
    readonly atSize: number,
    readonly id: string,
  ) {
    super();
  }
}
