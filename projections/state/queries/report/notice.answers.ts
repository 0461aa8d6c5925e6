import { Member } from '../member.js';
import { Named } from '../references.js';

/** What became of something that a report shows. */
export class NoticeEntry {
  @Member('id', 'The entry that says so; see /api/entries/{event id}.') entryId!: string;
  @Member('id', 'The entry that the report shows.', { optional: true }) shownEntryId?: string;
  @Member('text', 'Category of the object: metric, commitment and so on.') category!: string;
  @Member(() => Named) object!: Named;
  @Member('text', 'Which statement of the object.') facet!: string;
  @Member('day', 'When the public was told; the ledger tells of its own slips by putting them right.', {
    optional: true,
  })
  reportedOn?: string;
  @Member('instant', 'When it came into the ledger.') recordedAt!: string;
  @Member('text', 'Why; null where it was erased.', { optional: true, nullable: true }) reason?: string | null;
}

export const NOTICE_KINDS = [
  'restated',
  'revised',
  'takenBack',
  'corrected',
  'voided',
  'amended',
  'withdrawn',
] as const;

/** Something that readers of a report should know, beside what it shows for ever. */
export class ReportNotice {
  @Member(
    'text',
    'restated, revised, takenBack: by the body, of what the report shows. corrected, voided: slips of the ledger. ' +
      'amended, withdrawn: the report itself.',
    { oneOf: NOTICE_KINDS },
  )
  kind!: (typeof NOTICE_KINDS)[number];
  @Member('whole', 'The version of the report that it is about.') version!: number;
  @Member('text', 'In words, such as "3 figures later restated".') display!: string;
  @Member('whole', 'How many statements that the report shows.', { optional: true }) count?: number;
  @Member('flag', 'They are figures.', { optional: true }) figures?: boolean;
  @Member([() => NoticeEntry], 'In the order of the ledger, object by object.') entries!: NoticeEntry[];
}
