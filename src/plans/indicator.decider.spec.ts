import { given, idOf, type Sent } from '../../test/support/given.js';
import { plans } from './plan.commands.js';

const about = (command: string, more: object = {}): Sent => ({ command, planId: 'PLAN-22', ...more });
const LEVELS = ['priority', 'theme', 'commitment'].map((key) => ({ key, one: key, many: key, printedAs: key }));
const PLAN = about('register-plan', { ownerBodyId: 'OWNER', levels: LEVELS, externalIds: [] });
const titled = (title: string) => ({ title, class: 'first' });
const PRIORITY = about('add-priority', { nodeId: 'P1', level: 'priority', titled: titled('Safe') });
const THEME = about('add-theme', { nodeId: 'T1', level: 'theme', parentId: 'P1', titled: titled('Access') });

const set = (more: object = {}) =>
  about('set-scorecard-indicator', {
    ...{ indicatorId: 'I1', priorityId: 'P1', label: 'Answer times', standing: 'proposed', order: 1 },
    ...more,
  });
const remove = (more: object = {}) =>
  about('remove-scorecard-indicator', { indicatorId: 'I1', reason: 'Not agreed', ...more });
const link = (more: object = {}) => about('link-indicator-metrics', { indicatorId: 'I1', metricIds: ['M1'], ...more });

const ledger = (...before: Sent[]) =>
  given([plans], PLAN, PRIORITY, THEME, ...before).withObjects(['body', 'OWNER'], ['metric', 'M1']);
const unknown = { field: 'indicatorId', code: 'unknown-object', message: 'The scorecard has no such indicator' };

describe('an indicator of the scorecard', () => {
  test('belongs to a priority of the plan', async () => {
    await ledger()
      .when(set())
      .gives({
        type: 'ScorecardIndicatorSet',
        facet: `indicator/${idOf('I1')}`,
        data: { priorityId: idOf('P1'), label: 'Answer times', standing: 'proposed', order: 1 },
      });
    for (const priorityId of ['T1', 'P9'])
      await ledger()
        .when(set({ priorityId }))
        .isRefused(422, { field: 'priorityId', message: 'Choose a priority of this plan' });
    await ledger()
      .when(set({ priorityId: undefined }))
      .isRefused(400, { field: 'priorityId', message: 'Choose a priority of this plan' });
  });

  test('is proposed first and agreed later', () =>
    ledger(set())
      .when(set({ standing: 'agreed', reportedOn: '2022-08-04' }))
      .gives({ data: { standing: 'agreed' } } as never));

  test('is taken off for a reason', async () => {
    await ledger(set())
      .when(remove())
      .gives({ type: 'ScorecardIndicatorRemoved', facet: `indicator/${idOf('I1')}` });
    await ledger(set())
      .when(remove({ reason: undefined }))
      .isRefused(400, { field: 'reason', message: 'Give the reason' });
    await ledger().when(remove()).isRefused(404, unknown);
    await ledger(set(), remove()).when(remove()).isRefused(404, unknown);
  });

  test('is measured by metrics of the ledger, or by none yet', async () => {
    await ledger(set())
      .when(link({ basis: 'judgement' }))
      .gives({
        type: 'IndicatorMetricsLinked',
        facet: `indicator/${idOf('I1')}/metrics`,
        data: { metricIds: [idOf('M1')], basis: 'judgement' },
      });
    await ledger(set())
      .when(link({ metricIds: [] }))
      .gives({ type: 'IndicatorMetricsLinked', data: { metricIds: [] } });
    await ledger(set())
      .when(link({ metricIds: ['M1', 'M9'] }))
      .isRefused(404, { field: 'metricIds[1]', message: 'Choose metrics in this ledger' });
    await ledger().when(link()).isRefused(404, unknown);
  });
});
