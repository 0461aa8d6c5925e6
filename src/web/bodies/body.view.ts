import type { BodyAnswer, Mention, PlacementAnswer } from '../../../projections/state/queries/body/body.answers.js';
import type { IdentityAnswer, NameAnswer } from '../../../projections/state/queries/body/constitution.answers.js';
import { pageOf } from '../links.js';
import { isNotice } from '../meetings/meeting-list.view.js';
import { pathOfBody } from './body-list.view.js';

/** Passages that name a body which stand on its own page; the others stand on a page of theirs. */
const MOST_MENTIONS = 5;

/** Milestones that stand on the page of a body; the list of milestones has all of them, in pages. */
const MOST_MILESTONES = 25;

/** A body with all that is known of it. */
export interface BodyPage {
  body: BodyAnswer;
  path: string;
  /** Names that it had before or has since; empty while it had only one. */
  names: NameAnswer[];
  relations: { key: 'of' | 'under'; placement: PlacementAnswer }[];
  /** Whether others are the same, as far as editors say so. */
  identities: IdentityAnswer[];
  meetings: { path: string; name: string; date: string }[];
  promised: BodyAnswer['promised'];
  morePromised: number;
  mentions: Mention[];
  moreMentions: number;
  /** Sections with something in them, in the order of the page. */
  sections: Section[];
}

export const SECTIONS = [
  'delivers',
  'promises',
  'meetings',
  'decisions',
  'asked',
  'actions',
  'relations',
  'offices',
  'members',
  'external',
  'published',
  'mentions',
] as const;
export type Section = (typeof SECTIONS)[number];

export function bodyPage(body: BodyAnswer): BodyPage {
  const relations = [
    ...body.placements.map((placement) => ({ key: 'of' as const, placement })),
    ...body.placedUnder.map((placement) => ({ key: 'under' as const, placement })),
  ];
  const meetings = body.meets
    .filter((meeting) => !isNotice(meeting))
    .map(({ id, date, ...meeting }) => ({
      path: pageOf('meeting', { id })!,
      name: meeting.name,
      date: date.display,
    }));
  const filled: Record<Section, boolean> = {
    delivers: body.delivers.length > 0,
    promises: body.promised.length + body.leads.length + body.promisedCommitments.length > 0,
    meetings: meetings.length > 0,
    decisions: body.decided.length > 0,
    asked: body.asked.length + body.askedOf.length > 0,
    actions: body.actions.length > 0,
    relations: relations.length > 0,
    offices: body.offices.length > 0,
    members: body.members.length + body.memberOf.length > 0,
    external: body.issued.length + body.externalRecommendations.length > 0,
    published: body.published.length > 0,
    mentions: body.namedIn.length > 0,
  };
  return {
    ...{ body, relations, meetings, path: pathOfBody(body), identities: body.identities },
    names: body.namesOverTime.length > 1 ? body.namesOverTime : [],
    promised: body.promised.slice(0, MOST_MILESTONES),
    morePromised: Math.max(0, body.promised.length - MOST_MILESTONES),
    mentions: body.namedIn.slice(0, MOST_MENTIONS),
    moreMentions: Math.max(0, body.namedIn.length - MOST_MENTIONS),
    sections: SECTIONS.filter((section) => filled[section]),
  };
}
