import type {
  AgendaItemAnswer,
  MeetingAnswer,
  PaperAnswer,
} from '../../../projections/state/queries/meeting/meeting.answers.js';
import { pageOf } from '../links.js';
import { isNotice, type Standing, standingOf, titleOf } from './meeting-list.view.js';

/** One meeting, or a decision taken outside one. */
export interface MeetingPage {
  meeting: MeetingAnswer;
  /** Who met and when; of a decision outside a meeting, the decision. */
  heading: string;
  path: string;
  isNotice: boolean;
  standing: Standing;
  agenda: AgendaLine[];
  /** Papers that belong to no item. */
  papers: PaperLine[];
}

export interface AgendaLine extends Pick<AgendaItemAnswer, 'id' | 'number' | 'title' | 'about' | 'from'> {
  papers: PaperLine[];
}

/** A paper by its kind: a kept document, or a report of the ledger. */
export interface PaperLine {
  kind: 'source' | 'report';
  paper: { id: string; name?: string };
}

/** @param day of the view */
export function meetingPage(meeting: MeetingAnswer, day: string): MeetingPage {
  return {
    meeting,
    heading: titleOf(meeting),
    path: pageOf('meeting', { id: meeting.id })!,
    isNotice: isNotice(meeting),
    standing: standingOf(meeting, day),
    agenda: meeting.items.map(({ papers, ...item }) => ({ ...item, papers: papers.flatMap(paperLine) })),
    papers: meeting.papers.flatMap(paperLine),
  };
}

function paperLine({ document, report }: PaperAnswer): PaperLine[] {
  if (report) return [{ kind: 'report', paper: report }];
  return document ? [{ kind: 'source', paper: document }] : [];
}
