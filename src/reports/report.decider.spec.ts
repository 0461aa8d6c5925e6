import { given, idOf, type Sent } from '../../test/support/given.js';
import { changes } from '../changes/change.commands.js';
import { eventId, uuidV7At } from '../ledger/ids.js';
import { plans } from '../plans/plan.commands.js';
import { reports } from './report.commands.js';

const PUBLISHING = uuidV7At(0, 'publishing');
/** Entries before it: the opening of the ledger, a body and the paper, and four of a plan with a priority. */
const SIZE = 3 + 4;
const ENTRY = eventId(`report-${idOf('august')}`, PUBLISHING, 0);

const publish: Sent = {
  command: 'publish-report',
  id: PUBLISHING,
  reportId: 'august',
  planId: 'the-plan',
  version: 1,
  title: 'Progress report, priority one',
  reportDate: '2022-06-07',
  sourceId: 'paper',
  scope: ['priority-1'],
};
const register: Sent = {
  command: 'register-plan',
  planId: 'the-plan',
  ownerBodyId: 'owner',
  levels: [
    { key: 'priority', one: 'Priority', many: 'Priorities', printedAs: 'Priority' },
    { key: 'commitment', one: 'Commitment', many: 'Commitments', printedAs: 'We will' },
  ],
  externalIds: [],
};
const priority: Sent = {
  command: 'add-priority',
  planId: 'the-plan',
  nodeId: 'priority-1',
  level: 'priority',
  titled: { title: 'Keep people safe', class: 'first' },
};
const held = () =>
  given([reports, plans, changes]).withObjects(['body', 'owner'], ['source', 'paper']).and(register, priority);
const statement = {
  planId: 'the-plan',
  version: 1,
  title: 'Progress report, priority one',
  reportDate: '2022-06-07',
  sourceId: 'paper',
  scope: ['priority-1'],
  asReportedOn: '2022-06-07',
  atSize: SIZE,
};
const LATER = {
  reportedOn: '2022-08-04',
  source: { url: 'https://papers.example/august.pdf', sha256: 'ab'.repeat(32) },
};
const correct: Sent = { command: 'correct-entry', target: ENTRY, statement, correctionReason: 'Typed wrongly' };

describe('publishing a report from its paper', () => {
  it('pins the day it was reported and the entries that are published by then', () =>
    held()
      .when(publish)
      .gives({
        type: 'ReportPublished',
        facet: 'publication/1',
        data: {
          planId: idOf('the-plan'),
          sourceId: idOf('paper'),
          scope: [idOf('priority-1')],
          asReportedOn: '2022-06-07',
          atSize: SIZE,
        },
        metadata: { plan: idOf('the-plan'), entry: 'backfill' },
      }));

  it('is the same when it is sent again, though the ledger has grown', () =>
    held()
      .and(publish)
      .when(publish)
      .gives({ type: 'ReportPublished', data: { atSize: SIZE } }));

  it('waits for the approval when the report is of today', () =>
    held()
      .when({ ...publish, reportedOn: '2022-08-31' })
      .isRefused(422, { message: 'The report must be approved first' }));

  it.each(['atSize', 'asReportedOn'])('leaves %s to the service', (field) =>
    held()
      .when({ ...publish, [field]: field === 'atSize' ? SIZE : '2022-06-07' })
      .isRefused(400, { field, message: expect.stringContaining(`${field} is not recognised. Allowed are `) }));

  it('is of a plan and a paper that the ledger holds', () =>
    given([reports])
      .when({ ...publish, scope: undefined })
      .isRefused(404, { field: 'planId' }, { field: 'sourceId' }));
});

describe('a published report', () => {
  it('may have a slip of its title put right', () =>
    held()
      .and(publish)
      .when({ ...correct, statement: { ...statement, title: 'Progress report, Priority One' } })
      .gives({ type: 'EntryCorrected', facet: 'publication/1' }));

  it.each([{ atSize: 2 }, { asReportedOn: '2022-06-06' }])('keeps its view, not %j', (fields) =>
    held()
      .and(publish)
      .when({ ...correct, statement: { ...statement, ...fields } })
      .isRefused(422, { field: 'statement.atSize', message: 'A published report keeps the view that it shows' }));

  it.each<[string, Omit<Sent, 'target'>]>([
    ['voided', { command: 'void-entry', reason: 'Not ours' }],
    ['withdrawn', { command: 'withdraw-entry', reason: 'Not ours', ...LATER }],
    ['revised', { command: 'revise-entry', statement, scheduled: true, ...LATER }],
    ['restated', { command: 'restate-entry', statement, reason: 'error', ...LATER }],
  ])('cannot be %s as an entry', (changed, command) =>
    held()
      .and(publish)
      .when({ ...(command as Sent), target: ENTRY })
      .isRefused(422, { field: 'target', code: 'permanent', message: `This cannot be ${changed}` }));

  it('has the correction of its title voided where that was the slip', () => {
    const id = uuidV7At(1, 'correcting');
    const target = eventId(`report-${idOf('august')}`, id, 0);
    return held()
      .and(publish, { ...correct, id, statement: { ...statement, title: 'Progress report' } })
      .when({ command: 'void-entry', target, reason: 'It was right' })
      .gives({ type: 'EntryVoided', metadata: { target } });
  });
});
