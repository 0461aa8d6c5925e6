import { DeliveryAnswer } from '../commitment.answers.js';
import { Member } from '../member.js';
import { MilestoneAnswer } from '../milestone.answers.js';
import { Provenance } from '../provenance.js';
import { Named } from '../references.js';

/** Another name of a body. */
export class AliasAnswer {
  @Member('text') name!: string;
  @Member('text', 'printed in a paper, or inferred by the editors.') basis!: string;
  @Member('day', '', { optional: true }) since?: string;
  @Member('day', 'First day on which it is used no more.', { optional: true }) until?: string;
  @Member(() => Provenance) from!: Provenance;
}

export class BodySummary {
  @Member('id') id!: string;
  @Member(['text']) externalIds!: string[];
  @Member('text') name!: string;
  @Member('text', 'organisation, board, panel, partnership and so on.', { optional: true }) kind?: string;
  @Member([() => AliasAnswer]) aliases!: AliasAnswer[];
  @Member(() => Provenance) from!: Provenance;
}

/** Where a paper names a body. */
export class Mention {
  @Member('text', '', { oneOf: ['update', 'milestone'] }) category!: 'update' | 'milestone';
  @Member('id') id!: string;
  @Member('text', 'The name that stands there.') name!: string;
  @Member([() => Named], 'What the update or milestone is about.') about!: Named[];
  @Member('text', 'The passage; of an update, the paragraph.') text!: string;
  @Member(() => Provenance) from!: Provenance;
}

/** A relation to another body. */
export class PlacementAnswer {
  @Member('text') relation!: string;
  @Member(() => Named) other!: Named;
  @Member('text', 'printed in a paper, or inferred by the editors.') basis!: string;
  @Member('day', '', { optional: true }) since?: string;
  @Member('day', 'First day on which it holds no more.', { optional: true }) until?: string;
  @Member(() => Provenance) from!: Provenance;
}

/** A body with what it delivers and where it is named. */
export class BodyAnswer extends BodySummary {
  @Member('text', 'What it is for; null where it was erased.', { optional: true, nullable: true })
  remit?: string | null;
  @Member('json', '', { optional: true }) contract?: unknown;
  @Member(() => Provenance, 'Where its remit and contract stand.', { optional: true }) describedFrom?: Provenance;
  @Member([() => PlacementAnswer], 'What it is part of, reports to or oversees.') placements!: PlacementAnswer[];
  @Member([() => PlacementAnswer], 'The same, as said of it by others: its parts, and what reports to it.')
  placedUnder!: PlacementAnswer[];
  @Member([() => DeliveryAnswer], 'Rows that list it as delivering.') delivers!: DeliveryAnswer[];
  @Member([() => MilestoneAnswer], 'Promises that it made.') promised!: MilestoneAnswer[];
  @Member([() => Mention], 'Passages with its name or one of its aliases, found by their words.') namedIn!: Mention[];
}
