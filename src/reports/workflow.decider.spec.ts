import { createHash } from 'node:crypto';
import { EVERYBODY, given, idOf, type Sent, TODAY } from '../../test/support/given.js';
import { changes } from '../changes/change.commands.js';
import { commitments } from '../commitments/commitment.commands.js';
import { AroundCommands } from '../ledger/commands/around.js';
import { eventId, uuidV7At } from '../ledger/ids.js';
import { meetings } from '../meetings/meeting.commands.js';
import { plans } from '../plans/plan.commands.js';
import { settings } from '../settings/settings.commands.js';
import { reports } from './report.commands.js';
import type { SuppliedContent } from './report.decider.js';
import type { SuppliedDraft, SuppliedReview } from './workflow.decider.js';

const sha = (of: string) => createHash('sha256').update(of).digest('hex');
const officer = { ...EVERYBODY, subject: '8c7b1c0e-0000-4000-8000-000000000002', name: 'An officer' };
const approver = { ...EVERYBODY, subject: '8c7b1c0e-0000-4000-8000-000000000003', name: 'An approver' };
const OPENING = uuidV7At(0, 'opening');

const live = (command: string, fields: object = {}): Sent => ({
  command,
  reportId: 'september',
  reportedOn: TODAY,
  source: undefined,
  sentBy: officer,
  ...fields,
});
const about = { title: 'Progress in September', planId: 'the-plan', reportDate: '2022-09-08' };
const open = live('open-report', { ...about, id: OPENING, scope: ['P1'], template: 'four', templateVersion: 1 });
const submit = live('submit-report', { actingAs: 'reporting-officer' });
const giveBack = live('return-report', { sentBy: approver, reason: 'Row 3 says nothing' });
const answer = { finding: `noRow:${idOf('C1')}`, answer: 'noUpdate', reason: 'Nothing happened' };
const approve = live('approve-report', { sentBy: approver, coverageAnswers: [answer] });
const publish = live('publish-report', {
  ...about,
  version: 1,
  sentBy: approver,
  source: { url: '/reports/september' },
});
const amend = live('amend-report', {
  ...about,
  version: 2,
  sentBy: approver,
  source: { url: '/reports/september' },
  reason: 'A figure was wrong',
  summary: 'One figure',
});

const template: Sent = {
  command: 'publish-report-template',
  template: 'four',
  version: 1,
  columns: [
    { heading: 'You asked us', content: 'theme' },
    { heading: 'Progress', content: 'updates' },
  ],
  source: undefined,
  reportedOn: TODAY,
};
const LEVELS = [
  { key: 'priority', one: 'Priority', many: 'Priorities', printedAs: 'Priority' },
  { key: 'commitment', one: 'Commitment', many: 'Commitments', printedAs: 'We will' },
];
const before: Sent[] = [
  {
    command: 'register-plan',
    planId: 'the-plan',
    ownerBodyId: 'owner',
    levels: LEVELS,
    externalIds: [],
  },
  ...['P1', 'P2'].map(
    (nodeId): Sent => ({
      command: 'add-priority',
      planId: 'the-plan',
      nodeId,
      level: 'priority',
      titled: { title: `Priority ${nodeId}`, class: 'first' },
    }),
  ),
  template,
];

const DRAFT: SuppliedDraft = {
  asReportedOn: TODAY,
  draftVersion: 3,
  draftSha256: sha('draft'),
  contentSha256: sha('content'),
  coverage: [{ finding: answer.finding, rule: 'noRow', target: idOf('C1') }],
  lines: 4,
  updates: 2,
  problems: [],
};
const REVIEW: SuppliedReview = { draftSha256: DRAFT.draftSha256, authors: [officer.subject] };
const CONTENT: SuppliedContent = { contentSha256: DRAFT.contentSha256, atSize: 9 };

interface Outside {
  draft?: Partial<SuppliedDraft>;
  review?: Partial<SuppliedReview>;
  content?: Partial<SuppliedContent>;
}

/** A ledger with a service that knows of a draft. */
function ledger(...steps: Sent[]) {
  return outside({}, ...steps);
}

function outside({ draft, review, content }: Outside, ...steps: Sent[]) {
  const around = new AroundCommands();
  const tell = (name: string, told: object) => around.suppliers.set(name, async () => JSON.parse(JSON.stringify(told)));
  tell('SubmitReport', { ...DRAFT, ...draft });
  tell('ApproveReport', { ...REVIEW, ...review });
  tell('PublishReport', { ...CONTENT, ...content });
  tell('AmendReport', { ...CONTENT, ...content });
  return given([reports, plans, settings, meetings, commitments, changes], ...before, ...steps)
    .withObjects(['body', 'owner'], ['body', 'panel'], ['body', 'board'], ['source', 'paper'])
    .around(around);
}

const state = (value: string) => ({ state: value, title: about.title, planId: idOf('the-plan'), scope: [idOf('P1')] });

describe('opening a report', () => {
  it('says what it is about, and puts nothing before the public', () =>
    ledger()
      .when(open)
      .gives({ type: 'ReportOpened', facet: 'workflow', data: state('draft') }));

  it('covers the plan or parts of it, and names the one that the plan does not have', () =>
    ledger()
      .when({ ...open, scope: ['the-plan', 'P3'] })
      .isRefused(404, { field: 'scope[1]', message: 'The plan has no such part' }));

  it('covers something', () =>
    ledger()
      .when({ ...open, scope: [] })
      .isRefused(400, { field: 'scope', message: 'Choose what the report covers' }));

  it.each([{ template: 'five' }, { templateVersion: 2 }])('has a template of the ledger, not %j', (fields) =>
    ledger()
      .when({ ...open, ...fields })
      .isRefused(422, { field: 'template', message: 'Choose a template of this ledger' }));

  it('is the only one of its date and scope', async () => {
    const again = { ...open, id: uuidV7At(1, 'another'), reportId: 'another' };
    await ledger(open).when(again).isRefused(422, {
      field: 'reportDate',
      message: 'A report for this date is already being written',
    });
    await ledger(open)
      .when({ ...again, scope: ['P2'] })
      .gives({ type: 'ReportOpened' });
    await ledger(open)
      .when({ ...again, reportDate: '2022-12-08' })
      .gives({ type: 'ReportOpened' });
    await ledger(open, submit, approve, publish).when(again).gives({ type: 'ReportOpened' });
  });

  it('is recorded on its day', () =>
    ledger()
      .when({ ...open, reportedOn: '2022-08-31' })
      .isRefused(422, { field: 'reportedOn', message: 'A step of a report is recorded on its day' }));

  it('stands as it was taken', async () => {
    const target = eventId(`report-${idOf('september')}`, OPENING, 0);
    const { id: _, command: _c, reportId: _r, reportedOn: _d, source: _s, sentBy: _b, ...said } = open;
    const statement = { ...said, state: 'approved' };
    await ledger(open).when({ command: 'correct-entry', target, statement, correctionReason: 'Wrong' }).isRefused(422, {
      field: 'statement',
      message: 'A step of a report stands as it was taken. Take the next step instead',
    });
  });

  it.each<[string, Sent]>([
    ['voided', { command: 'void-entry' }],
    ['withdrawn', { command: 'withdraw-entry', reportedOn: '2022-09-01', source: { url: '/reports/september' } }],
  ])('cannot be %s', (changed, command) =>
    ledger(open)
      .when({ ...command, target: eventId(`report-${idOf('september')}`, OPENING, 0), reason: 'Wrong' })
      .isRefused(422, { field: 'target', code: 'permanent', message: `This cannot be ${changed}` }));
});

describe('what a report covers', () => {
  const change = live('change-report-scope', { scope: ['P2'], reason: 'The panel asked for it' });

  it('may change while it is written, and the next step says so', () =>
    ledger(open, change)
      .when(submit)
      .gives({ type: 'ReportSubmitted', data: { ...state('inReview'), scope: [idOf('P2')] } }));

  it('stays as it is from the submission on', () =>
    ledger(open, submit).when(change).isRefused(422, { field: 'reportId', message: 'Take it back to draft first' }));

  it('is the plan or parts of it', () =>
    ledger(open)
      .when({ ...change, scope: ['C1'] })
      .isRefused(404, { field: 'scope[0]', message: 'The plan has no such part' }));
});

describe('submitting a report', () => {
  it('binds the draft as it is now, and what its coverage check finds', () =>
    ledger(open)
      .when(submit)
      .gives({
        type: 'ReportSubmitted',
        facet: 'workflow',
        data: {
          ...state('inReview'),
          asReportedOn: TODAY,
          draftVersion: 3,
          draftSha256: DRAFT.draftSha256,
          contentSha256: DRAFT.contentSha256,
          coverage: DRAFT.coverage,
        },
      }));

  it.each<[string, Partial<SuppliedDraft>, string, string]>([
    ['without an update', { updates: 0 }, 'reportId', 'Add at least one update'],
    [
      'for a day that is past',
      { asReportedOn: '2022-08-31' },
      'draft.asReportedOn',
      'Choose today, or the later day on which it will be published',
    ],
    ['with a line that is refused', { problems: [{ line: 2, message: 'Wrong' }] }, 'draft', 'Line 2: Wrong'],
  ])('is refused %s', (_, draft, field, message) =>
    outside({ draft }, open).when(submit).isRefused(422, { field, message }));

  it('needs a draft', () =>
    given([reports, plans, settings], ...before, open)
      .withObjects(['body', 'owner'])
      .when(submit)
      .isRefused(422, { field: 'reportId', message: 'There is no draft of this report' }));

  it('is done once', async () => {
    await ledger(open, submit).when(submit).isRefused(422, { message: 'This report is already in review' });
    await ledger(open, submit, approve)
      .when(submit)
      .isRefused(422, { message: 'This report is approved. Publish it or send it back' });
  });

  it('is done again after it was sent back', () =>
    ledger(open, submit, giveBack).when(submit).gives({ type: 'ReportSubmitted' }));
});

describe('sending a report back', () => {
  it.each([
    ['in review', [open, submit]],
    ['approved', [open, submit, approve]],
  ])('takes one that is %s back to draft', (_, steps) =>
    ledger(...steps)
      .when(giveBack)
      .gives({ type: 'ReportReturned', facet: 'workflow', data: { ...state('draft'), reason: 'Row 3 says nothing' } }));

  it.each([
    ['being written', [open]],
    ['published', [open, submit, approve, publish]],
  ])('is refused for one that is %s', (_, steps) =>
    ledger(...steps)
      .when(giveBack)
      .isRefused(422, { field: 'reportId', message: 'Only a report in review can be sent back' }));
});

describe('approving a report', () => {
  it('answers every point of the coverage check', () =>
    ledger(open, submit)
      .when(approve)
      .gives({
        type: 'ReportApproved',
        facet: 'workflow',
        data: { ...state('approved'), contentSha256: DRAFT.contentSha256, coverageAnswers: [answer] },
      }));

  it('is done by someone who wrote none of it', () =>
    outside({ review: { authors: [approver.subject] } }, open, submit)
      .when(approve)
      .isRefused(422, { field: 'actingAs', message: 'Someone who did not write this report must approve it' }));

  it('is of the draft that was submitted', () =>
    outside({ review: { draftSha256: sha('another') } }, open, submit)
      .when(approve)
      .isRefused(422, { field: 'reportId', message: 'The report changed after it was submitted' }));

  it.each([
    ['leaves one out', [], 'Answer the 1 point in the coverage check'],
    ['gives two answers', [answer, answer], 'Answer each point once'],
  ])('is refused where it %s', (_, coverageAnswers, message) =>
    ledger(open, submit)
      .when({ ...approve, coverageAnswers })
      .isRefused(422, { field: 'coverageAnswers', message }));

  it('says how many points are left', () => {
    const asked = [answer.finding, 'noRow:another', 'noRow:third'];
    const coverage = asked.map((finding) => ({ finding, rule: 'noRow' as const, target: idOf('C1') }));
    const field = 'coverageAnswers';
    return outside({ draft: { coverage } }, open, submit)
      .when(approve)
      .isRefused(422, { field, message: 'Answer the 2 points in the coverage check' });
  });

  it('answers what was asked', () =>
    ledger(open, submit)
      .when({ ...approve, coverageAnswers: [answer, { ...answer, finding: 'noRow:elsewhere' }] })
      .isRefused(422, { field: 'coverageAnswers[1].finding', message: 'The coverage check does not ask this' }));

  it.each([
    ['being written', [open]],
    ['approved', [open, submit, approve]],
  ])('is refused for one that is %s', (_, steps) =>
    ledger(...steps)
      .when(approve)
      .isRefused(422, { field: 'reportId', message: 'Only a report in review can be approved' }));
});

describe('publishing a report of this ledger', () => {
  it('pins the view that it was compared in, and what was approved', () =>
    ledger(open, submit, approve)
      .when(publish)
      .gives({
        type: 'ReportPublished',
        facet: 'publication/1',
        data: {
          asReportedOn: TODAY,
          atSize: 9,
          contentSha256: DRAFT.contentSha256,
          draftVersion: 3,
          scope: [idOf('P1')],
          template: 'four',
          templateVersion: 1,
        },
        metadata: { entry: 'live' },
      }));

  it.each([
    ['is only submitted', [open, submit]],
    ['was sent back', [open, submit, approve, giveBack]],
  ])('is refused for one that %s', (_, steps) =>
    ledger(...steps)
      .when(publish)
      .isRefused(422, { code: 'not-approved', message: 'The report must be approved first' }));

  it('is refused though it is sent as one of a past paper', () =>
    ledger(open, submit)
      .when({
        ...publish,
        sourceId: 'paper',
        source: { url: 'https://papers.example/a', sha256: sha('paper') },
        entry: 'backfill',
      })
      .isRefused(422, { message: 'The report must be approved first' }));

  it('is done by somebody else than who submitted it', () =>
    ledger(open, submit, approve)
      .when({ ...publish, sentBy: officer })
      .isRefused(422, { field: 'actingAs', message: 'Someone else must publish' }));

  it('is done by an approver', () =>
    ledger(open, submit, approve)
      .when({ ...publish, actingAs: 'policy-officer' })
      .isRefused(422, { field: 'actingAs', message: 'Ask the approver to publish it' }));

  it('shows what was approved', () =>
    outside({ content: { contentSha256: sha('else') } }, open, submit, approve)
      .when(publish)
      .isRefused(422, { field: 'reportId', message: 'The content is not what was approved' }));

  it.each([{ title: 'Another' }, { reportDate: '2022-09-09' }, { scope: ['P2'] }])('is as approved, not %j', (fields) =>
    ledger(open, submit, approve)
      .when({ ...publish, ...fields })
      .isRefused(422, { field: Object.keys(fields)[0]!, message: 'Publish it as it was approved' }));

  it('is done on the day that it was approved for', () =>
    ledger(open, submit, approve)
      .when({ ...publish, sentOn: '2022-09-02', reportedOn: '2022-09-02' })
      .isRefused(422, {
        field: 'reportedOn',
        message: 'It was approved for 1 September 2022. To publish it on another day, submit it again',
      }));

  it('is done once', () =>
    ledger(open, submit, approve, publish)
      .when(publish)
      .isRefused(
        422,
        { field: 'reportId', message: 'This report is published already. Amend it' },
        { message: 'The report must be approved first' },
      ));
});

describe('amending a report', () => {
  const published = [open, submit, approve, publish];
  const paper: Sent = {
    command: 'publish-report',
    reportId: 'june',
    planId: 'the-plan',
    version: 1,
    title: 'Progress in June',
    reportDate: '2022-06-07',
    sourceId: 'paper',
  };
  const again: Sent = {
    ...paper,
    command: 'amend-report',
    version: 2,
    reportedOn: '2022-06-20',
    sourceId: 'second',
    reason: 'A page was missing',
    summary: 'Page 3',
  };

  it('needs a draft, a review and an approval of its own', () =>
    ledger(...published)
      .when(amend)
      .isRefused(422, { code: 'not-approved', message: 'The report must be approved first' }));

  it('says why, and what is different', async () => {
    for (const [field, message] of [
      ['reason', 'Say why the report is amended'],
      ['summary', 'Say what is different'],
    ] as const)
      await ledger(...published)
        .when({ ...amend, [field]: undefined })
        .isRefused(400, { field, message });
  });

  it('begins with a draft that was changed since', () =>
    ledger(...published)
      .when(submit)
      .isRefused(422, { message: 'Nothing has changed since it was published' }));

  it('leaves the version before as it is', () =>
    given([reports, plans, settings], ...before, paper)
      .withObjects(['body', 'owner'], ['source', 'paper'], ['source', 'second'])
      .when(again)
      .gives({ type: 'ReportAmended', facet: 'publication/2', data: { supersedesVersion: 1, version: 2 } }));

  it.each([
    ['the same paper', { sourceId: 'paper' }, { field: '', message: 'The amended report is the same' }],
    ['another number', { version: 3 }, { field: 'version', message: 'The next version is 2' }],
  ])('of the past is refused with %s', (_, fields, problem) =>
    given([reports, plans, settings], ...before, paper)
      .withObjects(['body', 'owner'], ['source', 'paper'], ['source', 'second'])
      .when({ ...again, ...fields })
      .isRefused(422, problem));

  it('is refused before it is published', () =>
    ledger(open).when(amend).isRefused(422, { message: 'Only a published report can be amended' }));
});

describe('after publication', () => {
  const withdraw = live('withdraw-report', {
    sentBy: approver,
    reason: 'Not ours',
    source: { url: '/reports/september' },
  });
  const call = (meetingId: string, bodyId: string): Sent => ({
    command: 'call-meeting',
    meetingId,
    bodyIds: [bodyId],
    kind: 'panel',
    date: { date: '2022-09-08', precision: 'day' },
  });
  const lay = (meetingId: string, more: object = {}): Sent => ({
    ...live('lay-report-before', { source: { url: '/reports/september' } }),
    meetingId,
    ...more,
  });
  const published = (meetingId?: string) => [{ ...open, meetingId }, submit, approve, { ...publish, meetingId }];

  it('it can be taken back, once', async () => {
    await ledger(...published())
      .when(withdraw)
      .gives({ type: 'ReportWithdrawn', facet: 'withdrawal' });
    await ledger(...published(), withdraw)
      .when(withdraw)
      .isRefused(422, { message: 'This report was withdrawn already' });
    await ledger(open).when(withdraw).isRefused(422, { message: 'Only a published report can be withdrawn' });
  });

  it('what was taken back is not written on', async () => {
    await ledger(...published(), withdraw)
      .when(submit)
      .isRefused(422, { message: 'This report was withdrawn' });
    await ledger(...published(), withdraw)
      .when(amend)
      .isRefused(422, { message: 'Only a published report can be amended' });
  });

  it('it is laid before a meeting', () =>
    ledger(call('september-panel', 'panel'), ...published('september-panel'))
      .when(lay('september-panel'))
      .gives({ type: 'ReportLaidBefore', facet: `laid/${idOf('september-panel')}` }));

  it('that of another body is asked about', () =>
    ledger(call('september-panel', 'panel'), call('a-board', 'board'), ...published('september-panel'))
      .when(lay('a-board'))
      .isWarned({ code: 'other-body', field: 'meetingId', message: 'The meeting is of another body' }));

  it.each([
    [
      'an item that is on its agenda',
      [],
      { itemId: 'item-9' },
      { field: 'itemId', message: 'The meeting has no such agenda item' },
    ],
  ])('it is laid before as %s', (_, more, fields, problem) =>
    ledger(call('september-panel', 'panel'), ...published(), ...more)
      .when(lay('september-panel', fields))
      .isRefused(404, problem));
});
