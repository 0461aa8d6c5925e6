import { EVERYBODY, given, idOf, LEDGER_ID, type Sent } from '../../test/support/given.js';
import { ROLES, type Role } from '../access/roles.js';
import { administration } from '../administration/ledger.commands.js';
import { catalogue } from '../catalogue.js';
import { eventId, uuidV7At } from '../ledger/ids.js';
import { metrics } from '../metrics/metric.commands.js';
import { reports } from '../reports/report.commands.js';
import { changes } from './change.commands.js';

const METRIC = `metric-${idOf('answer-time')}`;
const commandId = (name: string) => uuidV7At(0, name);
/** The entry that a command with this id makes. */
const entry = (name: string) => eventId(METRIC, commandId(name), 0);

const define: Sent = {
  command: 'define-metric',
  id: commandId('defining'),
  metricId: 'answer-time',
  definitionVersion: 1,
  name: 'Average answer time',
  use: 'performance',
  kind: 'duration',
  unit: 'seconds',
  periodType: 'quarter',
  goodDirection: { value: 'lower', basis: 'judgement' },
};
const statement = {
  areas: [{ code: 'X01', name: 'North' }],
  value: '478',
  qualifier: 'exact',
  definitionVersion: 1,
};
const submit: Sent = {
  command: 'submit-metric',
  id: commandId('figure'),
  metricId: 'answer-time',
  effective: { from: '2022-04-01', to: '2022-07-01' },
  ...statement,
};
const PAPER = { url: 'https://papers.example/2022-08-04.pdf', sha256: 'cd'.repeat(32) };
const other = { ...statement, value: '460' };
const figure = { target: entry('figure'), reportedOn: '2022-08-04', source: PAPER };
const revise: Sent = {
  command: 'revise-entry',
  id: commandId('revision'),
  ...figure,
  statement: other,
  scheduled: true,
};
const APPROVER = { subject: idOf('approver'), name: 'Approver', roles: ['approver'] as const };
const restate: Sent = {
  command: 'restate-entry',
  sentBy: APPROVER,
  id: commandId('restatement'),
  ...figure,
  statement: other,
  reason: 'method',
};
const withdraw: Sent = {
  command: 'withdraw-entry',
  id: commandId('withdrawal'),
  ...figure,
  reason: 'The count was of another office',
};
const correct: Sent = {
  command: 'correct-entry',
  id: commandId('correction'),
  target: entry('figure'),
  statement: other,
  correctionReason: 'Digits were swapped',
};
const voidIt: Sent = {
  command: 'void-entry',
  id: commandId('void'),
  target: entry('figure'),
  reason: 'Another metric',
};

const KEY = 'value/2022-04-01..2022-07-01/X01/-';
const FEATURES = [administration, metrics, changes];
const submitted = () => given(FEATURES, define, submit);
const asRole = (...roles: Role[]) => ({ sentBy: { ...EVERYBODY, roles } });

describe('revising', () => {
  it('gives the statement anew under the key of its target', () =>
    submitted()
      .when(revise)
      .gives({
        type: 'Revised',
        facet: KEY,
        data: { statement: other, scheduled: true },
        metadata: {
          target: entry('figure'),
          reportedOn: '2022-08-04',
          entry: 'live',
          effective: { from: '2022-04-01', to: '2022-07-01' },
        },
      }));

  it('changes the value', () =>
    submitted()
      .when({ ...revise, statement })
      .isRefused(422, { field: 'statement', message: 'The value has not changed' }));

  it.each(['2022-06-07', '2022-06-01'])('is reported after its target, not on %s', (reportedOn) =>
    submitted()
      .when({ ...revise, reportedOn })
      .isRefused(422, { field: 'reportedOn', message: 'A revision must be reported after the figure it revises' }));

  it('warns when it was not announced', () =>
    submitted()
      .when({ ...revise, scheduled: false })
      .isWarned({
        code: 'outside-schedule',
        field: 'scheduled',
        message: 'Outside the release schedule; is this a restatement?',
      }));

  it('keeps object and period', () =>
    submitted()
      .when({ ...revise, statement: { ...other, areas: [] } })
      .isRefused(422, { field: 'statement', code: 'key-differs' }));

  it('follows the rules of the type', () =>
    submitted()
      .when({ ...revise, statement: { ...other, value: undefined } })
      .isRefused(422, { field: 'statement.reasonIfMissing', message: 'Say why there is no value' }));

  it('can be revised again, and the new one compares with it', async () => {
    const again = { ...revise, id: commandId('again'), target: entry('revision'), reportedOn: '2022-08-20' };
    await submitted().and(revise).when(again).isRefused(422, { message: 'The value has not changed' });
    await submitted()
      .and(revise)
      .when({ ...again, statement })
      .gives({ type: 'Revised', facet: KEY });
  });

  it.each([
    ['on the day that was announced', '2022-08-04', false],
    ['on another day than was announced', '2022-08-11', true],
  ])('is planned %s', async (_, nextDue, warned) => {
    const schedule: Sent = {
      command: 'set-release-schedule',
      metricId: 'answer-time',
      frequency: 'quarterly',
      nextDue,
    };
    const following = { ...schedule, reportedOn: '2022-08-04', nextDue: '2022-11-03' };
    const when = () => submitted().and(schedule, following).when(revise);
    if (!warned) return when().gives({ type: 'Revised' });
    const message = 'Outside the release schedule; is this a restatement?';
    return when().isWarned({ code: 'outside-schedule', field: 'scheduled', message });
  });
});

const BY_AN_APPROVER =
  'Someone else must approve this. An approver who did not make the entry must send it, with actingAs approver';

describe('restating', () => {
  it('is approved by the role it is sent in', () =>
    submitted()
      .when(restate)
      .gives({
        type: 'Restated',
        facet: KEY,
        data: { reason: 'method', approvedBy: 'approver', actingAs: 'approver' },
      }));

  it('gives a reason of the list', async () => {
    await submitted()
      .when({ ...restate, reason: undefined })
      .isRefused(400, {
        field: 'reason',
        message: 'Choose why it was restated. One of: error, policy, method, reclassification, erratum',
      });
    await submitted()
      .when({ ...restate, reason: 'because' })
      .isRefused(400, { field: 'reason' });
  });

  it('of today needs an approver', () =>
    submitted()
      .when({ ...restate, sentBy: EVERYBODY, actingAs: 'data-owner' })
      .isRefused(422, { field: 'actingAs', message: BY_AN_APPROVER }));

  it('of today needs another person than the one who entered the figure', () =>
    submitted()
      .when({ ...restate, sentBy: { ...APPROVER, subject: EVERYBODY.subject } })
      .isRefused(422, { field: 'actingAs', message: BY_AN_APPROVER }));

  it('of today may have been approved on its way', () => {
    const author = { subject: idOf('author'), name: 'Author', roles: ['data-owner'] as const, approvedBy: APPROVER };
    return submitted()
      .when({ ...restate, sentBy: author })
      .gives({ type: 'Restated', data: { approvedBy: 'approver', actingAs: 'data-owner' } });
  });

  it('of today is not approved by its author', () => {
    const author = { ...APPROVER, roles: ['data-owner'] as const, approvedBy: APPROVER };
    return submitted()
      .when({ ...restate, sentBy: author })
      .isRefused(422, {
        field: 'actingAs',
        message: 'Someone else must approve this. An approver who did not write it must publish the report',
      });
  });

  it('of an old paper does not', () =>
    given(FEATURES, define, { ...submit, reportedOn: '2022-01-01' })
      .when({ ...restate, sentBy: EVERYBODY, actingAs: 'data-owner', reportedOn: '2022-06-07' })
      .gives({ type: 'Restated', data: { actingAs: 'data-owner' }, metadata: { entry: 'backfill' } }));

  it('is not reported before its target, and keeps object and period', () =>
    submitted()
      .when({ ...restate, reportedOn: '2022-06-06', statement: { ...other, areas: [] } })
      .isRefused(
        422,
        { field: 'reportedOn', message: 'A restatement cannot be reported before the figure it restates' },
        { field: 'statement', code: 'key-differs' },
      ));

  it('may act on a restatement, though the key has an older value', () => {
    const again = { id: commandId('again'), target: entry('restatement'), statement: { ...other, value: '450' } };
    return submitted()
      .and(restate)
      .when({ ...restate, ...again, sentBy: EVERYBODY })
      .gives({ type: 'Restated', facet: KEY });
  });
});

describe('withdrawing', () => {
  it('leaves an explicit withdrawal under the key', () =>
    submitted()
      .when(withdraw)
      .gives({ type: 'Withdrawn', facet: KEY, data: { reason: withdraw.reason } }));

  it.each([undefined, '', ' '])('says why (%j)', (reason) =>
    submitted()
      .when({ ...withdraw, reason })
      .isRefused(400, { field: 'reason', message: 'Say why it was taken back' }));

  it.each(['figure', 'withdrawal'])('happens once (%s)', (target) =>
    submitted()
      .and(withdraw)
      .when({ ...withdraw, id: commandId('again'), target: entry(target) })
      .isRefused(422, { field: 'target', message: 'This was withdrawn on 4 August 2022' }));

  it('happens again when the first was voided', () =>
    submitted()
      .and(withdraw, { ...voidIt, target: entry('withdrawal') })
      .when({ ...withdraw, id: commandId('again') })
      .gives({ type: 'Withdrawn' }));

  it('is not reported before its target', () =>
    submitted()
      .when({ ...withdraw, reportedOn: '2022-06-06' })
      .isRefused(422, { field: 'reportedOn', message: 'Nothing can be withdrawn before it was reported' }));

  it('leaves no words to state anew', () =>
    submitted()
      .and(withdraw)
      .when({ ...correct, target: entry('withdrawal') })
      .isRefused(422, { field: 'target', message: 'This was withdrawn on 4 August 2022' }));
});

describe('correcting', () => {
  it('has the key and the reported date of its target', () =>
    submitted()
      .when(correct)
      .gives({
        type: 'EntryCorrected',
        facet: KEY,
        data: { statement: other, correctionReason: 'Digits were swapped' },
        metadata: { entry: 'correction', reportedOn: '2022-06-07', target: entry('figure') },
      }));

  it('changes something', () =>
    submitted()
      .when({ ...correct, statement })
      .isRefused(422, { field: 'statement', message: 'Nothing has changed' }));

  it('compares with the last correction that stands', async () => {
    const again = { ...correct, id: commandId('again') };
    await submitted().and(correct).when(again).isRefused(422, { message: 'Nothing has changed' });
    await submitted()
      .and(correct, { ...voidIt, target: entry('correction') })
      .when(again)
      .gives({ type: 'EntryCorrected' });
    await submitted()
      .and(correct)
      .when({ ...again, target: entry('correction'), statement })
      .gives({ type: 'EntryCorrected', facet: KEY, metadata: { target: entry('correction') } });
  });

  it('may put the document right, and nothing else', () =>
    submitted()
      .when({ ...correct, statement, source: PAPER })
      .gives({ type: 'EntryCorrected', metadata: { source: PAPER } }));

  it('may put the passage right, and nothing else', () =>
    submitted()
      .withObjects(['source', 'paper'])
      .when({ ...correct, statement, citations: [{ sourceId: 'paper', page: '4' }] })
      .gives({ type: 'EntryCorrected', data: { citations: [{ sourceId: idOf('paper'), page: '4' }] } }));

  it.each([
    ['area', { statement: { ...other, areas: [] } }, 'statement'],
    ['period', { effective: { at: '2022-06-30' } }, 'statement'],
    ['reported date', { reportedOn: '2022-06-08' }, 'reportedOn'],
    ['edition', { edition: 2 }, 'edition'],
  ])('keeps the %s', (_, fields, field) =>
    submitted()
      .when({ ...correct, ...fields })
      .isRefused(422, {
        field,
        message:
          'A correction keeps the object, period and reported date. To change those, void the entry and enter it again',
      }));

  it('follows the rules and the shape of the type', async () => {
    await submitted()
      .when({ ...correct, statement: { ...other, qualifier: 'damaged' } })
      .isRefused(422, { field: 'statement.reasonIfMissing', message: 'Say why there is no value' });
    await submitted()
      .when({ ...correct, statement: { ...other, qualifier: 'roughly', colour: 'red' } })
      .isRefused(400, {
        field: 'statement.colour',
        message: expect.stringMatching(/^colour is not recognised\. Allowed are periodPrinted, /),
      });
  });

  it('says what was wrong', () =>
    submitted()
      .when({ ...correct, correctionReason: '' })
      .isRefused(400, { field: 'correctionReason', message: 'Say what was entered wrongly' }));
});

describe('voiding', () => {
  it('has no date of its own', () =>
    submitted()
      .when(voidIt)
      .gives({ type: 'EntryVoided', data: { reason: 'Another metric' }, metadata: { entry: 'correction' } }));

  it('says why', () =>
    submitted()
      .when({ ...voidIt, reason: undefined })
      .isRefused(400, { field: 'reason', message: 'Say why this is voided' }));

  it('happens once', () =>
    submitted()
      .and(voidIt)
      .when({ ...voidIt, id: commandId('again') })
      .isRefused(409, { field: 'target', message: 'This entry was voided on 1 September 2022, so it cannot be used' }));

  it('is not voided itself', () =>
    submitted()
      .and(voidIt)
      .when({ ...voidIt, id: commandId('again'), target: entry('void') })
      .isRefused(409, { field: 'target', message: 'This cannot be voided' }));

  it('leaves the other figure to be entered plainly', () =>
    submitted()
      .and(voidIt)
      .when({ ...submit, id: commandId('anew'), reportedOn: '2022-08-04', value: '460' })
      .gives({ type: 'MetricSubmitted', facet: KEY }));
});

describe('a correction of the period alone', () => {
  const { command: _, id: __, metricId: ___, ...definition } = define;
  const ofDefinition = { ...correct, target: entry('defining'), statement: definition };

  it('is a change', () =>
    submitted()
      .when({ ...ofDefinition, effective: { from: '2022-04-01' } })
      .gives({ type: 'EntryCorrected', metadata: { effective: { from: '2022-04-01', to: null } } }));

  it('has a beginning', () =>
    submitted()
      .when({ ...ofDefinition, effective: { to: '2022-07-01' } })
      .isRefused(
        422,
        { field: 'effective.from', message: 'Enter the first day of the period' },
        { field: 'statement', message: 'Nothing has changed' },
      ));
});

describe('published reports that show an entry', () => {
  const publish = (reportId: string, asReportedOn: string): Sent => ({
    command: 'publish-report',
    reportId,
    planId: 'plan',
    version: 1,
    title: 'Progress report',
    reportDate: asReportedOn,
    reportedOn: asReportedOn,
    sourceId: 'paper',
  });
  const withReports = (...more: Sent[]) =>
    given([...FEATURES, reports], define, submit, ...more).withObjects(['plan', 'plan'], ['source', 'paper']);
  const june = publish('june', '2022-06-07');
  const july = publish('july', '2022-07-07');
  const told = (code: string, message: string) => ({ notices: [{ code, field: 'target', message }] });

  it('are counted for whoever restates it', async () => {
    await withReports(publish('may', '2022-05-07')).when(restate).tells({});
    await withReports(june).when(restate).tells(told('reports-quote-it', '1 published report quotes the old value'));
    await withReports(june, july)
      .when(restate)
      .tells(told('reports-quote-it', '2 published reports quote the old value'));
  });

  it('are counted for whoever voids it', async () => {
    await withReports(june).when(voidIt).tells(told('reports-show-it', '1 published report shows this entry'));
    await withReports(june, july).when(voidIt).tells(told('reports-show-it', '2 published reports show this entry'));
  });

  it('count once, whichever of its corrections they show', async () => {
    const message = '2 published reports show this entry';
    await withReports(june, correct, july).when(voidIt).tells(told('reports-show-it', message));
    await withReports(june, correct, july)
      .when({ ...voidIt, target: entry('correction') })
      .tells(told('reports-show-it', '1 published report shows this entry'));
  });
});

describe('every act', () => {
  const acts = { revise, restate, withdraw, correct, voidIt };

  it.each(Object.entries(acts))('leaves a voided entry alone: %s', (_, act) =>
    submitted()
      .and({ ...voidIt, id: commandId('first void') })
      .when(act)
      .isRefused(409, { field: 'target', code: 'voided' }));

  it.each(Object.entries(acts))('leaves a voided slot alone: %s', (_, act) =>
    submitted()
      .and({ ...correct, id: commandId('first correction') }, { ...voidIt, id: commandId('first void') })
      .when({ ...act, target: entry('first correction') })
      .isRefused(409, { field: 'target', code: 'voided' }));

  it.each(Object.entries(acts))('needs an entry of the ledger: %s', (_, act) =>
    submitted()
      .when({ ...act, target: commandId('nothing') })
      .isRefused(404, { field: 'target', message: 'The ledger holds no entry with this id' }));

  it.each(Object.entries({ revise, withdraw, correct }))('states nothing about a void: %s', (_, act) =>
    submitted()
      .and({ ...voidIt, id: commandId('first void') })
      .when({ ...act, target: entry('first void') })
      .isRefused(422, { field: 'target', message: 'This entry states nothing, so there is nothing to change' }));

  it.each(Object.entries(acts))('is for those who may make the entry: %s', (_, act) =>
    submitted()
      .when({ ...act, ...asRole('board-secretary', 'policy-officer') })
      .isRefused(403, { field: 'actingAs' }));

  it.each(Object.entries({ revise, withdraw, correct, voidIt }))('is for their own role: %s', (_, act) =>
    submitted()
      .when({ ...act, ...asRole('data-owner') })
      .gives({ data: { actingAs: 'data-owner' } } as never));

  it('names the day of the void in the ledger’s time zone', () =>
    given(FEATURES, define, submit)
      .and({ ...voidIt, sentOn: '2022-08-31T23:30:00Z' })
      .when(correct)
      .isRefused(409, { message: 'This entry was voided on 1 September 2022, so it cannot be used' }));

  it('leaves administrative entries alone', () => {
    const opening = commandId('opening');
    const openBackfill: Sent = {
      command: 'open-backfill',
      id: opening,
      title: 'Papers',
      documents: [{ sourceId: 'paper', sha256: 'ab'.repeat(32) }],
      method: 'By hand',
      loader: { name: 'ledger import', version: '0.1.0' },
      ...asRole(...ROLES),
    };
    return given(FEATURES, openBackfill)
      .when({ ...voidIt, target: eventId(`ledger-${LEDGER_ID}`, opening, 0) })
      .isRefused(422, { field: 'target', code: 'permanent', message: 'This cannot be voided' });
  });

  it('leaves alone what others rely on: the steps and publications of reports', () => {
    const permanent = catalogue.events.filter((type) => type.permanent).map(({ name }) => name);
    expect(permanent).toEqual([
      ...['ReportOpened', 'ReportScopeChanged', 'ReportSubmitted', 'ReportReturned', 'ReportApproved'],
      ...['ReportPublished', 'ReportAmended'],
    ]);
  });
});
