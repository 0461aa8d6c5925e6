import { given, idOf, type Sent } from '../../test/support/given.js';
import { eventId, uuidV7At } from '../ledger/ids.js';
import { plans } from '../plans/plan.commands.js';
import { metrics } from './metric.commands.js';

const commandId = (name: string) => uuidV7At(0, name);

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
const other: Sent = { ...define, id: commandId('defining another'), metricId: 'wait' };
const about = { metricId: 'answer-time' };
const defined = () => given([metrics, plans], define);

describe('a materiality rule', () => {
  const set: Sent = { command: 'set-materiality-rule', ...about, type: 'percentagePoints', amount: '0.1' };

  it('says which change is none', () =>
    defined()
      .when(set)
      .gives({ type: 'MaterialityRuleSet', facet: 'materiality', data: { amount: '0.1' } }));

  it.each(['0', '0.00', '-0.1', '-0'])('is above 0, so not %s', (amount) =>
    defined()
      .when({ ...set, amount })
      .isRefused(422, { field: 'amount', message: 'Enter a number above 0' }));
});

describe('a break', () => {
  const mark: Sent = {
    command: 'mark-series-break',
    ...about,
    breakId: 'break-1',
    at: '2022-07-01',
    note: 'New office',
  };
  const withdraw: Sent = { command: 'withdraw-series-break', ...about, breakId: 'break-1', reason: 'It was another' };

  it('can be taken back, with the reason', async () => {
    const facet = `break/${idOf('break-1')}`;
    await defined().and(mark).when(withdraw).gives({ type: 'SeriesBreakWithdrawn', facet });
    await defined()
      .and(mark)
      .when({ ...withdraw, reason: '' })
      .isRefused(400, { field: 'reason', message: 'Give the reason' });
  });

  it.each([
    ['never marked', []],
    ['taken back before', [mark, { ...withdraw, reportedOn: '2022-06-08' }]],
    ['marked only later', [{ ...mark, reportedOn: '2022-08-04' }]],
  ])('is there to be taken back, so not one %s', (_, before) =>
    defined()
      .and(...before)
      .when({ ...withdraw, reportedOn: '2022-07-01' })
      .isRefused(404, { field: 'breakId', message: 'This metric has no such break' }));
});

describe('a release schedule', () => {
  const set: Sent = { command: 'set-release-schedule', ...about, frequency: 'quarterly', nextDue: '2022-06-08' };

  it('lies after the day of the paper that gives it, be it in the past by now', () =>
    defined()
      .on('2022-09-01')
      .when(set)
      .gives({ type: 'ReleaseScheduleSet', facet: 'schedule', data: { nextDue: '2022-06-08' } }));

  it.each(['2022-06-07', '2022-06-06'])('names no day that has come: %s', (nextDue) =>
    defined()
      .when({ ...set, nextDue })
      .isRefused(422, { field: 'nextDue', message: 'The next release must be in the future' }));
});

describe('a check of arithmetic', () => {
  const note: Sent = {
    command: 'note-arithmetic',
    ...about,
    checkId: 'check-1',
    entries: [eventId(`metric-${idOf('answer-time')}`, commandId('defining'), 0)],
    calculation: '8 + 5 = 13, printed 14',
    result: 'doesNotAgree',
  };

  it('names the figures that it compares', async () => {
    await defined()
      .when(note)
      .gives({ type: 'ArithmeticNoted', facet: `check/${idOf('check-1')}` });
    await defined()
      .when({ ...note, entries: [] })
      .isRefused(400, { field: 'entries', message: 'Choose the figures that were compared' });
    await defined()
      .when({ ...note, entries: [commandId('nothing')] })
      .isRefused(404, { field: 'entries[0]', message: 'The ledger holds no entry with this id' });
  });
});

describe('retiring', () => {
  const retire: Sent = { command: 'retire-metric', ...about, reason: 'Nobody counts it any more' };
  const register: Sent = {
    command: 'register-plan',
    planId: 'plan',
    ownerBodyId: 'body',
    externalIds: ['plan'],
    levels: [
      { key: 'priority', one: 'Priority', many: 'Priorities', printedAs: 'Priorities' },
      { key: 'commitment', one: 'Commitment', many: 'Commitments', printedAs: 'We will' },
    ],
    described: { title: 'A plan' },
    period: { from: '2022-01-01', basis: 'printed' },
  };
  const priority: Sent = {
    command: 'add-priority',
    planId: 'plan',
    nodeId: 'priority-1',
    level: 'priority',
    titled: { title: 'Safety', class: 'first' },
  };
  const indicator: Sent = {
    command: 'set-scorecard-indicator',
    planId: 'plan',
    indicatorId: 'indicator-1',
    priorityId: 'priority-1',
    label: 'Calls',
    standing: 'agreed',
    order: 1,
  };
  const link: Sent = {
    command: 'link-indicator-metrics',
    planId: 'plan',
    indicatorId: 'indicator-1',
    metricIds: ['answer-time'],
  };
  const onScorecard = () => defined().withObjects(['body', 'body']).and(register, priority, indicator, link);

  it('gives the reason, and what takes its place', async () => {
    await defined()
      .and(other)
      .when({ ...retire, replacedBy: 'wait' })
      .gives({ type: 'MetricRetired', facet: 'end', data: { replacedBy: idOf('wait') } });
    await defined()
      .when({ ...retire, reason: undefined })
      .isRefused(400, { field: 'reason', message: 'Give the reason' });
  });

  it('puts another in its place, if any', () =>
    defined()
      .when({ ...retire, replacedBy: 'answer-time' })
      .isRefused(422, { field: 'replacedBy', message: 'A metric cannot replace itself' }));

  it('waits until it is off the agreed scorecards', () =>
    onScorecard().when(retire).isRefused(422, { field: 'metricId', message: 'Take it off the scorecard first' }));

  const then = { reportedOn: '2022-08-04' };
  const otherMetric = { metricIds: ['wait'], ...then };
  it('looks at the scorecard of its own day, whatever is linked since', () =>
    onScorecard()
      .and(other, { ...link, ...otherMetric })
      .when(retire)
      .isRefused(422, { field: 'metricId', message: 'Take it off the scorecard first' }));

  it.each<[string, Sent]>([
    ['proposed only', { ...indicator, standing: 'proposed', ...then }],
    ['measured by another', { ...link, ...otherMetric }],
    [
      'removed',
      { command: 'remove-scorecard-indicator', planId: 'plan', indicatorId: 'indicator-1', reason: 'Gone', ...then },
    ],
  ])('may happen where the indicator is %s', (_, after) =>
    onScorecard()
      .and(other, after)
      .when({ ...retire, ...then })
      .gives({ type: 'MetricRetired' }));
});

describe('a stated direction', () => {
  const state: Sent = {
    command: 'state-direction',
    ...about,
    effective: { from: '2022-04-01', to: '2022-07-01' },
    areas: [],
    words: 'Better than a year ago',
    comparator: 'samePeriodLastYear',
  };

  it('has the movement and the judgement of the paper, as far as it gives them', async () => {
    const said = { movement: 'down', judgement: 'improving' };
    await defined()
      .when({ ...state, ...said })
      .gives({ type: 'DirectionStated', data: said });
    await defined()
      .when({ ...state, movement: 'sideways' })
      .isRefused(400, { field: 'movement' });
  });
});
