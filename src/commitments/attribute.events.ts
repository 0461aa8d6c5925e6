import { eventType } from '../ledger/catalogue/define.js';
import { Due, MovedDate } from '../ledger/catalogue/due.js';
import { Choice, Id, Key, Narrative, Part } from '../ledger/catalogue/fields.js';
import { Party } from '../ledger/catalogue/parts.js';
import { settingsOf } from '../ledger/lookups/in-force.js';
import {
  leadRules,
  movedTargetDateRules,
  natureRules,
  tagRules,
  targetDateRules,
  untagRules,
} from './attribute.decider.js';
import { gatherPlan } from './commitment.gather.js';

/** What is said of a commitment besides its words, its place and how it stands. */

export class NatureSetData {
  @Choice(['discrete', 'continuing'], { note: 'What can be delivered once, or what goes on as long as the plan.' })
  nature!: 'discrete' | 'continuing';
  @Narrative({ missing: 'Give the reason' }) reason!: string;
}

export class LeadSetData extends Party {}

export class TargetDateSetData {
  @Part(() => Due) due!: Due;
}

export class TargetDateMovedData extends MovedDate {
  @Key({ optional: true, of: ['meeting/decision'], note: 'Key of the decision behind it.' }) decision?: string;
}

export class CommitmentTaggedData {
  @Id({ note: 'A tag of its plan.' }) tagId!: string;
  @Choice(['printed', 'judgement'], { note: 'Whether a paper says so, or its editors.' })
  basis!: 'printed' | 'judgement';
}

export class CommitmentUntaggedData {
  @Id() tagId!: string;
}

export const NatureSet = eventType({
  name: 'NatureSet',
  category: 'commitment',
  data: NatureSetData,
  editorial: true,
  key: () => 'nature',
  gather: (_, { lookups, ledger }) => settingsOf(lookups, ledger),
  rules: natureRules,
});

export const LeadSet = eventType({
  name: 'LeadSet',
  category: 'commitment',
  data: LeadSetData,
  key: () => 'lead',
  rules: leadRules,
});

export const TargetDateSet = eventType({
  name: 'TargetDateSet',
  category: 'commitment',
  data: TargetDateSetData,
  key: () => 'target-date',
  rules: targetDateRules,
});

export const TargetDateMoved = eventType({
  name: 'TargetDateMoved',
  category: 'commitment',
  data: TargetDateMovedData,
  key: () => 'target-date',
  rules: movedTargetDateRules,
});

export const CommitmentTagged = eventType({
  name: 'CommitmentTagged',
  category: 'commitment',
  data: CommitmentTaggedData,
  key: ({ tagId }) => `tag/${tagId}`,
  gather: (_, about) => gatherPlan(about),
  rules: tagRules,
});

export const CommitmentUntagged = eventType({
  name: 'CommitmentUntagged',
  category: 'commitment',
  data: CommitmentUntaggedData,
  key: ({ tagId }) => `tag/${tagId}`,
  rules: untagRules,
});
