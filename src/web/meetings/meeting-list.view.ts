import type { MeetingAnswer } from '../../../projections/state/queries/meeting/meeting.answers.js';
import type { Named } from '../../../projections/state/queries/references.js';
import { pageOf } from '../links.js';
import { type Choice, choicesOf } from '../parts/choices.js';
import { type Numbered, numbered } from '../parts/pagination.js';

/** How the list is narrowed, as the address says it. */
export interface MeetingsAsked {
  body?: string;
  kind?: string;
  page?: number;
}

/** How a meeting stands. `unrecorded`: its day is over, and nobody has said that it took place. */
export type Standing = 'toCome' | 'undated' | 'unrecorded' | 'held' | 'cancelled';

/** A meeting, or a decision taken outside one, as a line of a list. */
export interface MeetingLine {
  name: string;
  path: string;
  kind: string;
  date: string;
  standing: Standing;
  /** What is held of it; 0 where that is nothing. */
  counts: { items: number; papers: number; recommendations: number; decisions: number; actions: number };
}

export interface MeetingListPage {
  list: Numbered<MeetingLine>;
  /** The lines of this page of the list. */
  onPage: { meetings: MeetingLine[]; notices: MeetingLine[] };
  /** How many meetings fit, and how many decisions that were taken outside one. */
  meetings: number;
  notices: number;
  asked: Omit<MeetingsAsked, 'page'>;
  isNarrowed: boolean;
  bodies: Choice[];
  /** Kinds of which there are any. */
  kinds: string[];
}

/** A decision notice is a decision that was taken outside a meeting. */
const NOTICE = 'decisionNotice';

/**
 * Meetings before decisions that were taken outside one, each in the order given.
 *
 * @param day of the view
 */
export function meetingListPage(
  meetings: readonly MeetingAnswer[],
  { body, kind, page }: MeetingsAsked,
  day: string,
): MeetingListPage {
  const found = fittingMeetings(meetings, { body, kind });
  const notices = found.filter(isNotice);
  const inOrder = [...found.filter((one) => !isNotice(one)), ...notices];
  const lines = inOrder.map((one) => meetingLine(one, day));
  const list = numbered(lines, page);
  return {
    list,
    onPage: { meetings: list.items.filter((one) => !isNotice(one)), notices: list.items.filter(isNotice) },
    meetings: found.length - notices.length,
    notices: notices.length,
    asked: { body, kind },
    isNarrowed: body !== undefined || kind !== undefined,
    bodies: choicesOf(meetings.flatMap((one): Named[] => one.bodies)),
    kinds: [...new Set(meetings.map((one) => one.kind))],
  };
}

/** Meetings of a body, of a kind, or all. */
export function fittingMeetings(
  meetings: readonly MeetingAnswer[],
  { body, kind }: Pick<MeetingsAsked, 'body' | 'kind'>,
): MeetingAnswer[] {
  return meetings.filter(
    (one) =>
      (body === undefined || one.bodies.some(({ id }) => id === body)) && (kind === undefined || one.kind === kind),
  );
}

export function isNotice({ kind }: Pick<MeetingAnswer, 'kind'>): boolean {
  return kind === NOTICE;
}

export function standingOf({ state, date }: Pick<MeetingAnswer, 'state' | 'date'>, day: string): Standing {
  if (state !== 'called') return state;
  if (date.date === undefined) return 'undated';
  return date.date < day ? 'unrecorded' : 'toCome';
}

function meetingLine(meeting: MeetingAnswer, day: string): MeetingLine {
  const { id, kind, date, items, papers, recommendations, decisions, actions } = meeting;
  return {
    ...{ kind, name: titleOf(meeting), path: pageOf('meeting', { id })!, date: date.display },
    standing: standingOf(meeting, day),
    counts: {
      items: items.length,
      papers: papers.length + items.reduce((sum, item) => sum + item.papers.length, 0),
      recommendations: recommendations.length,
      decisions: decisions.length,
      actions: actions.length,
    },
  };
}

/** Who met and when; of a decision outside a meeting, who took it and what it says. */
export function titleOf(meeting: Pick<MeetingAnswer, 'kind' | 'name' | 'bodies' | 'decisions'>): string {
  const [decision, ...others] = meeting.decisions;
  if (!isNotice(meeting) || !decision?.text || others.length > 0) return meeting.name;
  return decision.text;
}
