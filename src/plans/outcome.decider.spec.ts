import { given, idOf, type Sent } from '../../test/support/given.js';
import { plans } from './plan.commands.js';

const about = (command: string, more: object = {}): Sent => ({ command, planId: 'PLAN-22', ...more });
const PLAN = about('register-plan', {
  ownerBodyId: 'OWNER',
  levels: [
    { key: 'priority', one: 'Priority', many: 'Priorities', printedAs: 'Priority' },
    { key: 'theme', one: 'Theme', many: 'Themes', printedAs: 'You asked us' },
    { key: 'commitment', one: 'Commitment', many: 'Commitments', printedAs: 'We will' },
  ],
  externalIds: [],
});
const PRIORITY = about('add-priority', { nodeId: 'P1', level: 'priority', titled: { title: 'Safe', class: 'first' } });
const THEME = about('add-theme', {
  ...{ nodeId: 'T1', level: 'theme', parentId: 'P1' },
  titled: { title: 'Access', class: 'first' },
});

const state = (more: object = {}) =>
  about('state-outcome', { outcomeId: 'O1', scopeId: 'P1', text: 'Fewer people are harmed', ...more });
const link = (more: object = {}) =>
  about('link-outcome-metric', { outcomeId: 'O1', metricId: 'M1', reason: 'It counts harm', ...more });
const unlink = (more: object = {}) => link({ command: 'unlink-outcome-metric', ...more });
const retire = (more: object = {}) => about('retire-outcome', { outcomeId: 'O1', reason: 'Reached', ...more });

const ledger = (...before: Sent[]) =>
  given([plans], PLAN, PRIORITY, THEME, ...before).withObjects(['body', 'OWNER'], ['metric', 'M1']);

describe('an outcome', () => {
  test('is stated for the plan or for a priority', async () => {
    await ledger()
      .when(state({ stem: 'By 2025', qualifier: 'year on year', order: 2 }))
      .gives({
        type: 'OutcomeStated',
        facet: `outcome/${idOf('O1')}`,
        data: { scopeId: idOf('P1'), stem: 'By 2025', text: 'Fewer people are harmed', qualifier: 'year on year' },
        metadata: { plan: idOf('PLAN-22') },
      });
    await ledger()
      .when(state({ scopeId: 'PLAN-22' }))
      .gives({ type: 'OutcomeStated' });
    for (const scopeId of ['P9', 'T1'])
      await ledger()
        .when(state({ scopeId }))
        .isRefused(404, { field: 'scopeId', code: 'unknown-object', message: 'This plan has no such part' });
  });

  test('has words', () =>
    ledger()
      .when(state({ text: ' ' }))
      .isRefused(400, { field: 'text', message: "Enter the outcome's words" }));

  test('is retired for a reason, and only where it was stated', async () => {
    await ledger(state())
      .when(retire())
      .gives({ type: 'OutcomeRetired', facet: `outcome/${idOf('O1')}`, data: { reason: 'Reached' } });
    await ledger(state())
      .when(retire({ reason: undefined }))
      .isRefused(400, { field: 'reason', message: 'Give the reason' });
    const unknown = { field: 'outcomeId', code: 'unknown-object', message: 'This plan has no such outcome' };
    await ledger().when(retire()).isRefused(404, unknown);
    await ledger(state(), retire()).when(retire()).isRefused(404, unknown);
    await ledger(state(), retire()).when(state()).gives({ type: 'OutcomeStated' });
  });

  test('is shown by metrics, each linked once', async () => {
    await ledger(state())
      .when(link())
      .gives({ type: 'OutcomeMetricLinked', facet: `outcome/${idOf('O1')}/metric/${idOf('M1')}` });
    await ledger(state(), link())
      .when(link())
      .isRefused(422, { field: 'metricId', message: 'This metric is already linked' });
    await ledger().when(link()).isRefused(404, { field: 'outcomeId', message: 'This plan has no such outcome' });
    await ledger(state())
      .when(link({ metricId: 'M9' }))
      .isRefused(404, { field: 'metricId', code: 'unknown-object' });
    await ledger(state())
      .when(link({ reason: undefined }))
      .isRefused(400, { field: 'reason', message: 'Give the reason' });
  });

  test('loses a metric that it has, and may have it again', async () => {
    await ledger(state(), link()).when(unlink()).gives({ type: 'OutcomeMetricUnlinked' });
    await ledger(state(), link(), unlink()).when(link()).gives({ type: 'OutcomeMetricLinked' });
    const message = 'This metric is not linked';
    await ledger(state()).when(unlink()).isRefused(422, { field: 'metricId', message });
    await ledger(state(), link(), unlink()).when(unlink()).isRefused(422, { field: 'metricId', message });
  });

  test('needs no document for its links, which are the words of the editors', () =>
    ledger(state())
      .when(link({ source: undefined, reportedOn: '2022-08-30' }))
      .gives({ type: 'OutcomeMetricLinked' }));
});
