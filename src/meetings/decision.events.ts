import { eventType } from '../ledger/catalogue/define.js';
import { Choice, Decimal, Id, Key, Narrative, Part, Parts } from '../ledger/catalogue/fields.js';
import { PromisedBy } from '../ledger/catalogue/parts.js';
import { StatedDate } from '../ledger/catalogue/stated-date.js';
import {
  changesRules,
  decisionRules,
  endOfDecisionRules,
  gatherChanged,
  gatherLater,
  knownDecisionRules,
  supersedingRules,
} from './decision.decider.js';

export class BoardDecisionRecordedData {
  @Id({ note: 'UUID or external id of the decision.' }) decisionId!: string;
  @Id({ optional: true, note: 'The agenda item.' }) itemId?: string;
  @Narrative({ missing: 'Enter the decision', search: 'B' }) text!: string;
  @Part(() => PromisedBy) decidedBy!: PromisedBy;
  @Part(() => StatedDate) decidedOn!: StatedDate;
  @Decimal({ optional: true, note: 'Pounds, or the currency that the text names.' }) amount?: string;
}

export const CHANGE_KINDS = [
  'status',
  'date',
  'wording',
  'target',
  'variation',
  'action',
  'delivery',
  'milestone',
  'commitment',
  'node',
  'plan',
] as const;

/** Something that a decision changed: a part of an object by its key, or something that has an id of its own. */
export class Change {
  @Choice(CHANGE_KINDS, { note: 'What was changed. A node is a priority or a theme.' })
  kind!: (typeof CHANGE_KINDS)[number];
  @Key({ optional: true, unknown: 'Choose something in the ledger', note: 'Such as commitment-…/status/officer.' })
  key?: string;
  @Id({ optional: true, note: 'The milestone, commitment, node or plan.' }) id?: string;
}

/** States all that a decision changed, as its editors read it. */
export class DecisionChangesLinkedData {
  @Id() decisionId!: string;
  @Parts(() => Change) changes!: Change[];
}

export class DecisionSupersededData {
  @Id() decisionId!: string;
  @Key({
    missing: 'Link the decision that replaces it',
    unchecked: true, // the rule asks for more than that it is there
    note: 'Key of the later decision: meeting-…/decision/….',
  })
  byDecision!: string;
  @Narrative({ missing: 'Give the reason' }) reason!: string;
}

export class DecisionRescindedData {
  @Id() decisionId!: string;
  @Key({
    optional: true,
    of: ['meeting/decision'],
    note: 'Key of the decision that takes it back, where there is one.',
  })
  byDecision?: string;
  @Narrative({ missing: 'Give the reason' }) reason!: string;
}

export const BoardDecisionRecorded = eventType({
  name: 'BoardDecisionRecorded',
  category: 'meeting',
  data: BoardDecisionRecordedData,
  key: ({ decisionId }) => `decision/${decisionId}`,
  rules: decisionRules,
});

export const DecisionChangesLinked = eventType({
  name: 'DecisionChangesLinked',
  category: 'meeting',
  data: DecisionChangesLinkedData,
  key: ({ decisionId }) => `decision/${decisionId}/changes`,
  editorial: true,
  gather: ({ changes }, { lookups }) => gatherChanged(changes, lookups),
  rules: changesRules,
});

export const DecisionSuperseded = eventType({
  name: 'DecisionSuperseded',
  category: 'meeting',
  data: DecisionSupersededData,
  key: ({ decisionId }) => `decision/${decisionId}/end`,
  gather: ({ byDecision }, { lookups }) => gatherLater(byDecision, lookups),
  rules: supersedingRules,
});

export const DecisionRescinded = eventType({
  name: 'DecisionRescinded',
  category: 'meeting',
  data: DecisionRescindedData,
  key: ({ decisionId }) => `decision/${decisionId}/end`,
  rules: ({ decisionId }, situation) => [
    ...knownDecisionRules(decisionId, situation),
    ...endOfDecisionRules(decisionId, situation),
  ],
});
