import { Area } from '../ledger/catalogue/area.js';
import { eventType } from '../ledger/catalogue/define.js';
import { Due, MovedDate } from '../ledger/catalogue/due.js';
import { Choice, Day, Flag, Id, Key, Narrative, Part, Parts, Ref } from '../ledger/catalogue/fields.js';
import { Evidence, PersonInText, PromisedBy } from '../ledger/catalogue/parts.js';
import { settingsOf } from '../ledger/lookups/in-force.js';
import {
  attachmentRules,
  dateRules,
  detachmentRules,
  movedDateRules,
  outcomeRules,
  promiseRules,
  reopeningRules,
  replacementRules,
  withdrawalRules,
} from './milestone.decider.js';
import { gatherAttached } from './milestone.gather.js';

export const MILESTONE_KINDS = [
  'promise',
  'expected',
  'scheduled',
  'reportPromised',
  'contractStart',
  'contractEnd',
  'fundingEnd',
  'standing',
] as const;
export const ATTACHED_KINDS = ['plan', 'node', 'commitment', 'action', 'externalRecommendation'] as const;

export class MilestonePromisedData {
  @Choice(MILESTONE_KINDS, { note: 'A standing promise is kept at every meeting and has no date.' })
  kind!: (typeof MILESTONE_KINDS)[number];
  @Narrative({ missing: 'Say what was promised', note: 'People stand in it as tokens: {person:1}.', search: 'B' })
  what!: string;
  @Part(() => PromisedBy) promisedBy!: PromisedBy;
  @Parts(() => Area, { optional: true }) areas?: Area[];
  @Parts(() => PersonInText, { optional: true, most: 50 }) people?: PersonInText[];
}

export class MilestoneDatedData {
  @Part(() => Due) due!: Due;
}

export class MilestoneMovedData extends MovedDate {}

export class MilestoneAttachedData {
  @Choice(ATTACHED_KINDS, { note: 'A node is a priority or a theme.' }) kind!: (typeof ATTACHED_KINDS)[number];
  @Id({ note: 'The plan, priority, theme, commitment, action or external recommendation.' }) targetId!: string;
}

export class MilestoneDetachedData extends MilestoneAttachedData {}

export class MilestoneOutcomeReportedData {
  @Choice(['met', 'partlyMet', 'notMet']) state!: 'met' | 'partlyMet' | 'notMet';
  @Day({ optional: true }) on?: string;
  @Narrative({ missing: 'Give the reason' }) reason!: string;
  @Parts(() => Evidence, { optional: true, most: 50 }) evidence?: Evidence[];
  @Flag({ optional: true, note: 'Confirms that none was supplied.' }) noEvidence?: boolean;
}

/** Why a milestone is opened again or given up. */
export class StateChange {
  @Narrative({ missing: 'Give the reason' }) reason!: string;
  @Key({ optional: true, of: ['meeting/decision'], note: 'Key of the decision behind it.' }) decision?: string;
}

export class MilestoneReopenedData extends StateChange {
  @Choice(['open']) state!: 'open';
}

export class MilestoneWithdrawnData extends StateChange {
  @Choice(['withdrawn']) state!: 'withdrawn';
}

export class Replacement extends StateChange {
  @Ref('milestone', { missing: 'Choose the milestone that replaces it' }) by!: string;
}

export class MilestoneReplacedData extends Replacement {
  @Choice(['replaced']) state!: 'replaced';
}

const attachmentKey = ({ kind, targetId }: MilestoneAttachedData) => `attached/${kind}/${targetId}`;

export const MilestonePromised = eventType({
  name: 'MilestonePromised',
  category: 'milestone',
  data: MilestonePromisedData,
  key: () => 'promise',
  gather: (_, { lookups, ledger }) => settingsOf(lookups, ledger),
  rules: promiseRules,
});

export const MilestoneDated = eventType({
  name: 'MilestoneDated',
  category: 'milestone',
  data: MilestoneDatedData,
  key: () => 'due',
  rules: dateRules,
});

export const MilestoneMoved = eventType({
  name: 'MilestoneMoved',
  category: 'milestone',
  data: MilestoneMovedData,
  key: () => 'due',
  rules: movedDateRules,
});

export const MilestoneAttached = eventType({
  name: 'MilestoneAttached',
  category: 'milestone',
  data: MilestoneAttachedData,
  key: attachmentKey,
  gather: gatherAttached,
  rules: attachmentRules,
});

export const MilestoneDetached = eventType({
  name: 'MilestoneDetached',
  category: 'milestone',
  data: MilestoneDetachedData,
  key: attachmentKey,
  rules: detachmentRules,
});

export const MilestoneOutcomeReported = eventType({
  name: 'MilestoneOutcomeReported',
  category: 'milestone',
  data: MilestoneOutcomeReportedData,
  key: () => 'state',
  rules: outcomeRules,
});

export const MilestoneReopened = eventType({
  name: 'MilestoneReopened',
  category: 'milestone',
  data: MilestoneReopenedData,
  key: () => 'state',
  rules: reopeningRules,
});

export const MilestoneWithdrawn = eventType({
  name: 'MilestoneWithdrawn',
  category: 'milestone',
  data: MilestoneWithdrawnData,
  key: () => 'state',
  rules: withdrawalRules,
});

export const MilestoneReplaced = eventType({
  name: 'MilestoneReplaced',
  category: 'milestone',
  data: MilestoneReplacedData,
  key: () => 'state',
  rules: replacementRules,
});
