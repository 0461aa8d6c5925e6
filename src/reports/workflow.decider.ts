import { type About, type Finding, keyPart, refusal, type Situation } from '../ledger/catalogue/catalogue.js';
import type { StreamHistory } from '../ledger/history.js';
import { streamOf } from '../ledger/ids.js';
import { inForce, settingsOf } from '../ledger/lookups/in-force.js';
import { type PlanPart, planParts } from '../ledger/lookups/plan-parts.js';
import { stateOf } from './report-state.js';
import { scopeFindings } from './scope.js';
import type {
  CoverageFinding,
  ReportApprovedData,
  ReportInWork,
  ReportOpenedData,
  ReportSubmittedData,
} from './workflow.events.js';

/** What the service knows of the draft behind a report. */
export interface SuppliedDraft {
  asReportedOn: string;
  draftVersion: number;
  draftSha256: string;
  contentSha256: string;
  coverage: CoverageFinding[];
  /** Lines of the draft, and how many of them report progress. */
  lines: number;
  updates: number;
  problems: { line: number; message: string }[];
}

/** What the service knows of a draft that is being looked at: what it is, and who wrote it. */
export interface SuppliedReview {
  draftSha256: string;
  /** Subjects. */
  authors: string[];
}

interface UnderWay {
  parts: (PlanPart | undefined)[];
  settings: StreamHistory;
  /** Other reports of the plan. */
  others: StreamHistory[];
}

/** Problems of lines that are told with a refusal; who corrects those finds the next. */
const MOST_PROBLEMS = 100;

export async function underWay(
  { planId, scope }: ReportInWork,
  { lookups, ledger, objectId }: About,
): Promise<UnderWay> {
  const own = streamOf('report', objectId);
  const streams = (await lookups.ofPlan('report', planId)).filter((stream) => stream !== own);
  return {
    parts: await planParts(scope, planId, lookups),
    settings: await settingsOf(lookups, ledger),
    others: await Promise.all(streams.map((stream) => lookups.history(stream))),
  };
}

export function openingRules(
  { planId, scope, reportDate, template, templateVersion }: ReportOpenedData,
  situation: Situation<UnderWay>,
): Finding[] {
  const { parts, settings, others } = situation.gathered;
  const wanted = inForce(settings, `template/${keyPart(template)}`, situation.today);
  const isBeingWritten = others.some((other) => {
    const own = other.at();
    const its = own.get('workflow')?.data;
    const isOpen = ['draft', 'inReview', 'approved'].includes(stateOf(own) ?? '');
    return isOpen && its?.reportDate === reportDate && sameMembers(its.scope as string[], scope);
  });
  return asTaken(situation, [
    ...scopeFindings(parts, planId),
    isBeingWritten && refusal('reportDate', 'A report for this date is already being written'),
    wanted?.data.version !== templateVersion && refusal('template', 'Choose a template of this ledger'),
  ]);
}

export function scopeRules(_: object, situation: Situation<(PlanPart | undefined)[]>): Finding[] {
  return asTaken(situation, [
    stateOf(situation.own) !== 'draft' && refusal('reportId', 'Take it back to draft first'),
    ...scopeFindings(situation.gathered, situation.plan),
  ]);
}

export function submissionRules(_: ReportSubmittedData, situation: Situation): Finding[] {
  const { own, today } = situation;
  const draft = (situation.supplied ?? {}) as unknown as Partial<SuppliedDraft>;
  const state = stateOf(own);
  const isAmendment = state === 'published';
  if (state === 'inReview') return [refusal('reportId', 'This report is already in review')];
  if (state === 'approved') return [refusal('reportId', 'This report is approved. Publish it or send it back')];
  if (state === 'withdrawn') return [refusal('reportId', 'This report was withdrawn')];
  if (!own.get('workflow')) return [refusal('reportId', 'This report was read from its paper. It has no draft')];
  if (!isWhole(draft)) return asTaken(situation, [refusal('reportId', 'There is no draft of this report')]);
  return asTaken(situation, [
    isAmendment
      ? own.get('workflow')?.data.draftVersion === draft.draftVersion &&
        refusal('reportId', 'Nothing has changed since it was published')
      : draft.updates === 0 && refusal('reportId', 'Add at least one update'),
    draft.asReportedOn < today &&
      refusal('draft.asReportedOn', 'Choose today, or the later day on which it will be published'),
    ...draft.problems
      .slice(0, MOST_PROBLEMS)
      .map(({ line, message }) => refusal('draft', `Line ${line}: ${message}`, 'draft-line')),
  ]);
}

/** Where there is no draft, nothing is supplied. */
function isWhole(draft: Partial<SuppliedDraft>): draft is SuppliedDraft {
  return draft.draftSha256 !== undefined;
}

export function returnRules(_: object, situation: Situation): Finding[] {
  const isInReview = ['inReview', 'approved'].includes(stateOf(situation.own) ?? '');
  return asTaken(situation, [!isInReview && refusal('reportId', 'Only a report in review can be sent back')]);
}

export function approvalRules({ coverageAnswers }: ReportApprovedData, situation: Situation): Finding[] {
  const { own, actor } = situation;
  const review = situation.supplied as unknown as SuppliedReview | undefined;
  if (stateOf(own) !== 'inReview')
    return asTaken(situation, [refusal('reportId', 'Only a report in review can be approved')]);
  const { coverage, draftSha256 } = own.get('workflow')!.data as unknown as ReportSubmittedData;
  const asked = new Set(coverage.map(({ finding }) => finding));
  const answered = new Set(coverageAnswers.map(({ finding }) => finding));
  const open = [...asked].filter((finding) => !answered.has(finding)).length;
  const unknown = coverageAnswers.findIndex(({ finding }) => !asked.has(finding));
  return asTaken(situation, [
    !!review?.authors.includes(actor.subject) &&
      refusal('actingAs', 'Someone who did not write this report must approve it', 'not-approved'),
    review?.draftSha256 !== draftSha256 && refusal('reportId', 'The report changed after it was submitted'),
    open > 0 && refusal('coverageAnswers', openPoints(open)),
    unknown >= 0 && refusal(`coverageAnswers[${unknown}].finding`, 'The coverage check does not ask this'),
    answered.size < coverageAnswers.length && refusal('coverageAnswers', 'Answer each point once'),
  ]);
}

function openPoints(open: number): string {
  return open === 1 ? 'Answer the 1 point in the coverage check' : `Answer the ${open} points in the coverage check`;
}

/** Steps are recorded when they are taken and stand as they were taken: whoever thinks otherwise takes the next one. */
function asTaken({ target, reportedOn, today }: Situation, findings: Finding[]): Finding[] {
  if (target) return [refusal('', 'A step of a report stands as it was taken. Take the next step instead')];
  return [reportedOn !== today && refusal('reportedOn', 'A step of a report is recorded on its day'), ...findings];
}

function sameMembers(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((one) => others.includes(one));
}
