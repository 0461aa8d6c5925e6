import { eventType } from '../ledger/catalogue/define.js';
import { Day, Flag, Id, Key, Keys, Narrative, Part, Ref, Refs } from '../ledger/catalogue/fields.js';
import { gatherCommitments } from './plan.gather.js';
import { closureRules, variationRules } from './variation.decider.js';

/** What the panel had to say on a variation, or why it said nothing. */
export class Review {
  @Ref('meeting', { optional: true, note: 'The meeting at which the panel looked at it.' }) meetingId?: string;
  @Key({
    optional: true,
    of: ['meeting/recommendation', 'meeting/decision'],
    note: "Key of the panel's recommendation or decision.",
  })
  decision?: string;
  @Flag({ optional: true, note: 'There is no report of the panel.' }) none?: boolean;
  @Narrative({ optional: true, note: 'Why there is none.' }) reason?: string;
}

/** A change of a plan that is in force. */
export class PlanVariedData {
  @Id({ note: 'UUID or external id of the new variation.' }) variationId!: string;
  @Narrative({ missing: 'Say what was varied', search: 'B' }) summary!: string;
  @Part(() => Review, { missing: "Link the panel's report on this variation or say why there is none" })
  review!: Review;
  @Keys({ optional: true, note: 'Keys of what it changes, such as commitment-…/place.' }) changes?: string[];
}

export class PlanClosedData {
  @Day({ note: 'The last day on which it was worked on.' }) closedOn!: string;
  @Refs('commitment', { most: 1_000, note: 'Those that stay without a final status.' }) leftWithoutStatus!: string[];
}

export const PlanVaried = eventType({
  name: 'PlanVaried',
  category: 'plan',
  data: PlanVariedData,
  key: ({ variationId }) => `variation/${variationId}`,
  rules: variationRules,
});

export const PlanClosed = eventType({
  name: 'PlanClosed',
  category: 'plan',
  data: PlanClosedData,
  key: () => 'closure',
  gather: (_, about) => gatherCommitments(about),
  rules: closureRules,
});
