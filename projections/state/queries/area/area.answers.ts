import { DeliveryAnswer, StatusAnswer } from '../commitment/commitment.answers.js';
import { Member } from '../member.js';
import { Observation } from '../metric/metric.answers.js';
import { MilestoneAnswer } from '../milestone/milestone.answers.js';
import { Named } from '../references.js';
import { UpdateAnswer } from '../update/update.answers.js';

/** An area, in the list of areas or as statements name it. */
export class AreaSummary {
  @Member('text', 'Its code; of an area without one, its name.') id!: string;
  @Member('text', 'Official code.', { optional: true }) code?: string;
  @Member('text') name!: string;
  @Member('text', 'Kind of area, for example district.', { optional: true }) level?: string;
  @Member('text', 'Code of the area that it lies in.', { optional: true }) parent?: string;
  @Member('flag', 'false: statements name it, but it is in no list of areas.') listed!: boolean;
  @Member('whole', 'Statements of the view that name it.') statements!: number;
}

/** A status of a commitment for one area alone. */
export class AreaStatus extends StatusAnswer {
  @Member(() => Named) commitment!: Named;
  @Member(() => Named, '', { optional: true }) plan?: Named;
}

/** What a measure shows of an area. */
export class AreaObservation {
  @Member(() => Named) metric!: Named;
  @Member(() => Observation, 'For the latest period; of the area alone where there is such a figure.')
  last!: Observation;
  @Member('whole', 'Values of the area that stand, those for several areas together included.')
  observationCount!: number;
}

/** Everything that is said of an area by its name or code, and nothing that is said of areas it lies in. */
export class AreaAnswer extends AreaSummary {
  @Member([() => AreaSummary], 'Areas that lie in it.') within!: AreaSummary[];
  @Member([() => AreaStatus]) statuses!: AreaStatus[];
  @Member([() => UpdateAnswer], 'The newest report first.') updates!: UpdateAnswer[];
  @Member([() => MilestoneAnswer], 'Those due first at the front.') milestones!: MilestoneAnswer[];
  @Member([() => AreaObservation], 'By the names of the measures.') observations!: AreaObservation[];
  @Member([() => DeliveryAnswer]) delivery!: DeliveryAnswer[];
  @Member(['text'], 'What the papers leave open, in words.') notStated!: string[];
}
