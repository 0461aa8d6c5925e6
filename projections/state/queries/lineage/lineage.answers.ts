import { CitationAnswer } from '../documents.js';
import { AddedByEditors } from '../editors.js';
import { Member } from '../member.js';
import { CountedCommitment } from '../plan/plan.answers.js';
import { Provenance } from '../provenance.js';
import { Named } from '../references.js';
import { DiffStretch } from '../wording/wording.answers.js';

/** A promise at one end of a link. */
export class LinkedPromise extends Named {
  @Member('text', 'Its words; absent where none are held.', { optional: true }) text?: string;
  @Member(() => Named, 'The plan that it is in.', { optional: true }) plan?: Named;
}

/** A link between older and newer promises, made by the ledger's editors. */
export class LineageLink {
  @Member('id', 'Of the link.') id!: string;
  @Member('text', 'carriedForward, rewordedEditorial, rewordedSubstantive, splitInto, mergedFrom, moved and so on.')
  type!: string;
  @Member([() => LinkedPromise], 'The older ones; none for what is new.') from!: LinkedPromise[];
  @Member([() => LinkedPromise], 'The newer ones; none for what nothing follows.') to!: LinkedPromise[];
  @Member(() => CitationAnswer, 'The plain text that became a promise.', { optional: true }) passage?: CitationAnswer;
  @Member('text', 'Whether a paper says so (printed) or its editors (judgement).', { oneOf: ['printed', 'judgement'] })
  basis!: string;
  @Member(() => Provenance, 'Who made it, when and why.') assertedBy!: Provenance;
  @Member(() => Provenance, 'Who took it back, when and why; absent while it stands.', { optional: true })
  withdrawnBy?: Provenance;
}

/** A promise whose words are like these. Nobody has said that the two belong together. */
export class Suggestion {
  @Member(() => CountedCommitment) commitment!: CountedCommitment;
  @Member(() => Named, 'The plan that it is in.') plan!: Named;
  @Member('text', 'Share of words in common, from 0.35 to 1.00.') likeness!: string;
  @Member('text', '', { oneOf: ['same words', 'like words'] }) why!: string;
}

/** Where a promise came from and what became of it. */
export class LineageAnswer {
  @Member('id', 'Of the commitment.') id!: string;
  @Member(() => CountedCommitment) commitment!: CountedCommitment;
  @Member(() => Named) plan!: Named;
  @Member([() => LineageLink], 'What it comes from.') before!: LineageLink[];
  @Member([() => LineageLink], 'What became of it.') after!: LineageLink[];
  @Member([() => LineageLink], 'Others with the same words, both kept.') duplicates!: LineageLink[];
  @Member([() => LineageLink], 'Links that were taken back.') withdrawn!: LineageLink[];
  @Member(['text'], 'Such as Dropped, or that nobody has linked it.') labels!: string[];
  @Member([() => Suggestion], 'Of the plan before and the plan after, from comparing words; never asserted.')
  suggestions!: Suggestion[];
  @Member([() => AddedByEditors], 'Links that the editors made after the day of this view.')
  addedByEditors!: AddedByEditors[];
}

/** Two promises side by side, or one that stands alone. */
export class ComparisonRow {
  @Member(() => CountedCommitment, 'Of the older plan.', { optional: true }) before?: CountedCommitment;
  @Member(() => CountedCommitment, 'Of the newer plan.', { optional: true }) after?: CountedCommitment;
  @Member('text', 'Type of the link; null: nobody has linked it.', { nullable: true }) type!: string | null;
  @Member('text', 'printed or judgement.', { optional: true }) basis?: string;
  @Member('text', 'What comparing the letters says.', {
    optional: true,
    oneOf: ['identical', 'editorial', 'substantive'],
  })
  hint?: string;
  @Member([() => DiffStretch], 'Absent where there is nothing to compare, or only a paraphrase.', { optional: true })
  diff?: DiffStretch[];
  @Member(() => Provenance, 'Who made the link, when and why.', { optional: true }) from?: Provenance;
}

/** How the promises of a plan are accounted for in another. */
export class ComparisonCounts {
  @Member('whole', 'Commitments of the older plan that a link leads from to the newer one.') linked!: number;
  @Member('whole', 'Marked as dropped.') dropped!: number;
  @Member('whole', 'Counted somewhere, but found in no paper.') noSourceFound!: number;
  @Member('whole', 'Commitments of the older plan of which nobody has said what became.') withoutLink!: number;
  @Member('whole', 'Commitments of the newer plan that are marked as new or as once plain text.') new!: number;
  @Member('whole', 'Commitments of the newer plan that nobody has linked to anything before.')
  withoutOrigin!: number;
}

/** A plan beside the one that follows it, promise by promise. */
export class PlanComparison {
  @Member(() => Named) from!: Named;
  @Member(() => Named, 'Absent where no plan follows it and none was asked for.', { optional: true }) to?: Named;
  @Member([() => ComparisonRow], 'In the order of the older plan; then what is in the newer one alone, in its order.')
  rows!: ComparisonRow[];
  @Member(() => ComparisonCounts) counts!: ComparisonCounts;
  @Member([() => AddedByEditors], 'Links that the editors made after the day of this view.')
  addedByEditors!: AddedByEditors[];
}
