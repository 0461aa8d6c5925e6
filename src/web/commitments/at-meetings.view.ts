import type { MeetingAnswer } from '../../../projections/state/queries/meeting/meeting.answers.js';
import type { Provenance } from '../../../projections/state/queries/provenance.js';
import type { Named } from '../../../projections/state/queries/references.js';

/** Something that a meeting had before it, was asked, resolved or set in motion. */
export interface MeetingLine {
  meeting: Named;
  /** Where it stands on the page of its meeting; empty of what has no place of its own there. */
  anchor: string;
  text: string | null;
  from: Provenance;
}

export const MEETING_GROUPS = ['changed', 'items', 'recommendations', 'decisions', 'actions'] as const;

/** What the ledger links to a commitment at meetings, and how it is linked; groups without a line are left out. */
export type AtMeetings = { key: (typeof MEETING_GROUPS)[number]; lines: MeetingLine[] }[];

/**
 * What meetings have to do with a commitment: decisions said to have changed it, agenda items said to be about it, what
 * was recommended and decided under those, and the actions that carry any of those decisions out.
 */
export function atMeetings(meetings: readonly MeetingAnswer[], id: string): AtMeetings {
  const found = meetings.map((meeting) => ofMeeting(meeting, id));
  return MEETING_GROUPS.map((key) => ({ key, lines: found.flatMap((one) => one[key]) })).filter(
    ({ lines }) => lines.length > 0,
  );
}

function ofMeeting(meeting: MeetingAnswer, id: string): Record<(typeof MEETING_GROUPS)[number], MeetingLine[]> {
  const items = meeting.items.filter(({ about }) => about.some((one) => one.id === id));
  const isUnderThose = ({ item }: { item?: Named }) => items.some((one) => one.id === item?.id);
  const changed = meeting.decisions.filter(({ changes }) => changes.some(({ what }) => what.id === id));
  const decisions = meeting.decisions.filter((one) => isUnderThose(one) && !changed.includes(one));
  const decided = new Set([...changed, ...decisions].map((one) => one.id));
  const actions = meeting.actions.filter(({ decision }) => decision !== undefined && decided.has(decision.id));
  const lineOf =
    (letter: string) =>
    (one: { id: string; text: string | null; from: Provenance }): MeetingLine => ({
      meeting: { id: meeting.id, name: meeting.name },
      ...{ anchor: letter && `${letter}-${one.id}`, text: one.text, from: one.from },
    });
  return {
    changed: changed.map(lineOf('d')),
    items: items.map((one) => lineOf('')({ ...one, text: `${one.number}. ${one.title}` })),
    recommendations: meeting.recommendations.filter(isUnderThose).map(lineOf('r')),
    decisions: decisions.map(lineOf('d')),
    actions: actions.map(lineOf('a')),
  };
}
