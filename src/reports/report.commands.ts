import type { Role } from '../access/roles.js';
import type { Feature } from '../ledger/catalogue/catalogue.js';
import { commandDto, commandFor, commandType, payloadOf } from '../ledger/catalogue/define.js';
import { Id, Narrative, Parts, Ref } from '../ledger/catalogue/fields.js';
import { pinned } from './report.decider.js';
import {
  Amendment,
  NewReport,
  NoUpdateGiven,
  NoUpdateGivenData,
  ReportAmended,
  ReportLaidBefore,
  ReportPublished,
  ReportWithdrawn,
} from './report.events.js';
import { draftOf, inWork, publications } from './report-state.js';
import {
  CoverageAnswer,
  MOST_FINDINGS,
  ReportApproved,
  ReportInWork,
  ReportOpened,
  ReportReturned,
  ReportScopeChanged,
  ReportSubmitted,
} from './workflow.events.js';

const WRITERS: readonly Role[] = ['reporting-officer', 'policy-officer'];
const PUBLISHERS: readonly Role[] = ['approver', 'policy-officer'];
const REPORT = { note: 'The report, by UUID or external id.' };
/** What the service takes from the ledger itself. */
const VIEW = ['asReportedOn', 'atSize'];
/** What it takes from the draft: nobody sends it, and it may be another one when the same command comes again. */
const DRAFT = ['asReportedOn', 'draftVersion', 'draftSha256', 'contentSha256', 'coverage'] as const;

class NewReportInWork extends ReportInWork {
  @Id({ note: 'UUID or external id of the new report.' }) reportId!: string;
}

class OfReport {
  @Ref('report', REPORT) reportId!: string;
}

class Return {
  @Ref('report', REPORT) reportId!: string;
  @Narrative({ missing: 'Say what is to be changed' }) reason!: string;
}

class Approval {
  @Ref('report', REPORT) reportId!: string;
  @Parts(() => CoverageAnswer, { most: MOST_FINDINGS, note: 'One for each finding of the coverage check.' })
  coverageAnswers!: CoverageAnswer[];
}

class NoUpdate extends NoUpdateGivenData {
  @Id({ note: 'UUID or external id of the report; one that is read from its paper is published afterwards.' })
  reportId!: string;
  @Ref('plan', { optional: true, note: 'Needed where the report is not in the ledger yet.' }) planId?: string;
}

const OpenReport = commandType({
  name: 'OpenReport',
  summary: 'Begin a report, to be written, reviewed, approved and published here',
  dto: commandDto('OpenReport', NewReportInWork),
  category: 'report',
  roles: WRITERS,
  makes: [ReportOpened],
  creates: true,
  objectId: ({ reportId }) => reportId,
  plan: ({ planId }) => planId,
  events: (command) => [{ type: ReportOpened, data: { ...payloadOf(ReportOpened, command), state: 'draft' } }],
});

const SubmitReport = commandType({
  name: 'SubmitReport',
  summary: 'Hand the draft of a report in for review; it is locked from then on',
  dto: commandDto('SubmitReport', OfReport),
  category: 'report',
  roles: ['reporting-officer'],
  makes: [ReportSubmitted],
  objectId: ({ reportId }) => reportId,
  supplied: true,
  serviceSets: DRAFT,
  events: (_, { own, supplied = {} }) => [
    {
      type: ReportSubmitted,
      data: { ...inWork(own), state: 'inReview', ...Object.fromEntries(DRAFT.map((name) => [name, supplied[name]])) },
    },
  ],
});

const ReturnReport = commandType({
  name: 'ReturnReport',
  summary: 'Send a report back to its writers',
  dto: commandDto('ReturnReport', Return),
  category: 'report',
  roles: ['approver'],
  makes: [ReportReturned],
  objectId: ({ reportId }) => reportId,
  events: ({ reason }, { own }) => [{ type: ReportReturned, data: { ...inWork(own), state: 'draft', reason } }],
});

const ApproveReport = commandType({
  name: 'ApproveReport',
  summary: 'Approve what was submitted, and answer what the coverage check found',
  dto: commandDto('ApproveReport', Approval),
  category: 'report',
  roles: ['approver'],
  makes: [ReportApproved],
  objectId: ({ reportId }) => reportId,
  supplied: true,
  events: ({ coverageAnswers }, { own }) => [
    { type: ReportApproved, data: { ...inWork(own), ...draftOf(own), state: 'approved', coverageAnswers } },
  ],
});

const PublishReport = commandType({
  name: 'PublishReport',
  summary: 'Publish a report that was approved, or one read from its original paper as the last of its backfill',
  dto: commandDto('PublishReport', NewReport),
  category: 'report',
  roles: PUBLISHERS,
  makes: [ReportPublished],
  creates: 'may',
  objectId: ({ reportId }) => reportId,
  plan: ({ planId }) => planId,
  supplied: true,
  pinsSize: true,
  serviceSets: VIEW,
  events: (command, situation) => [
    { type: ReportPublished, data: { ...pinned(situation), ...payloadOf(ReportPublished, command) } },
  ],
});

const AmendReport = commandType({
  name: 'AmendReport',
  summary: 'Publish a further version of a report; the one before stays as it is',
  dto: commandDto('AmendReport', Amendment),
  category: 'report',
  roles: PUBLISHERS,
  makes: [ReportAmended],
  objectId: ({ reportId }) => reportId,
  plan: ({ planId }) => planId,
  supplied: true,
  pinsSize: true,
  serviceSets: VIEW,
  events: (command, situation) => {
    const supersedesVersion = publications(situation.own).at(-1)?.data.version;
    return [
      { type: ReportAmended, data: { ...pinned(situation), ...payloadOf(ReportAmended, command), supersedesVersion } },
    ];
  },
});

const GiveNoUpdate = commandType({
  name: 'GiveNoUpdate',
  summary: 'Record that a report has nothing to say about a theme or commitment',
  dto: commandDto('GiveNoUpdate', NoUpdate),
  category: 'report',
  roles: ['reporting-officer'],
  makes: [NoUpdateGiven],
  creates: 'may',
  objectId: ({ reportId }) => reportId,
  plan: ({ planId }) => planId,
  events: (command) => [{ type: NoUpdateGiven, data: payloadOf(NoUpdateGiven, command) }],
});

export const reports: Feature = {
  events: [
    ReportOpened,
    ReportScopeChanged,
    ReportSubmitted,
    ReportReturned,
    ReportApproved,
    NoUpdateGiven,
    ReportPublished,
    ReportAmended,
    ReportWithdrawn,
    ReportLaidBefore,
  ],
  commands: [
    OpenReport,
    commandFor('ChangeReportScope', 'Change what a report that is being written covers', ReportScopeChanged, WRITERS),
    SubmitReport,
    ReturnReport,
    ApproveReport,
    GiveNoUpdate,
    PublishReport,
    AmendReport,
    commandFor('WithdrawReport', 'Take a published report back', ReportWithdrawn, ['approver']),
    commandFor('LayReportBefore', 'Record which meeting a report was laid before', ReportLaidBefore, [
      'board-secretary',
    ]),
  ],
};
