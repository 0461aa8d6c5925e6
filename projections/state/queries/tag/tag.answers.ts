import { Member } from '../member.js';
import { Provenance } from '../provenance.js';
import { Named } from '../references.js';

/** A set of tags that run across the tree of a plan. */
export class TagSchemeAnswer {
  @Member('id') id!: string;
  @Member('text', 'crossCutting, workStream or other.') kind!: string;
  @Member('text') label!: string;
}

/** Something that has a tag. */
export class TaggedAnswer {
  @Member(() => Named, 'A priority, theme or commitment.') what!: Named;
  @Member('text', 'Whether a paper says so (printed) or its editors (judgement).') basis!: string;
  @Member(() => Provenance) from!: Provenance;
}

/** A tag of a plan, with what has it. */
export class TagAnswer {
  @Member('id') id!: string;
  @Member(() => TagSchemeAnswer) scheme!: TagSchemeAnswer;
  @Member('text') label!: string;
  @Member('whole', 'Its place in the scheme.') order!: number;
  @Member(() => Named, 'The part of the plan that the paper lists it under.', { optional: true }) node?: Named;
  @Member([() => TaggedAnswer], 'Parts of the plan, then commitments.') tagged!: TaggedAnswer[];
  @Member(() => Provenance) from!: Provenance;
  @Member(() => Provenance, 'Who said that it is no longer in use, and why.', { optional: true })
  retiredFrom?: Provenance;
}
