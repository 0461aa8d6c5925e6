import type { Actor } from '../access/roles.js';
import type { JsonObject } from '../integrity/canonical-json.js';
import {
  type About,
  type Finding,
  keyPart,
  type Lookups,
  refusal,
  type Situation,
  warning,
} from '../ledger/catalogue/catalogue.js';
import { printedDay } from '../ledger/dates.js';
import type { Commitment } from '../ledger/event.js';
import type { StreamHistory } from '../ledger/history.js';
import { streamOf } from '../ledger/ids.js';
import { inForce, settingsOf } from '../ledger/lookups/in-force.js';
import { type PlanPart, planParts } from '../ledger/lookups/plan-parts.js';
import { sameJson } from '../ledger/same-json.js';
import type { Publication, ReportAmendedData, ReportLaidBeforeData, ReportPublishedData } from './report.events.js';
import { inWork, present, publications, stateOf } from './report-state.js';
import { scopeFindings } from './scope.js';

/** What the service knows of a report that is about to be published. */
export interface SuppliedContent {
  /** Of what the report shows of the ledger as it stands. */
  contentSha256: string;
  /** Entries that were looked at: the size that the report pins. */
  atSize: number;
}

/** What publications are checked against. */
interface Around {
  settings: StreamHistory;
  /** What the ids of the scope stand for. */
  covered: (PlanPart | undefined)[];
}

export async function aroundPublication({ planId, scope }: Publication, { lookups, ledger }: About): Promise<Around> {
  return {
    settings: await settingsOf(lookups, ledger),
    covered: scope ? await planParts(scope, planId, lookups) : [],
  };
}

export function publicationRules(data: ReportPublishedData, situation: Situation<Around>): Finding[] {
  if (situation.target) return pinnedRules(data, situation);
  const [last] = publications(situation.own).slice(-1);
  return [
    !!last && refusal('reportId', 'This report is published already. Amend it', 'already-exists'),
    !last && data.version !== 1 && isOwn(situation) && refusal('version', 'The first version is 1'),
    ...(isOwn(situation) ? liveRules(data, situation) : paperRules(data, situation)),
  ];
}

export function amendmentRules(data: ReportAmendedData, situation: Situation<Around>): Finding[] {
  if (situation.target) return pinnedRules(data, situation);
  const last = publications(situation.own).at(-1)?.data as unknown as ReportPublishedData | undefined;
  if (!last || situation.own.get('withdrawal')) return [refusal('reportId', 'Only a published report can be amended')];
  const isSame = isOwn(situation) ? data.contentSha256 === last.contentSha256 : data.sourceId === last.sourceId;
  return [
    data.version !== last.version + 1 && refusal('version', `The next version is ${last.version + 1}`),
    ...(isOwn(situation) ? liveRules(data, situation) : paperRules(data, situation)),
    isSame && refusal('', 'The amended report is the same'),
  ];
}

export function withdrawalRules(_: object, { own }: Situation): Finding[] {
  const state = stateOf(own);
  return [
    state === 'withdrawn'
      ? refusal('reportId', 'This report was withdrawn already')
      : publications(own).length === 0 && refusal('reportId', 'Only a published report can be withdrawn'),
  ];
}

/** Bodies of the meeting that a report was made for, and of the one that it is laid before. */
export async function meetingsBodies(
  report: StreamHistory,
  meeting: StreamHistory,
  lookups: Lookups,
): Promise<{ madeFor: string[]; laidBefore: string[]; meeting: StreamHistory }> {
  const own = report.at();
  const said = own.get('workflow') ?? publications(own).at(-1);
  const meetingId = said?.data.meetingId as string | undefined;
  return {
    madeFor: meetingId ? bodiesOf(await lookups.history(streamOf('meeting', meetingId))) : [],
    laidBefore: bodiesOf(meeting),
    meeting,
  };
}

export function layingRules(
  { itemId }: ReportLaidBeforeData,
  { own, gathered: { madeFor, laidBefore, meeting } }: Situation<Awaited<ReturnType<typeof meetingsBodies>>>,
): Finding[] {
  const isOther = madeFor.length > 0 && !laidBefore.some((body) => madeFor.includes(body));
  return [
    publications(own).length === 0 && refusal('reportId', 'Only a published report can be laid before a meeting'),
    !!itemId &&
      !meeting.at().get(`item/${itemId}`) &&
      refusal('itemId', 'The meeting has no such agenda item', 'unknown-object'),
    isOther && warning('other-body', 'meetingId', 'The meeting is of another body'),
  ];
}

/** Corrections put right what is said of a report, not what it shows. */
function pinnedRules(data: ReportPublishedData, { target, gathered }: Situation<Around>): Finding[] {
  const pinned = target!.statement.data as Partial<ReportPublishedData>;
  const moved = PINNED.some((member) => pinned[member] !== data[member]);
  return [
    moved && refusal('atSize', 'A published report keeps the view that it shows'),
    ...scopeFindings(gathered.covered, data.planId),
  ];
}

const PINNED = ['asReportedOn', 'atSize', 'contentSha256', 'draftVersion'] as const;

/** A paper of the past has had its own review and approval. */
function paperRules(data: Publication, { gathered, today }: Situation<Around>): Finding[] {
  const { planId, template, templateVersion } = data;
  const known = template && inForce(gathered.settings, `template/${keyPart(template)}`, today);
  return [
    ...scopeFindings(gathered.covered, planId),
    !data.sourceId && refusal('sourceId', 'Choose the paper as it was published', 'required'),
    !!template && !known && refusal('template', 'Choose a template of this ledger'),
    !template && templateVersion !== undefined && refusal('template', 'Say which template it is a version of'),
  ];
}

/** Made here, not read from a paper: whatever its date, what was begun here is reviewed and approved here. */
function isOwn({ entry, history }: Situation): boolean {
  return entry === 'live' || history.at().get('workflow') !== undefined;
}

/** Reports of today need a draft, a review and an approval; whoever submitted one does not publish it. */
function liveRules(data: ReportPublishedData, situation: Situation): Finding[] {
  const { history, actor, actingAs, supplied, reportedOn, today } = situation;
  const standing = standingRules(history, { actor, today });
  if (standing.some(Boolean)) return standing;
  const own = history.at();
  const approved = own.get('workflow')!.data;
  const content = supplied as unknown as SuppliedContent | undefined;
  return [
    ...APPROVED.filter((member) => !sameJson(data[member] ?? null, inWork(own)[member] ?? null)).map((member) =>
      refusal(member, 'Publish it as it was approved'),
    ),
    !!data.sourceId && refusal('sourceId', 'A report of this ledger has no paper. Leave it out'),
    reportedOn !== today && refusal('reportedOn', 'A report is published on its day'),
    actingAs !== 'approver' && refusal('actingAs', 'Ask the approver to publish it', 'not-permitted'),
    content?.contentSha256 !== approved.contentSha256 &&
      refusal('reportId', 'The content is not what was approved', 'content-differs'),
  ];
}

/**
 * What keeps a report of this ledger from being published today by this person, whatever it shows. Asked twice: before
 * the lines of its draft are written, and when it is published.
 */
export function standingRules(history: StreamHistory, { actor, today }: { actor: Actor; today: string }): Finding[] {
  const own = history.at();
  if (stateOf(own) !== 'approved') return [refusal('', 'The report must be approved first', 'not-approved')];
  const day = own.get('workflow')!.data.asReportedOn as string;
  return [
    day !== today &&
      refusal('reportedOn', `It was approved for ${printedDay(day)}. To publish it on another day, submit it again`),
    !isSomeoneElse(actor, history) && refusal('actingAs', 'Someone else must publish', 'not-approved'),
  ];
}

const APPROVED = ['title', 'planId', 'meetingId', 'reportDate', 'scope', 'template', 'templateVersion'] as const;

/** Somebody else than who submitted it; where that person was erased, nobody can be shown to be. */
function isSomeoneElse(actor: Actor, history: StreamHistory): boolean {
  const submitted = history.events.findLast(({ type }) => type === 'ReportSubmitted');
  const by = submitted?.metadata.by as Commitment | Pick<Actor, 'subject'> | undefined;
  return !!by && 'subject' in by && by.subject !== actor.subject;
}

function bodiesOf(meeting: StreamHistory): string[] {
  return (meeting.at().get('occasion')?.data.bodyIds as string[] | undefined) ?? [];
}

/** What the service adds to what is sent: the pinned view and, of a report that was approved, what was approved. */
export function pinned({ history, reportedOn, publishedSize, supplied }: Situation): JsonObject {
  const { atSize = publishedSize } = (supplied ?? {}) as Partial<SuppliedContent>;
  const own = history.at();
  const view = { asReportedOn: reportedOn, atSize };
  if (stateOf(own) !== 'approved') return present(view);
  const { meetingId, scope, template, templateVersion } = inWork(own);
  const { contentSha256, draftVersion } = own.get('workflow')!.data;
  return present({ meetingId, scope, template, templateVersion, contentSha256, draftVersion, ...view });
}
