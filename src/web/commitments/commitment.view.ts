import type {
  CommitmentAnswer,
  LinkedMeasure,
  Silence,
  StatusAnswer,
  Wording,
} from '../../../projections/state/queries/commitment/commitment.answers.js';
import type { StatusBefore } from '../../../projections/state/queries/commitment/statuses.js';
import type { CitationAnswer } from '../../../projections/state/queries/documents.js';
import type { ExternalRecommendationLine } from '../../../projections/state/queries/external/external.answers.js';
import type { LineageAnswer } from '../../../projections/state/queries/lineage/lineage.answers.js';
import type { MeetingAnswer } from '../../../projections/state/queries/meeting/meeting.answers.js';
import { isLastDayPast } from '../../../projections/state/queries/milestone/endings.js';
import type { MilestoneAnswer } from '../../../projections/state/queries/milestone/milestone.answers.js';
import type { Named } from '../../../projections/state/queries/references.js';
import type { UpdateAnswer } from '../../../projections/state/queries/update/update.answers.js';
import { pageOf } from '../links.js';
import { type AddedLine, addedLines } from '../parts/added-by-editors.js';
import { type Delivery, deliveryOf } from '../parts/delivery.js';
import { pathOfTag } from '../plans/tag.view.js';
import { type AtMeetings, atMeetings } from './at-meetings.view.js';
import { type CommitmentHead, commitmentHead } from './commitment-head.js';
import { type LinkRow, lineageView } from './lineage.view.js';

/** What a status rests on: a passage, or a statement by its key. */
export interface Evidence {
  citation?: CitationAnswer;
  key?: string;
}

/** How many milestones stand how; of open ones, those that are overdue or past their last day are counted as that alone. */
export type MilestoneCounts = { state: string; count: number }[];

export interface MeasureRow extends LinkedMeasure {
  /** Nobody had said by what it is measured; editors have, after the day of the view. */
  isLater: boolean;
}

/** A status, with the one that had been stated before it where there is one. */
export interface StatusRow extends StatusAnswer {
  before?: StatusAnswer;
}

/** What is read of a commitment beside its own answer. */
export interface BesideCommitment {
  lineage: LineageAnswer;
  meetings: readonly MeetingAnswer[];
  /** Recommendations from outside that are about it. */
  external: readonly ExternalRecommendationLine[];
  statusesBefore: readonly StatusBefore[];
  /** Of the view. */
  day: string;
}

/** One promise, with everything that is said of it in a view. */
export interface CommitmentPage extends CommitmentHead {
  commitment: CommitmentAnswer;
  statuses: StatusRow[];
  /** Neither officers nor the panel have stated a status. */
  hasNoStatus: boolean;
  /** What follows from the view and is not said by a status already. */
  labels: string[];
  otherWordings: Wording[];
  /** What it runs under across the tree of its plan. */
  tags: { text: string; path: string }[];
  /** About the commitment itself, whole, the newest first; with how many others each is about. */
  updates: (UpdateAnswer & { others: number })[];
  /** How many others the last update that says something about it is about. */
  latestOthers: number;
  /** The newest word that something says nothing about it, unless an update has come since, or on the same day. */
  silence?: Silence;
  /** About the parts of the plan that it sits in, but for those that are about it by itself too. */
  updatesAbove: UpdateAnswer[];
  milestoneCounts: MilestoneCounts;
  /** Open milestones that lie ahead, those due first at the front. */
  ahead: MilestoneAnswer[];
  delivery: Delivery;
  /** Of the parts of the plan that it sits in. */
  deliveryAbove: Delivery;
  /** By figures that updates on it state. */
  measures: MeasureRow[];
  /** Of the parts of the plan that it sits in, the nearest first. */
  measuresAbove: { of: Named; measures: MeasureRow[] }[];
  evidence: Evidence[];
  lineage: { key: string; links: LinkRow[] }[];
  atMeetings: AtMeetings;
  external: readonly ExternalRecommendationLine[];
  /** What editors said after the day of the view, and the other commitments that it is about. */
  added: AddedLine[];
}

export function commitmentPage(
  commitment: CommitmentAnswer,
  { lineage, meetings, external, statusesBefore, day }: BesideCommitment,
): CommitmentPage {
  const { id, wording, statuses, labels, wordings, milestones, updatesAbove, tags, plan, path } = commitment;
  const measures = measureRows(commitment);
  const othersOf = ({ targets }: UpdateAnswer) => targets.filter((target) => target.id !== id).length;
  const updates = commitment.updates.map((update) => ({ ...wholeOf(update, updatesAbove), others: othersOf(update) }));
  const head = commitmentHead(commitment);
  const silence = silenceSince(commitment);
  return {
    ...head,
    ...{ commitment, updates, external, atMeetings: atMeetings(meetings, id) },
    statuses: statuses.map((status) => statusRow(status, statusesBefore)),
    latestOthers: commitment.latestUpdate ? othersOf(commitment.latestUpdate) : 0,
    ...(silence ? { silence } : {}),
    hasNoStatus: statuses.every(({ status, from }) => status === null && from === undefined),
    labels: labels.filter((label) => !statuses.some((status) => status.label === label)),
    otherWordings: wordings.filter((one) => one.id !== wording?.id),
    tags: tags.map((tag) => ({ text: tag.name ?? tag.id, path: pathOfTag(pageOf('plan', plan)!, tag.id) })),
    updatesAbove: updatesAbove.filter((update) => !updates.some((one) => one.id === update.id)),
    milestoneCounts: countedMilestones(milestones, day),
    ahead: milestones
      .filter(({ state, due }) => state === 'open' && due?.to !== undefined && due.to > day)
      .sort((a, b) => (a.due!.to! < b.due!.to! ? -1 : 1)),
    delivery: deliveryOf(commitment.delivery),
    deliveryAbove: deliveryOf(commitment.deliveryAbove),
    measures: measures.filter(({ of }) => of.id === id),
    measuresAbove: [...path]
      .reverse()
      .map((of) => ({ of, measures: measures.filter((one) => one.of.id === of.id) }))
      .filter((part) => part.measures.length > 0),
    evidence: statuses.flatMap(({ evidence = [] }) => evidence as Evidence[]),
    lineage: lineageView(lineage).groups.filter(({ key }) => key !== 'withdrawn'),
    added: addedLines(commitment.addedByEditors, id),
  };
}

function statusRow(status: StatusAnswer, earlier: readonly StatusBefore[]): StatusRow {
  const before = earlier.find(({ replacedBy }) => replacedBy === status.from?.index);
  return before ? { ...status, before: before.status } : status;
}

function silenceSince({ latestUpdate, silences = [] }: CommitmentAnswer): Silence | undefined {
  return silences.find(({ reportedOn }) => !latestUpdate || reportedOn > latestUpdate.from.reportedOn);
}

/** An answer tells an update once in full, where the part of the plan above has it too. */
function wholeOf(update: UpdateAnswer, above: readonly UpdateAnswer[]): UpdateAnswer {
  return (update.abridged && above.find((one) => one.id === update.id && !one.abridged)) || update;
}

function measureRows({ measures, measuresSince }: CommitmentAnswer): MeasureRow[] {
  const since = new Set(measuresSince.map(({ through }) => through.id));
  return measures.map((one) => ({ ...one, isLater: one.metric === undefined && since.has(one.through.id) }));
}

function countedMilestones(milestones: readonly MilestoneAnswer[], day: string): MilestoneCounts {
  const states = milestones.map((one) => {
    if (one.overdue) return 'overdue';
    return isLastDayPast(one, day) ? 'lastDayPast' : one.state;
  });
  return MILESTONE_STATES.map((state) => ({ state, count: states.filter((one) => one === state).length })).filter(
    ({ count }) => count > 0,
  );
}

const MILESTONE_STATES = ['overdue', 'lastDayPast', 'open', 'met', 'partlyMet', 'notMet', 'withdrawn', 'replaced'];
