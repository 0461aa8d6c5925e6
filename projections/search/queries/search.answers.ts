import { Member } from '../../state/queries/member.js';
import { Provenance } from '../../state/queries/provenance.js';
import { Named, Worded } from '../../state/queries/references.js';

/** What can be searched for, by the kinds that readers know. */
export const SEARCH_KINDS = [
  'plan',
  'commitment',
  'update',
  'milestone',
  'metric',
  'meeting',
  'decision',
  'recommendation',
  'action',
  'externalRecommendation',
  'programme',
  'report',
  'body',
  'source',
] as const;
export type SearchKind = (typeof SEARCH_KINDS)[number];

/** Where a word that was asked for stands in an excerpt. */
export class Mark {
  @Member('whole', 'First character, counted from 0 in UTF-16 code units.') from!: number;
  @Member('whole', 'First character behind it.') to!: number;
}

/** A statement of the view with the words that were asked for. */
export class SearchHit {
  @Member('text', 'The key that it stands under.') id!: string;
  @Member('text', '', { oneOf: SEARCH_KINDS }) kind!: SearchKind;
  @Member(() => Named, 'What the statement is about.') object!: Named;
  @Member('text', 'Which statement of it.') facet!: string;
  @Member(() => Named, '', { optional: true }) plan?: Named;
  @Member(
    'text',
    'The passage that fits best, with … where it cuts a sentence; null where the words were erased meanwhile.',
    { nullable: true },
  )
  excerpt!: string | null;
  @Member([() => Mark], 'Where the words stand in it.') marks!: Mark[];
  @Member([() => Named], 'By name, what the statement points at.') pointsAt!: Named[];
  @Member(() => Provenance) from!: Provenance;
}

export class SearchCount {
  @Member('text', '', { oneOf: SEARCH_KINDS }) kind!: SearchKind;
  @Member('whole') count!: number;
}

/** How many were found, at most 2,000 in all, whatever kind was asked for. */
export class SearchCounts {
  @Member([() => SearchCount], 'Those kinds of which there are any.') byKind!: SearchCount[];
}

/** What an id stands for. */
export class Identified {
  @Member('text', 'The id, as typed or in capital letters.') asked!: string;
  @Member('text', 'Category of the object, such as commitment; node where it is a part of a plan.') category!: string;
  @Member(() => Worded) object!: Worded;
  @Member(() => Named, 'Of a part of a plan, that plan.', { optional: true }) plan?: Named;
}
