import type { Day } from '../../../../src/ledger/dates.js';
import type { Statement } from '../../statement.js';
import { worded } from '../commitment/wordings.js';
import { type DueAnswer, dueState } from '../due.js';
import { addedByEditors } from '../editors.js';
import { compare, type Facts, type ObjectFacts, partOf, present, readable } from '../facts.js';
import { Names } from '../names.js';
import { provenanceOf } from '../provenance.js';
import { idIn, idsIn, type Named } from '../references.js';
import { statedDate } from '../stated-date.js';
import type {
  ActionAnswer,
  AgendaItemAnswer,
  AttendanceAnswer,
  DecisionAnswer,
  DecisionChange,
  MeetingAnswer,
  MinutesAnswer,
  PaperAnswer,
  RecommendationAnswer,
} from './meeting.answers.js';

/** What answers about meetings are made of besides the statements of the view. */
export interface MeetingContext {
  /** The day on which a meeting is past, or an action overdue. */
  on: Day;
  /** How often the dates of actions were moved, by {@link movesKey}; those that never were are left out. */
  moves?: ReadonlyMap<string, { moved: number; advanced: number }>;
  /** What editors said of decisions' changes after the day of the view. */
  later?: readonly Statement[];
}

/** The key under which the date of an action stands. */
function movesKey(stream: string, actionId: string): string {
  return `${stream}/action/${actionId}/due`;
}

/** What became of a meeting, by the kind of statement that says so. */
const STATES: Record<string, MeetingAnswer['state']> = { MeetingHeld: 'held', MeetingCancelled: 'cancelled' };

/** What became of a decision, by the kind of statement that says so. */
const ENDS: Record<string, DecisionAnswer['state']> = {
  DecisionSuperseded: 'superseded',
  DecisionRescinded: 'rescinded',
};

/** All meetings of a view, the latest first. */
export function meetings(facts: Facts, context: MeetingContext): MeetingAnswer[] {
  const names = new Names(facts);
  return facts
    .all('meeting')
    .map((meeting) => meetingAnswer(meeting, facts, names, context))
    .filter((meeting) => meeting !== undefined)
    .sort((a, b) => compare(dayOf(b.date), dayOf(a.date)) || a.from.index - b.from.index);
}

function meetingAnswer(
  meeting: ObjectFacts,
  facts: Facts,
  names: Names,
  context: MeetingContext,
): MeetingAnswer | undefined {
  const occasion = meeting.get('occasion');
  if (!occasion) return undefined;
  const outcome = meeting.get('outcome');
  const state = outcome ? STATES[outcome.kind]! : 'called';
  const unanswered = withoutAnswer(state, dayOf(occasion.data.date) < context.on);
  return present<MeetingAnswer>({
    id: meeting.id,
    name: names.of(meeting.id)!.name!,
    bodies: idsIn(occasion.data.bodyIds).map((id) => names.of(id)!),
    kind: String(occasion.data.kind),
    date: statedDate(occasion.data.date),
    place: occasion.data.place as string | undefined,
    public: occasion.data.public as boolean | undefined,
    state,
    cancelledBecause: state === 'cancelled' ? (readable(outcome!.data.reason) as string | null) : undefined,
    attendance: (readable(outcome?.data.attendance) ?? []) as AttendanceAnswer[],
    items: items(meeting, names),
    papers: papers(meeting, names, undefined),
    recommendations: meeting
      .list('recommendation/*')
      .map((one) => recommendationAnswer(one, meeting, names, unanswered)),
    decisions: meeting.list('decision/*').map((one) => decisionAnswer(one, meeting, facts, names, context)),
    actions: meeting.list('action/*').map((one) => actionAnswer(one, meeting, names, context)),
    programmes: programmesBrought(meeting.id, facts, names),
    minutes: minutes(meeting, names),
    from: provenanceOf(occasion),
    stateFrom: outcome && provenanceOf(outcome),
  });
}

/** By their numbers, `10` behind `9`. */
function items(meeting: ObjectFacts, names: Names): AgendaItemAnswer[] {
  return meeting
    .list('item/*', 'AgendaItemAdded', 'AgendaItemChanged')
    .map((statement) => {
      const id = partOf(statement.facet, 1);
      return {
        id,
        number: String(statement.data.number),
        title: String(statement.data.title),
        about: [...idsIn(statement.data.links), ...idsIn(statement.data.parts)].map((link) => names.of(link)!),
        papers: papers(meeting, names, id),
        from: provenanceOf(statement),
      };
    })
    .sort((a, b) => a.number.localeCompare(b.number, 'en', { numeric: true }) || a.from.index - b.from.index);
}

/** @param itemId the item that they belong to; `undefined`: those of none */
function papers(meeting: ObjectFacts, names: Names, itemId: string | undefined): PaperAnswer[] {
  return meeting
    .list('paper/*')
    .filter(({ data }) => data.itemId === itemId)
    .map((statement) =>
      present<PaperAnswer>({
        id: partOf(statement.facet, 1),
        document: names.of(statement.data.sourceId),
        report: names.of(statement.data.reportId),
        from: provenanceOf(statement),
      }),
    );
}

function programmesBrought(meetingId: string, facts: Facts, names: Names): Named[] {
  return facts
    .all('programme')
    .filter((programme) => programme.get(`brought/${meetingId}`))
    .map(({ id }) => names.of(id)!);
}

function minutes(meeting: ObjectFacts, names: Names): MinutesAnswer | undefined {
  const agreed = meeting.get('minutes');
  if (!agreed) return undefined;
  return {
    document: names.of(agreed.data.sourceId)!,
    agreedAt: names.of(agreed.data.atMeetingId)!,
    from: provenanceOf(agreed),
  };
}

/** What is said of a recommendation to which no answer is held. */
function withoutAnswer(state: MeetingAnswer['state'], past: boolean): string {
  if (state === 'cancelled') return 'The meeting was cancelled';
  return state === 'held' || past ? 'Outcome not recorded' : 'Not yet answered';
}

function recommendationAnswer(
  statement: Statement,
  meeting: ObjectFacts,
  names: Names,
  unanswered: string,
): RecommendationAnswer {
  const { data, facet } = statement;
  const answered = meeting.get(`${facet}/answer`);
  const answer = answered ? String(answered.data.answer) : null;
  return present<RecommendationAnswer>({
    id: partOf(facet, 1),
    type: String(data.type),
    text: readable(data.text) as string | null,
    printedNumber: data.printedNumber as string | undefined,
    madeBy: names.party(data.madeBy),
    addressedTo: idsIn(data.addressedTo).map((id) => names.of(id)!),
    answer,
    answerText: readable(answered?.data.text) as string | null | undefined,
    outcome: answer ?? unanswered,
    decision: names.of(answered?.data.decisionId),
    item: names.of(data.itemId),
    from: provenanceOf(statement),
    answeredFrom: answered && provenanceOf(answered),
  });
}

function decisionAnswer(
  statement: Statement,
  meeting: ObjectFacts,
  facts: Facts,
  names: Names,
  { later = [] }: MeetingContext,
): DecisionAnswer {
  const { data, facet } = statement;
  const ended = meeting.get(`${facet}/end`);
  const linked = meeting.get(`${facet}/changes`);
  const added = later.filter((one) => one.stream === meeting.stream && one.facet === `${facet}/changes`);
  return present<DecisionAnswer>({
    id: partOf(facet, 1),
    key: `${meeting.stream}/${facet}`,
    text: readable(data.text) as string | null,
    decidedBy: names.party(data.decidedBy),
    decidedOn: statedDate(data.decidedOn),
    amount: data.amount as string | undefined,
    item: names.of(data.itemId),
    state: ended ? ENDS[ended.kind]! : 'standing',
    endedBy: names.of(ended?.data.byDecision),
    changes: changes(linked, facts, names),
    addedByEditors: addedByEditors(added, names),
    from: provenanceOf(statement),
    endFrom: ended && provenanceOf(ended),
    changesFrom: linked && provenanceOf(linked),
  });
}

/** What decisions are said to have changed, by their ids. */
export function changedBy(statements: readonly Statement[]): string[] {
  const linked = statements.filter(({ facet }) => /^decision\/[^/]+\/changes$/.test(facet));
  return linked.flatMap((one) => saidToChange(one).flatMap(({ id, key }) => idIn(id ?? key) ?? []));
}

function saidToChange(linked: Statement | undefined): { kind: string; key?: string; id?: string }[] {
  return (linked?.data.changes ?? []) as { kind: string; key?: string; id?: string }[];
}

/** @param facts hold the words of commitments */
function changes(linked: Statement | undefined, facts: Facts, names: Names): DecisionChange[] {
  return saidToChange(linked).map(({ kind, key, id }) => {
    const what = worded(names.of(id ?? key)!, facts);
    return present<DecisionChange>({ kind, what, key, plan: kind === 'node' ? names.holderOf(what.id) : undefined });
  });
}

function actionAnswer(
  statement: Statement,
  meeting: ObjectFacts,
  names: Names,
  { on, moves }: MeetingContext,
): ActionAnswer {
  const { data, facet } = statement;
  const id = partOf(facet, 1);
  const [owner, dated, ended] = ['owner', 'due', 'state'].map((part) => meeting.get(`${facet}/${part}`));
  const state = ended?.kind === 'ActionClosed' ? String(ended.data.outcome) : 'open';
  const due = dated?.data.due as DueAnswer | undefined;
  const { moved, advanced } = moves?.get(movesKey(meeting.stream, id)) ?? { moved: 0, advanced: 0 };
  return present<ActionAnswer>({
    id,
    text: readable(data.text) as string | null,
    owner: names.party(owner?.data),
    decision: names.of(data.decisionId),
    due,
    state,
    ...dueState(due, state === 'open', on),
    moved,
    advanced,
    evidence: readable(ended?.data.evidence) as unknown[] | undefined,
    from: provenanceOf(statement),
    ownerFrom: owner && provenanceOf(owner),
    dueFrom: dated && provenanceOf(dated),
    stateFrom: ended && provenanceOf(ended),
  });
}

/** The day of a date that may be known to the month only; those without any sort before all others. */
function dayOf(date: unknown): Day {
  const day = typeof date === 'object' && date !== null ? (date as { date?: unknown }).date : date;
  return typeof day === 'string' ? day : '';
}
