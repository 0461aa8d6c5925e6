import { Member } from '../member.js';
import { Provenance } from '../provenance.js';
import { Named } from '../references.js';

/** What a body was called from a day on, as it was reported. */
export class NameAnswer {
  @Member('text') name!: string;
  @Member('text', 'As the paper has it.', { optional: true }) formerName?: string;
  @Member('day', 'First day of the name; absent where the paper does not say.', { optional: true }) since?: string;
  @Member(() => Provenance) from!: Provenance;
}

/** The time for which somebody held an office. Who it was is not published. */
export class TermAnswer {
  @Member('day', '', { optional: true }) since?: string;
  @Member('day', 'First day after the term.', { optional: true }) until?: string;
  @Member(() => Provenance) from!: Provenance;
}

/** An office inside a body. */
export class OfficeAnswer {
  @Member('id') id!: string;
  @Member('text') title!: string;
  @Member('day', '', { optional: true }) since?: string;
  @Member('day', 'First day on which it is no more.', { optional: true }) until?: string;
  @Member([() => TermAnswer], 'When it was held, without names.') terms!: TermAnswer[];
  @Member(() => Provenance) from!: Provenance;
}

/** A seat on a board, held by an office or by a body. */
export class MembershipAnswer {
  @Member('id') id!: string;
  @Member(() => Named, 'The board.') board!: Named;
  @Member(() => Named, 'The body that is the member, or whose office is.') body!: Named;
  @Member(() => Named, 'The office, where an office is the member.', { optional: true }) office?: Named;
  @Member('text', 'chair, member or attendee.') capacity!: string;
  @Member('day', '', { optional: true }) since?: string;
  @Member('day', 'First day after it.', { optional: true }) until?: string;
  @Member(() => Provenance) from!: Provenance;
}

/** What editors say of whether two bodies are one. Their pages stay apart. */
export class IdentityAnswer {
  @Member(() => Named) other!: Named;
  @Member('text', '', { oneOf: ['possiblySame', 'same', 'different'] }) state!: 'possiblySame' | 'same' | 'different';
  @Member(() => Named, 'Where they are one: the one whose page leads.', { optional: true }) leading?: Named;
  @Member(() => Provenance, 'Who said so, and why.') from!: Provenance;
}

/** How a body ended. */
export class BodyEndAnswer {
  @Member('day') on!: string;
  @Member([() => Named]) successors!: Named[];
  @Member(() => Provenance, 'Who said so, and why.') from!: Provenance;
}
