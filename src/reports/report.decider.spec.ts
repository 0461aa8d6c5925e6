import { given, idOf, type Sent } from '../../test/support/given.js';
import { changes } from '../changes/change.commands.js';
import { eventId, uuidV7At } from '../ledger/ids.js';
import { reports } from './report.commands.js';

const PUBLISHING = uuidV7At(0, 'publishing');
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
const held = () => given([reports, changes]).withObjects(['plan', 'the-plan'], ['source', 'paper']);
const statement = {
  planId: 'the-plan',
  version: 1,
  title: 'Progress report, priority one',
  reportDate: '2022-06-07',
  sourceId: 'paper',
  scope: ['priority-1'],
  asReportedOn: '2022-06-07',
  atSize: 3,
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
          // The opening of the ledger, the plan and the paper.
          atSize: 3,
        },
        metadata: { plan: idOf('the-plan'), entry: 'backfill' },
      }));

  it('is the same when it is sent again, though the ledger has grown', () =>
    held()
      .and(publish)
      .when(publish)
      .gives({ type: 'ReportPublished', data: { atSize: 3 } }));

  it('waits for the approval when the report is of today', () =>
    held()
      .when({ ...publish, reportedOn: '2022-08-31' })
      .isRefused(422, { message: 'The report must be approved first' }));

  it.each(['atSize', 'asReportedOn'])('leaves %s to the service', (field) =>
    held()
      .when({ ...publish, [field]: field === 'atSize' ? 3 : '2022-06-07' })
      .isRefused(400, { field, message: `${field} is not recognised` }));

  it('is of a plan and a paper that the ledger holds', () =>
    given([reports]).when(publish).isRefused(404, { field: 'planId' }, { field: 'sourceId' }));
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

  it('cannot be voided', () =>
    held()
      .and(publish)
      .when({ command: 'void-entry', target: ENTRY, reason: 'Not ours' })
      .isRefused(422, { field: 'target', message: 'This cannot be voided' }));
});
