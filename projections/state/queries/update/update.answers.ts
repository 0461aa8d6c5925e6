import { CitationAnswer } from '../documents.js';
import { Member } from '../member.js';
import { Provenance } from '../provenance.js';
import { Named } from '../references.js';

/** One paragraph or bullet of an update. */
export class UpdateBlock {
  @Member('text', '', { optional: true }) blockId?: string;
  @Member('text', 'paragraph, bullet, listIntro or subHeading.') kind!: string;
  @Member('text', 'null where it was erased.', { nullable: true }) text!: string | null;
  @Member('flag', 'Cut off or garbled in the paper.', { optional: true }) damaged?: boolean;
  @Member('text', 'What the editors take the damaged words to be.', { optional: true, nullable: true })
  repair?: string | null;
  @Member(() => CitationAnswer, 'Where the paragraph stands.', { optional: true }) citation?: CitationAnswer;
}

/** What one report said about themes or commitments. */
export class UpdateAnswer {
  @Member('id') id!: string;
  @Member(() => Named, '', { optional: true }) plan?: Named;
  @Member([() => Named], 'The themes and commitments it is about.') targets!: Named[];
  @Member([() => UpdateBlock]) blocks!: UpdateBlock[];
  @Member(
    'flag',
    'Only the first block is shown: the whole stands in the same answer, under the part of the plan above.',
    {
      optional: true,
    },
  )
  abridged?: boolean;
  @Member(['text'], 'Areas that it is about, by name.', { optional: true }) areas?: string[];
  @Member(['json'], 'Offices that stand in the text as tokens such as {person:1}.', { optional: true })
  people?: { token: string; role?: string }[];
  @Member(() => Named, 'The report it stood in.', { optional: true }) report?: Named;
  @Member(() => Provenance) from!: Provenance;
}
