import { Member } from '../member.js';
import { Provenance } from '../provenance.js';
import { Named, Worded } from '../references.js';
import { DiffStretch } from '../wording/wording.answers.js';

export const CHANGE_KINDS = [
  ...(['status', 'words', 'date', 'figure', 'place', 'added', 'dropped'] as const),
  ...(['update', 'decision', 'delivery', 'variation', 'other', 'silent', 'scheme', 'editors'] as const),
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

export const CAUSES = [
  ...(['later report', 'revision', 'restatement', 'withdrawal'] as const),
  ...(['ledger correction', 'void', 'loaded later'] as const),
] as const;
export type Cause = (typeof CAUSES)[number];

export const LINK_ENDS = ['older', 'newer'] as const;
export type LinkEnd = (typeof LINK_ENDS)[number];

/** The view that a later one is compared with. */
export class ViewBefore {
  @Member('day', 'Nothing is as old as 0001-01-01: compared with it, everything is new.') asReportedOn!: string;
  @Member('whole') atSize!: number;
}

/** How many lines there are, of everything that fits what was asked but for the kind. */
export class ChangeCounts {
  @Member('whole') status!: number;
  @Member('whole') words!: number;
  @Member('whole') dates!: number;
  @Member('whole') figures!: number;
  @Member('whole') places!: number;
  @Member('whole', 'Promises, parts of plans, metrics and other objects that are new.') added!: number;
  @Member('whole', 'Retired, dropped or taken back.') dropped!: number;
  @Member('whole') updates!: number;
  @Member('whole') decisions!: number;
  @Member('whole') delivery!: number;
  @Member('whole', 'Of plans in force, as somebody summed them up.') variations!: number;
  @Member('whole', 'Of what statuses are called, and which there are.') schemes!: number;
  @Member('whole') other!: number;
  @Member(
    'whole',
    "What the ledger's editors added, such as links between promises; that one was dropped is counted there.",
  )
  editors!: number;
  @Member('whole', 'Commitments of which nothing was said in between.') silent!: number;
  @Member('whole', 'Of all these, what the body restated.') restated!: number;
  @Member('whole', 'Of all these, what the ledger had wrong: corrections and voids.') corrected!: number;
}

/** One thing that is otherwise in the later view. */
export class ChangeLine {
  @Member('text', 'The key that it stands under; of a silent commitment, its stream.') id!: string;
  @Member(
    'text',
    "scheme: what statuses are called. editors: added by the ledger's editors. other: said again in the same words, or " +
      'of another sort.',
    { oneOf: CHANGE_KINDS },
  )
  kind!: ChangeKind;
  @Member(() => Worded, 'What it is said of.') object!: Worded;
  @Member('text', 'plan, commitment, update, milestone, metric, meeting, settings and so on.') category!: string;
  @Member(() => Named, '', { optional: true }) plan?: Named;
  @Member([() => Named], 'Of an update or a milestone: what it is about.', { optional: true }) about?: Named[];
  @Member('text', 'Of a link between promises: at which of its ends that is.', { optional: true, oneOf: LINK_ENDS })
  end?: LinkEnd;
  @Member([() => Worded], 'Of a link between promises: those at its other end.', { optional: true })
  others?: Worded[];
  @Member([() => Worded], 'Of a link between promises: those at the same end of it.', { optional: true })
  together?: Worded[];
  @Member('text', 'Of a figure: its period, areas and part, in words.', { optional: true }) figure?: string;
  @Member('text', 'The key below the object, such as status/officer.', { optional: true }) facet?: string;
  @Member('json', 'What was said before; null where nothing was.', { nullable: true })
  before!: Record<string, unknown> | null;
  @Member('json', 'What is said now; null where nothing is, or where it was taken back.', { nullable: true })
  after!: Record<string, unknown> | null;
  @Member('text', 'The same before in words, as far as it can be; null where there are none, or they were erased.', {
    nullable: true,
  })
  was!: string | null;
  @Member('text', 'And now.', { nullable: true }) is!: string | null;
  @Member([() => DiffStretch], 'Of words that can be compared, word by word.', { optional: true })
  diff?: DiffStretch[];
  @Member(
    'text',
    'What made the difference. later report: it was reported, or said by the editors, in between. loaded later: it had ' +
      'been reported by then, but not recorded. ledger correction and void: the ledger had it wrong.',
    { optional: true, oneOf: CAUSES },
  )
  because?: Cause;
  @Member('flag', "The ledger's editors say so, not the body.", { optional: true })
  byEditors?: boolean;
  @Member(() => Provenance, 'The entry that answers now.', { optional: true }) from?: Provenance;
  @Member(() => Provenance, 'The entry that answered before.', { optional: true }) beforeFrom?: Provenance;
}
