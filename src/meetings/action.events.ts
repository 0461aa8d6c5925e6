import { eventType } from '../ledger/catalogue/define.js';
import { Due, MovedDate } from '../ledger/catalogue/due.js';
import { Choice, Flag, Id, Narrative, Part, Parts } from '../ledger/catalogue/fields.js';
import { Evidence, Party } from '../ledger/catalogue/parts.js';
import {
  actionDateRules,
  actionRules,
  closingRules,
  movedActionRules,
  ownerRules,
  reopenedRules,
} from './action.decider.js';

export class ActionRaisedData {
  @Id({ note: 'UUID or external id of the action.' }) actionId!: string;
  @Id({ optional: true, note: 'The decision of this meeting that it carries out.' }) decisionId?: string;
  @Narrative({ missing: 'Enter the action', search: 'B' }) text!: string;
}

export class ActionAssignedData extends Party {
  @Id() actionId!: string;
  @Narrative({ optional: true, note: 'Needed when it changes.' }) reason?: string;
}

export class ActionDatedData {
  @Id() actionId!: string;
  @Part(() => Due) due!: Due;
}

export class ActionDueMovedData extends MovedDate {
  @Id() actionId!: string;
}

export const ACTION_OUTCOMES = ['done', 'notDone', 'cancelled'] as const;

export class ActionClosedData {
  @Id() actionId!: string;
  @Choice(ACTION_OUTCOMES) outcome!: (typeof ACTION_OUTCOMES)[number];
  @Narrative({ missing: 'Give the reason' }) reason!: string;
  @Parts(() => Evidence, { optional: true, most: 50 }) evidence?: Evidence[];
  @Flag({ optional: true, note: 'Confirms that none was supplied.' }) noEvidence?: boolean;
}

export class ActionReopenedData {
  @Id() actionId!: string;
  @Narrative({ missing: 'Give the reason' }) reason!: string;
}

export const ActionRaised = eventType({
  name: 'ActionRaised',
  category: 'meeting',
  data: ActionRaisedData,
  key: ({ actionId }) => `action/${actionId}`,
  rules: actionRules,
});

export const ActionAssigned = eventType({
  name: 'ActionAssigned',
  category: 'meeting',
  data: ActionAssignedData,
  key: ({ actionId }) => `action/${actionId}/owner`,
  rules: ownerRules,
});

export const ActionDated = eventType({
  name: 'ActionDated',
  category: 'meeting',
  data: ActionDatedData,
  key: ({ actionId }) => `action/${actionId}/due`,
  rules: actionDateRules,
});

export const ActionDueMoved = eventType({
  name: 'ActionDueMoved',
  category: 'meeting',
  data: ActionDueMovedData,
  key: ({ actionId }) => `action/${actionId}/due`,
  rules: movedActionRules,
});

export const ActionClosed = eventType({
  name: 'ActionClosed',
  category: 'meeting',
  data: ActionClosedData,
  key: ({ actionId }) => `action/${actionId}/state`,
  rules: closingRules,
});

export const ActionReopened = eventType({
  name: 'ActionReopened',
  category: 'meeting',
  data: ActionReopenedData,
  key: ({ actionId }) => `action/${actionId}/state`,
  rules: reopenedRules,
});
