import { type Finding, type Found, type Lookups, refusal, type Situation } from '../ledger/catalogue/catalogue.js';
import { isAfter, type StatedDate, statedDateRules } from '../ledger/catalogue/stated-date.js';
import type { StreamHistory, StreamView } from '../ledger/history.js';
import { streamOf } from '../ledger/ids.js';
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

/** The meeting that agreed the minutes. */
export function gatherMinuting({ atMeetingId }: MinutesAgreedData, lookups: Lookups): Promise<StreamHistory> {
  return lookups.history(streamOf('meeting', atMeetingId));
}

/** Of two dates that are not both known by then, or may be the same, neither is held to be the earlier one. */
export function minutesRules(
  { atMeetingId }: MinutesAgreedData,
  { own, objectId, reportedOn, gathered: minuting }: Situation<StreamHistory>,
): Finding[] {
  const itself = dateOf(own);
  const agreedBy = dateOf(minuting.at(reportedOn))?.date;
  const earlier = !!itself && !!agreedBy && isAfter(itself, agreedBy);
  return [(atMeetingId === objectId || earlier) && refusal('atMeetingId', 'Minutes are agreed at a later meeting')];
}

/** When a meeting took place or, as long as that is not said, is to take place. */
function dateOf(meeting: StreamView): StatedDate | undefined {
  const held = meeting.of('outcome', 'MeetingHeld')?.data.date as string | undefined;
  if (held) return { date: held, precision: 'day' };
  return meeting.get('occasion')?.data.date as unknown as StatedDate | undefined;
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
