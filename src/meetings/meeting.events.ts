import { eventType } from '../ledger/catalogue/define.js';
import { Choice, Day, Decimal, Flag, Id, Narrative, Part, Parts, Refs, Text } from '../ledger/catalogue/fields.js';
import { PromisedBy } from '../ledger/catalogue/parts.js';
import { StatedDate } from '../ledger/catalogue/stated-date.js';
import {
  answerRules,
  decisionRules,
  heldRules,
  itemRules,
  meetingsOf,
  notHeldRules,
  occasionRules,
  recommendationRules,
} from './meeting.decider.js';

export const MEETING_KINDS = [
  'panel',
  'steeringGroup',
  'board',
  'accountability',
  'roundTable',
  'decisionNotice',
] as const;

class Occasion {
  @Refs('body', { least: 1, most: 20, missing: 'Choose who is meeting' }) bodyIds!: string[];
  @Choice(MEETING_KINDS, { note: 'decisionNotice: a decision taken outside a meeting.' })
  kind!: (typeof MEETING_KINDS)[number];
  @Part(() => StatedDate) date!: StatedDate;
  @Text({ optional: true, max: 200 }) place?: string;
  @Flag({ optional: true, note: 'Left out where it is not known.' }) public?: boolean;
}

export class MeetingCalledData extends Occasion {}

export class MeetingRescheduledData extends Occasion {
  @Narrative({ missing: 'Give the reason' }) reason!: string;
}

export class Attendance {
  @Text({ max: 200, note: 'The office held, in words; never a person.' }) role!: string;
  @Choice(['chair', 'member', 'attendee']) capacity!: 'chair' | 'member' | 'attendee';
}

export class MeetingHeldData {
  @Day() date!: string;
  @Parts(() => Attendance, { optional: true }) attendance?: Attendance[];
}

export class MeetingCancelledData {
  @Narrative({ missing: 'Give the reason' }) reason!: string;
}

export class AgendaItemAddedData {
  @Id({ note: 'UUID or external id of the item.' }) itemId!: string;
  @Text({ max: 20 }) number!: string;
  @Text({ max: 300 }) title!: string;
  @Refs(['plan', 'commitment', 'metric', 'report', 'source'], { optional: true, note: 'What it is about.' })
  links?: string[];
}

export class RecommendationMadeData {
  @Id({ note: 'UUID or external id of the recommendation.' }) recommendationId!: string;
  @Id({ optional: true, note: 'The agenda item.' }) itemId?: string;
  @Choice(['note', 'agree', 'endorse', 'require'], { missing: 'Say what the meeting is asked to do' })
  type!: 'note' | 'agree' | 'endorse' | 'require';
  @Narrative({ missing: 'Enter the recommendation' }) text!: string;
  @Part(() => PromisedBy, { optional: true }) madeBy?: PromisedBy;
}

export const ANSWERS = ['noted', 'agreed', 'agreedWithChanges', 'notAgreed', 'deferred'] as const;

export class RecommendationAnsweredData {
  @Id() recommendationId!: string;
  @Choice(ANSWERS) answer!: (typeof ANSWERS)[number];
  @Narrative({ optional: true }) text?: string;
  @Id({ optional: true, note: 'The decision of this meeting that answers it.' }) decisionId?: string;
}

export class BoardDecisionRecordedData {
  @Id({ note: 'UUID or external id of the decision.' }) decisionId!: string;
  @Id({ optional: true, note: 'The agenda item.' }) itemId?: string;
  @Narrative({ missing: 'Enter the decision' }) text!: string;
  @Part(() => PromisedBy) decidedBy!: PromisedBy;
  @Part(() => StatedDate) decidedOn!: StatedDate;
  @Decimal({ optional: true, note: 'Pounds, or the currency that the text names.' }) amount?: string;
}

export const MeetingCalled = eventType({
  name: 'MeetingCalled',
  category: 'meeting',
  data: MeetingCalledData,
  key: () => 'occasion',
  gather: ({ bodyIds }, { lookups }) => meetingsOf(bodyIds, lookups),
  rules: occasionRules,
});

export const MeetingRescheduled = eventType({
  name: 'MeetingRescheduled',
  category: 'meeting',
  data: MeetingRescheduledData,
  key: () => 'occasion',
  gather: ({ bodyIds }, { lookups }) => meetingsOf(bodyIds, lookups),
  rules: (data, situation) => [...occasionRules(data, situation), ...notHeldRules(situation)],
});

export const MeetingCancelled = eventType({
  name: 'MeetingCancelled',
  category: 'meeting',
  data: MeetingCancelledData,
  key: () => 'outcome',
  rules: (_, situation) => notHeldRules(situation),
});

export const MeetingHeld = eventType({
  name: 'MeetingHeld',
  category: 'meeting',
  data: MeetingHeldData,
  key: () => 'outcome',
  rules: heldRules,
});

export const AgendaItemAdded = eventType({
  name: 'AgendaItemAdded',
  category: 'meeting',
  data: AgendaItemAddedData,
  key: ({ itemId }) => `item/${itemId}`,
  rules: itemRules,
});

export const RecommendationMade = eventType({
  name: 'RecommendationMade',
  category: 'meeting',
  data: RecommendationMadeData,
  key: ({ recommendationId }) => `recommendation/${recommendationId}`,
  rules: recommendationRules,
});

export const RecommendationAnswered = eventType({
  name: 'RecommendationAnswered',
  category: 'meeting',
  data: RecommendationAnsweredData,
  key: ({ recommendationId }) => `recommendation/${recommendationId}/answer`,
  rules: answerRules,
});

export const BoardDecisionRecorded = eventType({
  name: 'BoardDecisionRecorded',
  category: 'meeting',
  data: BoardDecisionRecordedData,
  key: ({ decisionId }) => `decision/${decisionId}`,
  rules: decisionRules,
});
