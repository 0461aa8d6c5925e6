import { eventType } from '../ledger/catalogue/define.js';
import { Choice, Day, Id, Ids, Narrative, Parts, Ref, Sha256, Text, Whole } from '../ledger/catalogue/fields.js';
import { planParts } from '../ledger/lookups/plan-parts.js';
import { approvalRules, openingRules, returnRules, scopeRules, submissionRules, underWay } from './workflow.decider.js';

export const WORKFLOW_STATES = ['draft', 'inReview', 'approved'] as const;
export type WorkflowState = (typeof WORKFLOW_STATES)[number];

/** What a coverage check may find. */
export const COVERAGE_RULES = [
  'noRow',
  'rowWithoutUpdate',
  'rowWithoutCommitment',
  'inferredNumber',
  'milestoneNotMentioned',
  'metricOverdue',
  'priorityNotReported',
] as const;
export type CoverageRule = (typeof COVERAGE_RULES)[number];

/** Findings that one report may have; with more it is cut the wrong way. */
export const MOST_FINDINGS = 400;

/** What every step of the workflow states again, so that the last of them says all. */
export class ReportInWork {
  @Text({ max: 300 }) title!: string;
  @Ref('plan') planId!: string;
  @Ref('meeting', { optional: true, note: 'The meeting that it is made for.' }) meetingId?: string;
  @Day({ note: 'The date that the report bears.' }) reportDate!: string;
  @Ids({ least: 1, missing: 'Choose what the report covers', note: 'The plan, or parts of it.' }) scope!: string[];
  @Text({ max: 40, note: 'A template of the ledger.' }) template!: string;
  @Whole({ min: 1 }) templateVersion!: number;
}

/** A step of a report's workflow; the words of the report are no part of it. */
class Step extends ReportInWork {
  @Choice(WORKFLOW_STATES) state!: WorkflowState;
}

export class CoverageFinding {
  @Text({ max: 100, note: 'The rule and what it is about: noRow:{id}.' }) finding!: string;
  @Choice(COVERAGE_RULES) rule!: CoverageRule;
  @Id() target!: string;
}

export const COVERAGE_ANSWERS = ['noUpdate', 'accepted'] as const;

export class CoverageAnswer {
  @Text({ max: 100, note: 'As it is called in the coverage check.' }) finding!: string;
  @Choice(COVERAGE_ANSWERS, { note: 'noUpdate: there is none to give. accepted: it stays as it is.' })
  answer!: (typeof COVERAGE_ANSWERS)[number];
  @Narrative({ missing: 'Give the reason', max: 1_000 }) reason!: string;
}

/** Which draft was looked at. */
class StepWithDraft extends Step {
  @Day({ note: 'The day on which it is to be put before the public.' }) asReportedOn!: string;
  @Whole({ min: 1, note: 'Of the draft.' }) draftVersion!: number;
  @Sha256({ note: 'Of the canonical JSON of the draft.' }) draftSha256!: string;
  @Sha256({ note: 'Of what the report will show.' }) contentSha256!: string;
  @Parts(() => CoverageFinding, { most: MOST_FINDINGS }) coverage!: CoverageFinding[];
}

export class ReportOpenedData extends Step {}

export class ReportScopeChangedData {
  @Ids({ least: 1, missing: 'Choose what the report covers', note: 'The plan, or parts of it.' }) scope!: string[];
  @Narrative({ missing: 'Give the reason' }) reason!: string;
}

export class ReportSubmittedData extends StepWithDraft {}

export class ReportReturnedData extends Step {
  @Narrative({ missing: 'Say what is to be changed' }) reason!: string;
}

export class ReportApprovedData extends StepWithDraft {
  @Parts(() => CoverageAnswer, { most: MOST_FINDINGS }) coverageAnswers!: CoverageAnswer[];
}

const WORKFLOW = { category: 'report', editorial: true, permanent: true, key: () => 'workflow' } as const;

export const ReportOpened = eventType({
  ...WORKFLOW,
  name: 'ReportOpened',
  data: ReportOpenedData,
  gather: underWay,
  rules: openingRules,
});

export const ReportScopeChanged = eventType({
  ...WORKFLOW,
  name: 'ReportScopeChanged',
  data: ReportScopeChangedData,
  key: () => 'scope',
  gather: ({ scope }, { plan, lookups }) => planParts(scope, plan, lookups),
  rules: scopeRules,
});

export const ReportSubmitted = eventType({
  ...WORKFLOW,
  name: 'ReportSubmitted',
  data: ReportSubmittedData,
  rules: submissionRules,
});

export const ReportReturned = eventType({
  ...WORKFLOW,
  name: 'ReportReturned',
  data: ReportReturnedData,
  rules: returnRules,
});

export const ReportApproved = eventType({
  ...WORKFLOW,
  name: 'ReportApproved',
  data: ReportApprovedData,
  rules: approvalRules,
});
