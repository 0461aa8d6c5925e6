import { compare } from '../facts.js';
import type { MeetingAnswer } from '../meeting/meeting.answers.js';
import type { ActionLine, DecisionLine, RecommendationLine } from './register.answers.js';
import type { ActionFilter, DecisionFilter, OfMeetings, RecommendationFilter } from './register.queries.js';

/** Decisions in the order of the meetings given. */
export function decisionLines(meetings: readonly MeetingAnswer[], filter: DecisionFilter): DecisionLine[] {
  const { state, changes } = filter;
  return linesOf(meetings, filter, ({ decisions }) => decisions).filter(
    (one) =>
      (state === undefined || one.state === state) &&
      (changes === undefined || one.changes.some(({ what }) => what.id === changes)),
  );
}

/** Recommendations in the order of the meetings given. */
export function recommendationLines(
  meetings: readonly MeetingAnswer[],
  filter: RecommendationFilter,
): RecommendationLine[] {
  const { type, outcome } = filter;
  return linesOf(meetings, filter, ({ recommendations }) => recommendations).filter(
    (one) => (type === undefined || one.type === type) && (outcome === undefined || outcomeOf(one) === outcome),
  );
}

/** Actions, those due first at the front, those without a date at the end. */
export function actionLines(meetings: readonly MeetingAnswer[], filter: ActionFilter): ActionLine[] {
  const { owner, state, overdueOn } = filter;
  return linesOf(meetings, filter, ({ actions }) => actions)
    .filter(
      (one) =>
        (owner === undefined || one.owner?.body?.id === owner) &&
        (state === undefined || one.state === state) &&
        (overdueOn === undefined || one.overdue),
    )
    .sort((a, b) => compare(a.due?.to ?? '~', b.due?.to ?? '~') || a.from.index - b.from.index);
}

function outcomeOf({ answer, outcome }: RecommendationLine): RecommendationFilter['outcome'] {
  if (answer !== null) return 'recorded';
  return outcome === 'Outcome not recorded' ? 'notRecorded' : 'notYetAnswered';
}

function linesOf<T>(
  meetings: readonly MeetingAnswer[],
  { body, meeting }: OfMeetings,
  of: (one: MeetingAnswer) => T[],
) {
  return meetings
    .filter(
      ({ id, bodies }) =>
        (meeting === undefined || id === meeting) && (body === undefined || bodies.some((one) => one.id === body)),
    )
    .flatMap((one) => {
      const { id, name, date: meetingDate, bodies } = one;
      return of(one).map((line) => ({ ...line, meeting: { id, name }, meetingDate, bodies }));
    });
}
