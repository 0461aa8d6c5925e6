import { AddedByEditors } from '../editors.js';
import { Member } from '../member.js';
import { Provenance } from '../provenance.js';
import { KindNamed, Named } from '../references.js';
import { UpdateAnswer, UpdateBlock } from './update.answers.js';

/** A figure that words of an update state. */
export class QuotedFigure {
  @Member('id') linkId!: string;
  @Member(() => Named) metric!: Named;
  @Member('text', 'Key of the figure below its metric.') valueKey!: string;
  @Member('text', 'The words that state it; null where they were erased.', { nullable: true }) quote!: string | null;
  @Member('text', 'The figure as it was known on the day of the update; null where it was not known yet.', {
    nullable: true,
  })
  was!: string | null;
  @Member('text', 'The figure in this view; null where it was taken back.', { nullable: true }) is!: string | null;
  @Member('flag', 'The body has said another figure since the update.') changedSince!: boolean;
  @Member(() => Provenance, 'Who linked it.') from!: Provenance;
}

/** A paragraph with what its editors say of it. */
export class UpdateDetailBlock extends UpdateBlock {
  @Member([() => Named], 'What the paragraph is about, where that is less than its update.', { optional: true })
  targets?: Named[];
  @Member('flag', 'The same words stand in the update that this one was copied from.', { optional: true })
  copied?: boolean;
  @Member([() => QuotedFigure], 'Figures that it states.') figures!: QuotedFigure[];
}

/** The update whose words another one repeats. */
export class CopiedFrom extends Named {
  @Member('day', 'When it was reported; absent where this view does not hold it.', { optional: true })
  reportedOn?: string;
  @Member('whole', 'Paragraphs that stand in both, word by word.') sameBlocks!: number;
}

/** One update, paragraph by paragraph. */
export class UpdateDetail extends UpdateAnswer {
  @Member([() => KindNamed], 'The themes and commitments it is about.') declare targets: KindNamed[];
  @Member([() => UpdateDetailBlock]) declare blocks: UpdateDetailBlock[];
  @Member(() => CopiedFrom, '', { optional: true }) copiedFrom?: CopiedFrom;
  @Member(() => Provenance, 'Who said what it is about.', { optional: true }) targetsFrom?: Provenance;
  @Member([() => AddedByEditors], 'What the editors said of it after the day of this view.')
  addedByEditors!: AddedByEditors[];
}
