import { Wording } from '../commitment/commitment.answers.js';
import { Member } from '../member.js';
import { Named } from '../references.js';

/** One stretch of a comparison of two texts. */
export class DiffStretch {
  @Member('text', '', { oneOf: ['same', 'added', 'removed'] }) op!: 'same' | 'added' | 'removed';
  @Member('text', 'With the white space before each word.') text!: string;
}

/** Why words stand by themselves. */
export const NOT_COMPARED = ['first', 'paraphrase', 'otherLanguage'] as const;

/** The words of a commitment in one document, beside those that they are compared with. */
export class WordingVersion extends Wording {
  @Member('whole', 'Place among the versions held, by day of report, counted from 1.') number!: number;
  @Member('id', 'The version that it says it takes the place of.', { optional: true }) supersedes?: string;
  @Member(() => Named, 'The variation of the plan that changed the words.', { optional: true }) variation?: Named;
  @Member('id', 'The version that it is compared with: the one it takes the place of, else the one before.', {
    optional: true,
  })
  comparedWith?: string;
  @Member([() => DiffStretch], 'null: not compared.', { nullable: true }) diff!: DiffStretch[] | null;
  @Member('text', 'What comparing the letters says; `class` is what people decided.', {
    optional: true,
    oneOf: ['identical', 'editorial', 'substantive'],
  })
  hint?: string;
  @Member('text', 'first: nothing to compare with. paraphrase: not the words of a paper. otherLanguage.', {
    optional: true,
    oneOf: NOT_COMPARED,
  })
  notCompared?: (typeof NOT_COMPARED)[number];
}

/** Every version of the words of a commitment. */
export class WordingHistory {
  @Member('id', 'Of the commitment.') id!: string;
  @Member(['text'], 'Identifiers such as C22-01.') externalIds!: string[];
  @Member('id', 'The version that is shown for the commitment; null where none is held.', { nullable: true })
  inForce!: string | null;
  @Member([() => WordingVersion], 'The earliest first.') versions!: WordingVersion[];
}
