import { Member } from '../member.js';
import { Provenance } from '../provenance.js';
import { Named } from '../references.js';

/** What a plan says will be different when it has worked. */
export class OutcomeAnswer {
  @Member('id') id!: string;
  @Member(() => Named, 'The plan, or the priority that it belongs to.') scope!: Named;
  @Member('text', 'Words that introduce several.', { optional: true }) stem?: string;
  @Member('text') text!: string;
  @Member('text', '', { optional: true }) qualifier?: string;
  @Member([() => Named], 'Metrics that show how it stands, as the editors have linked them.') metrics!: Named[];
  @Member(() => Provenance) from!: Provenance;
}

/** What the panel had to say on a variation. */
export class ReviewAnswer {
  @Member(() => Named, 'The meeting at which the panel looked at it.', { optional: true }) meeting?: Named;
  @Member(() => Named, 'The recommendation or decision.', { optional: true }) decision?: Named;
  @Member('text', 'Why there is none; null where that was erased.', { optional: true, nullable: true })
  noneBecause?: string | null;
}

/** A change of a plan that was in force. */
export class VariationAnswer {
  @Member('id') id!: string;
  @Member('text', 'null where it was erased.', { nullable: true }) summary!: string | null;
  @Member(() => ReviewAnswer) review!: ReviewAnswer;
  @Member([() => Named], 'What it changed, as far as that is named.') changes!: Named[];
  @Member(() => Provenance) from!: Provenance;
}

/** How a plan ended. */
export class ClosureAnswer {
  @Member('day', 'The last day on which it was worked on.') on!: string;
  @Member([() => Named], 'Commitments that stay without a final status.') leftWithoutStatus!: Named[];
  @Member(() => Provenance) from!: Provenance;
}
