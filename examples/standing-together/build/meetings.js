import {
  bodyBehind,
  decisions,
  EDITED_ON,
  from,
  lastDay,
  meetings,
  monthOf,
  partOf,
  partyOf,
  recommendations,
  sources,
  workProgrammes,
} from './facts.js';
import { keyOf, uuidOf } from './ids.js';

/** Meetings, what they were asked, what was decided there or elsewhere, and the work programme. */
export function addMeetings(file) {
  for (const meeting of meetings) callMeeting(file, meeting);
  for (const recommendation of recommendations)
    if (recommendation.meeting) makeRecommendation(file, recommendation);
    else registerExternal(file, recommendation);
  for (const decision of decisions) recordDecision(file, decision);
  for (const programme of workProgrammes) agreeProgramme(file, programme);
}

function callMeeting(file, meeting) {
  const { externalId, date, state } = meeting;
  const common = { meetingId: externalId, ...from(meeting.citation, meeting) };
  file.add('call-meeting', externalId, {
    ...common,
    bodyIds: meeting.bodies,
    kind: meeting.kind,
    date: statedDate(date),
    public: meeting.public ?? undefined,
  });
  if (state === 'held') file.add('hold-meeting', externalId, { ...common, date: date.date });
  for (const sourceId of meeting.papers)
    file.add('attach-paper', sourceId, { ...common, paperId: `${externalId}-${sourceId}`, sourceId });
}

function makeRecommendation(file, recommendation) {
  const { externalId, meeting, type, text, madeBy, addressedTo, printedNumber } = recommendation;
  file.add('make-recommendation', externalId, {
    meetingId: meeting,
    ...from(recommendation.citation, recommendation),
    recommendationId: externalId,
    type,
    text,
    madeBy: partyOf(madeBy),
    addressedTo,
    printedNumber,
  });
}

/** What no meeting was asked comes from outside. The row that it stands in tells what it is about, to the editors. */
function registerExternal(file, { externalId, text, madeBy, addressedTo, concerns, ...recommendation }) {
  file.add('register-external-recommendation', externalId, {
    externalRecommendationId: externalId,
    ...from(recommendation.citation, recommendation),
    issuerBodyId: bodyBehind(madeBy.who[0]),
    addressedTo,
    text,
  });
  for (const targetId of concerns)
    file.add('link-external-recommendation', `${externalId} ${targetId}`, {
      externalRecommendationId: externalId,
      ...from(recommendation.citation, { reportedOn: EDITED_ON, note: 'It stands in the row of this theme.' }),
      kind: partOf(targetId).kind,
      targetId,
    });
}

/** A decision for which no meeting is named gets a notice of its own. */
function recordDecision(file, decision) {
  const { externalId, occasion, decidedBy, decidedOn } = decision;
  const stated = from(decision.citation, { reportedOn: decision.reportedOn, note: decidedOn.note });
  const meetingId = meetingOf(decision);
  const date = statedDate(decidedOn);
  if (!occasion)
    file.add('call-meeting', meetingId, {
      meetingId,
      ...stated,
      bodyIds: noticeOf(decidedBy, decision.citation.source),
      kind: 'decisionNotice',
      date,
    });
  file.add('record-board-decision', externalId, {
    meetingId,
    ...stated,
    decisionId: externalId,
    text: decision.text,
    decidedBy: partyOf(decidedBy),
    decidedOn: date,
    amount: decision.amount?.value,
  });
}

function meetingOf({ externalId, occasion }) {
  return occasion ?? `NOTICE-${externalId}`;
}

/** What a decision is about, and the milestone that it sets, as the editors read it: after all of that is there. */
export function linkDecisions(file) {
  for (const decision of decisions) {
    const { externalId: decisionId, concerns, setsMilestone } = decision;
    const changes = concerns.map((id) => ({ kind: partOf(id).kind, id }));
    if (setsMilestone) changes.push({ kind: 'milestone', id: setsMilestone });
    file.add('link-decision-changes', decisionId, {
      meetingId: meetingOf(decision),
      ...from(decision.citation, { reportedOn: EDITED_ON }),
      decisionId,
      changes,
    });
  }
}

/** Whose notice it is: of those who decided or, where the paper does not say, of the body that the paper is by. */
function noticeOf({ who }, source) {
  if (who) return [...new Set(who.map(bodyBehind))];
  return [sources.find(({ externalId }) => externalId === source).publisher];
}

function agreeProgramme(file, programme) {
  const agreed = decisions.find(({ externalId }) => externalId === programme.decision);
  file.add('agree-work-programme', programme.externalId, {
    programmeId: programme.externalId,
    ...from(programme.citation, programme),
    effective: monthOf(programme.agreedOn.date),
    title: programme.title,
    ownerBodyIds: programme.owners,
    year: programme.year,
    contentsHeld: programme.contentsHeld,
    decision: keyOf('meeting', meetingOf(agreed), 'decision', uuidOf(agreed.externalId)),
  });
}

/** Months and years by their last day. A financial year ends on 31 March of the next. */
function statedDate({ date, precision, printed }) {
  if (date === null) return { precision, printed };
  const day = precision === 'financialYear' ? `${Number(date) + 1}-03-31` : lastDay(date);
  return { date: day, precision, printed };
}
