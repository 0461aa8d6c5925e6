import type { Day } from '../../../src/ledger/dates.js';
import type { Statement } from '../statement.js';
import { compare, type Facts, type ObjectFacts, partOf, present, readable } from './facts.js';
import type { DecisionAnswer, MeetingAnswer, RecommendationAnswer, RegisterLine } from './meeting.answers.js';
import { provenanceOf } from './provenance.js';
import { idsIn, Names } from './references.js';
import { statedDate } from './stated-date.js';

/** What became of a meeting, by the kind of statement that says so. */
const STATES: Record<string, MeetingAnswer['state']> = { MeetingHeld: 'held', MeetingCancelled: 'cancelled' };

/** All meetings of a view, the latest first. */
export function meetings(facts: Facts, on: Day): MeetingAnswer[] {
  const names = new Names(facts);
  return facts
    .all('meeting')
    .map((meeting) => meetingAnswer(meeting, names, on))
    .filter((meeting) => meeting !== undefined)
    .sort((a, b) => compare(dayOf(b.date), dayOf(a.date)) || a.from.index - b.from.index);
}

/** Every decision and recommendation of a view, the latest meeting first. */
export function register(facts: Facts, on: Day): RegisterLine[] {
  return meetings(facts, on).flatMap(({ id: meetingId, bodies, date: meetingDate, decisions, recommendations }) => [
    ...decisions.map((decision): RegisterLine => {
      return { id: decision.id, kind: 'decision', meetingId, bodies, meetingDate, decision };
    }),
    ...recommendations.map((recommendation): RegisterLine => {
      return { id: recommendation.id, kind: 'recommendation', meetingId, bodies, meetingDate, recommendation };
    }),
  ]);
}

function meetingAnswer(meeting: ObjectFacts, names: Names, on: Day): MeetingAnswer | undefined {
  const occasion = meeting.get('occasion');
  if (!occasion) return undefined;
  const outcome = meeting.get('outcome');
  const state = outcome ? STATES[outcome.kind]! : 'called';
  const past = state === 'held' || dayOf(occasion.data.date) < on;
  return present<MeetingAnswer>({
    id: meeting.id,
    bodies: idsIn(occasion.data.bodyIds).map((id) => names.of(id)!),
    kind: String(occasion.data.kind),
    date: statedDate(occasion.data.date),
    place: occasion.data.place as string | undefined,
    public: occasion.data.public as boolean | undefined,
    state,
    recommendations: meeting.list('recommendation/*').map((one) => recommendationAnswer(one, meeting, names, past)),
    decisions: meeting.list('decision/*').map((one) => decisionAnswer(one, names)),
    from: provenanceOf(occasion),
    stateFrom: outcome && provenanceOf(outcome),
  });
}

function recommendationAnswer(
  statement: Statement,
  meeting: ObjectFacts,
  names: Names,
  past: boolean,
): RecommendationAnswer {
  const id = partOf(statement.facet, 1);
  const answered = meeting.get(`recommendation/${id}/answer`);
  const answer = answered ? String(answered.data.answer) : null;
  return present<RecommendationAnswer>({
    id,
    type: String(statement.data.type),
    text: readable(statement.data.text) as string | null,
    madeBy: names.party(statement.data.madeBy),
    answer,
    answerText: readable(answered?.data.text) as string | null | undefined,
    outcome: answer ?? (past ? 'Outcome not recorded' : 'Not yet answered'),
    from: provenanceOf(statement),
    answeredFrom: answered && provenanceOf(answered),
  });
}

function decisionAnswer(statement: Statement, names: Names): DecisionAnswer {
  const id = partOf(statement.facet, 1);
  return present<DecisionAnswer>({
    id,
    text: readable(statement.data.text) as string | null,
    decidedBy: names.party(statement.data.decidedBy),
    decidedOn: statedDate(statement.data.decidedOn),
    amount: statement.data.amount as string | undefined,
    from: provenanceOf(statement),
  });
}

/** The day of a date that may be known to the month only; those without any sort before all others. */
function dayOf(date: unknown): Day {
  const day = typeof date === 'object' && date !== null ? (date as { date?: unknown }).date : date;
  return typeof day === 'string' ? day : '';
}
