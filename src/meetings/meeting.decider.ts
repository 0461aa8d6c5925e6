import { type Finding, type Found, type Lookups, refusal, type Situation } from '../ledger/catalogue/catalogue.js';
import { statedDateRules } from '../ledger/catalogue/stated-date.js';
import type {
  AgendaItemAddedData,
  BoardDecisionRecordedData,
  MeetingCalledData,
  MeetingHeldData,
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

export function heldRules({ date }: MeetingHeldData, { today }: Situation): Finding[] {
  return [date > today && refusal('date', 'The date must be today or in the past')];
}

export function itemRules({ itemId, number }: AgendaItemAddedData, { own }: Situation): Finding[] {
  const used = own.list('item/*').some(({ data }) => data.number === number && data.itemId !== itemId);
  return [used && refusal('number', `Item ${number} exists`)];
}

export function recommendationRules({ itemId }: RecommendationMadeData, situation: Situation): Finding[] {
  return [isUnknown(itemId, 'item', situation) && refusal('itemId', NO_ITEM, 'unknown-object')];
}

export function answerRules(
  { recommendationId, answer, text, decisionId }: RecommendationAnsweredData,
  situation: Situation,
): Finding[] {
  const held = situation.own.of('outcome', 'MeetingHeld');
  return [
    isUnknown(recommendationId, 'recommendation', situation) &&
      refusal('recommendationId', 'The meeting has no such recommendation', 'unknown-object'),
    isUnknown(decisionId, 'decision', situation) &&
      refusal('decisionId', 'The meeting has no such decision', 'unknown-object'),
    !held && refusal('answer', 'Record that the meeting took place first'),
    answer === 'agreedWithChanges' && !text?.trim() && refusal('text', 'Say what was changed'),
  ];
}

export function decisionRules({ itemId, decidedOn }: BoardDecisionRecordedData, situation: Situation): Finding[] {
  const future = decidedOn.date !== undefined && decidedOn.date > situation.today;
  return [
    isUnknown(itemId, 'item', situation) && refusal('itemId', NO_ITEM, 'unknown-object'),
    future && refusal('decidedOn.date', 'A decision cannot be in the future'),
    ...statedDateRules(decidedOn, 'decidedOn'),
  ];
}

const NO_ITEM = 'The meeting has no such agenda item';

/** Whether a part exists is asked without a date: papers may be loaded in any order. */
function isUnknown(id: string | undefined, part: string, { history }: Situation): boolean {
  return id !== undefined && !history.at().get(`${part}/${id}`);
}
