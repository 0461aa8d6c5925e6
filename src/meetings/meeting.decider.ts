import { type Finding, type Found, type Lookups, refusal, type Situation } from '../ledger/catalogue/catalogue.js';
import { statedDateRules } from '../ledger/catalogue/stated-date.js';
import { knownItemRules } from './agenda.decider.js';
import { knownDecisionRules } from './decision.decider.js';
import { isUnknown } from './known-parts.js';
import type {
  MeetingCalledData,
  MeetingHeldData,
  MinutesAgreedData,
  RecommendationAnsweredData,
  RecommendationMadeData,
} from './meeting.events.js';

/** The known meetings of any of these bodies. */
export async function meetingsOf(bodyIds: readonly string[], lookups: Lookups): Promise<Found[]> {
  const found = await Promise.all(
    bodyIds.map((value) => lookups.find({ category: 'meeting', facet: 'occasion', member: 'bodyIds', value })),
  );
  return found.flat();
}

export function occasionRules(
  { kind, date }: MeetingCalledData,
  { gathered, objectId }: Situation<Found[]>,
): Finding[] {
  const listed = gathered.some(({ stream, data }) => {
    const other = data as unknown as MeetingCalledData;
    return (
      stream !== `meeting-${objectId}` &&
      other.kind === kind &&
      other.date.precision === 'day' &&
      other.date.date === date.date
    );
  });
  return [
    date.precision === 'day' && listed && refusal('date', 'This meeting is already listed'),
    ...statedDateRules(date, 'date'),
  ];
}

export function notHeldRules({ own }: Situation): Finding[] {
  return [!!own.of('outcome', 'MeetingHeld') && refusal('', 'The meeting has taken place')];
}

export function heldRules({ date }: MeetingHeldData, { reportedOn }: Situation): Finding[] {
  return [!!reportedOn && date > reportedOn && refusal('date', 'The date cannot be later than the reported date')];
}

export function minutesRules({ atMeetingId }: MinutesAgreedData, { objectId }: Situation): Finding[] {
  return [atMeetingId === objectId && refusal('atMeetingId', 'Minutes are agreed at a later meeting')];
}

export function recommendationRules({ itemId }: RecommendationMadeData, situation: Situation): Finding[] {
  return knownItemRules(itemId, situation);
}

export function answerRules(
  { recommendationId, answer, text, decisionId }: RecommendationAnsweredData,
  situation: Situation,
): Finding[] {
  const held = situation.own.of('outcome', 'MeetingHeld');
  return [
    isUnknown(recommendationId, 'recommendation', situation) &&
      refusal('recommendationId', 'The meeting has no such recommendation', 'unknown-object'),
    ...knownDecisionRules(decisionId, situation),
    !held && refusal('answer', 'Record that the meeting took place first'),
    answer === 'agreedWithChanges' && !text?.trim() && refusal('text', 'Say what was changed'),
  ];
}
