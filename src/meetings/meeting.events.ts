import { eventType } from '../ledger/catalogue/define.js';
import { Choice, Day, Flag, Id, Narrative, Part, Parts, Ref, Refs, Text } from '../ledger/catalogue/fields.js';
import { PromisedBy } from '../ledger/catalogue/parts.js';
import { StatedDate } from '../ledger/catalogue/stated-date.js';
import {
  answerRules,
  gatherMinuting,
  heldRules,
  meetingsOf,
  minutesRules,
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

/** Minutes of this meeting as a later one agreed them. */
export class MinutesAgreedData {
  @Ref('source') sourceId!: string;
  @Ref('meeting', { note: 'The meeting that agreed them.' }) atMeetingId!: string;
}

export const RECOMMENDATION_TYPES = ['note', 'agree', 'endorse', 'require'] as const;

export class RecommendationMadeData {
  @Id({ note: 'UUID or external id of the recommendation.' }) recommendationId!: string;
  @Id({ optional: true, note: 'The agenda item.' }) itemId?: string;
  @Choice(RECOMMENDATION_TYPES, { missing: 'Say what the meeting is asked to do' })
  type!: (typeof RECOMMENDATION_TYPES)[number];
  @Narrative({ missing: 'Enter the recommendation', search: 'B' }) text!: string;
  @Part(() => PromisedBy, { optional: true }) madeBy?: PromisedBy;
  @Refs('body', { optional: true, most: 50, note: 'The bodies that are asked.' }) addressedTo?: string[];
  @Text({ optional: true, max: 20, note: 'The number that the paper prints.' }) printedNumber?: string;
}

export const ANSWERS = ['noted', 'agreed', 'agreedWithChanges', 'notAgreed', 'deferred'] as const;

export class RecommendationAnsweredData {
  @Id() recommendationId!: string;
  @Choice(ANSWERS) answer!: (typeof ANSWERS)[number];
  @Narrative({ optional: true }) text?: string;
  @Id({ optional: true, note: 'The decision of this meeting that answers it.' }) decisionId?: string;
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

export const MinutesAgreed = eventType({
  name: 'MinutesAgreed',
  category: 'meeting',
  data: MinutesAgreedData,
  key: () => 'minutes',
  gather: (data, { lookups }) => gatherMinuting(data, lookups),
  rules: minutesRules,
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
