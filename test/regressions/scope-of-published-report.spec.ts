import { changes } from '../../src/changes/change.commands.js';
import { commitments } from '../../src/commitments/commitment.commands.js';
import { eventId, uuidV7At } from '../../src/ledger/ids.js';
import { plans } from '../../src/plans/plan.commands.js';
import { reports } from '../../src/reports/report.commands.js';
import { given, idOf, type Sent } from '../support/given.js';

const register = (planId: string): Sent => ({
  command: 'register-plan',
  planId,
  ownerBodyId: 'owner',
  levels: [
    { key: 'priority', one: 'Priority', many: 'Priorities', printedAs: 'Priority' },
    { key: 'commitment', one: 'Commitment', many: 'Commitments', printedAs: 'We will' },
  ],
  externalIds: [],
});
const add = (planId: string, nodeId: string): Sent => ({
  command: 'add-priority',
  planId,
  nodeId,
  level: 'priority',
  titled: { title: `Priority ${nodeId}`, class: 'first' },
});
const make: Sent = {
  command: 'make-commitment',
  commitmentId: 'C1',
  planId: 'plan',
  promisedBy: { basis: 'notStated' },
  wording: {
    ...{ wordingId: 'first', text: 'We will mend the paths.', lang: 'en', form: 'We will' },
    ...{ printedNumber: { basis: 'none' }, standing: 'authoritative', class: 'first' },
  },
  externalIds: [],
  place: { homeId: 'P1' },
};
const about = {
  ...{ planId: 'plan', version: 1, title: 'Progress', reportDate: '2022-06-07', sourceId: 'paper' },
};
const publish: Sent = { command: 'publish-report', id: uuidV7At(0, 'publishing'), reportId: 'report', ...about };
const held = () =>
  given([plans, commitments, reports, changes])
    .withObjects(['body', 'owner'], ['source', 'paper'])
    .and(register('plan'), register('other-plan'), add('plan', 'P1'), add('other-plan', 'Q1'), make);

/** A report read from its paper was published whatever its scope named: the coverage check then had no rows to expect. */
describe('the scope of a published report', () => {
  it('names parts of its plan that exist', () =>
    held()
      .when({ ...publish, scope: ['P1', 'P2'] })
      .isRefused(404, { field: 'scope[1]', message: 'The plan has no such part' }));

  it.each(['Q1', 'other-plan', 'C1'])('names what it covers in its plan, not %s', (part) =>
    held()
      .when({ ...publish, scope: [part] })
      .isRefused(422, { field: 'scope[0]', message: 'Choose the plan, or a part of it that holds commitments' }));

  it.each([[['P1']], [['plan']], [undefined]])('may be %j', (scope) =>
    held()
      .when({ ...publish, scope })
      .gives({ type: 'ReportPublished' }));

  it('keeps to its plan when a slip is put right', () => {
    const target = eventId(`report-${idOf('report')}`, publish.id as string, 0);
    // After the opening of the ledger, a body and the paper; two plans with a priority each; and a promise.
    const pinned = { asReportedOn: '2022-06-07', atSize: 14 };
    const statement = { ...about, ...pinned, scope: ['P2'] };
    return held()
      .and({ ...publish, scope: ['P1'] })
      .when({ command: 'correct-entry', target, statement, correctionReason: 'Typed wrongly' })
      .isRefused(404, { field: 'statement.scope[0]', message: 'The plan has no such part' });
  });
});
