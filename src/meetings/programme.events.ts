import { eventType } from '../ledger/catalogue/define.js';
import { Choice, Flag, Id, Key, Keys, Narrative, Ref, Refs, Text } from '../ledger/catalogue/fields.js';
import {
  broughtRules,
  deliveryRules,
  droppingRules,
  gatherMeeting,
  movedItemRules,
  scheduleRules,
} from './programme.decider.js';

export class WorkProgrammeAgreedData {
  @Text({ max: 200, search: 'C' }) title!: string;
  @Refs('body', { least: 1, most: 20, missing: 'Choose whose programme this is' }) ownerBodyIds!: string[];
  @Text({ max: 20, note: 'For example 2022/23.' }) year!: string;
  @Flag({ note: 'Whether the papers held say what is in it.' }) contentsHeld!: boolean;
  @Key({ optional: true, of: ['meeting/decision'], note: 'Key of the decision that agreed it.' }) decision?: string;
}

export const PROGRAMME_KINDS = ['deepDive', 'priorityReport', 'scorecard', 'other'] as const;

export class ProgrammeItemPlannedData {
  @Id({ note: 'UUID or external id of the item.' }) itemId!: string;
  @Text({ max: 300, missing: 'Enter the subject', search: 'C' }) title!: string;
  @Choice(PROGRAMME_KINDS) kind!: (typeof PROGRAMME_KINDS)[number];
  @Keys({ optional: true, most: 50, note: 'Keys of what it is about, such as plan-…/node/….' }) links?: string[];
}

export class ProgrammeItemScheduledData {
  @Id() itemId!: string;
  @Ref('meeting') meetingId!: string;
}

export class ProgrammeItemMovedData {
  @Id() itemId!: string;
  @Ref('meeting') meetingId!: string;
  @Narrative({ missing: 'Give the reason' }) reason!: string;
}

export class ProgrammeItemDeliveredData {
  @Id() itemId!: string;
  @Ref('meeting', { optional: true, note: 'The meeting at which it was looked at.' }) meetingId?: string;
  @Key({ optional: true, of: ['meeting/paper'], note: 'The paper it was: meeting-…/paper/….' }) paper?: string;
}

export class ProgrammeItemDroppedData {
  @Id() itemId!: string;
  @Narrative({ missing: 'Give the reason' }) reason!: string;
}

export class ProgrammeBroughtToData {
  @Ref('meeting') meetingId!: string;
}

export const WorkProgrammeAgreed = eventType({
  name: 'WorkProgrammeAgreed',
  category: 'programme',
  data: WorkProgrammeAgreedData,
  key: () => 'identity',
});

export const ProgrammeItemPlanned = eventType({
  name: 'ProgrammeItemPlanned',
  category: 'programme',
  data: ProgrammeItemPlannedData,
  key: ({ itemId }) => `item/${itemId}`,
});

export const ProgrammeItemScheduled = eventType({
  name: 'ProgrammeItemScheduled',
  category: 'programme',
  data: ProgrammeItemScheduledData,
  key: ({ itemId }) => `item/${itemId}/meeting`,
  rules: scheduleRules,
});

export const ProgrammeItemMoved = eventType({
  name: 'ProgrammeItemMoved',
  category: 'programme',
  data: ProgrammeItemMovedData,
  key: ({ itemId }) => `item/${itemId}/meeting`,
  rules: movedItemRules,
});

export const ProgrammeItemDelivered = eventType({
  name: 'ProgrammeItemDelivered',
  category: 'programme',
  data: ProgrammeItemDeliveredData,
  key: ({ itemId }) => `item/${itemId}/state`,
  gather: ({ meetingId }, { lookups }) => gatherMeeting(meetingId, lookups),
  rules: deliveryRules,
});

export const ProgrammeItemDropped = eventType({
  name: 'ProgrammeItemDropped',
  category: 'programme',
  data: ProgrammeItemDroppedData,
  key: ({ itemId }) => `item/${itemId}/state`,
  rules: droppingRules,
});

export const ProgrammeBroughtTo = eventType({
  name: 'ProgrammeBroughtTo',
  category: 'programme',
  data: ProgrammeBroughtToData,
  key: ({ meetingId }) => `brought/${meetingId}`,
  rules: broughtRules,
});
