import { inHistory, said, uuid } from '../../../../test/support/said.js';
import type { Statement } from '../../statement.js';
import type { Slot } from '../slots.js';
import { effectOn } from './effect.js';

const METRIC = `metric-${uuid(1)}`;
const ON = '2022-12-31';
const periods = {
  spring: { from: '2021-04-01', to: '2021-07-01' },
  winter: { from: '2022-01-01', to: '2022-04-01' },
  now: { from: '2022-04-01', to: '2022-07-01' },
};
type Period = keyof typeof periods;

const definition = said(METRIC, 'definition', {
  ...{ name: 'Calls', unit: 'calls', goodDirection: { value: 'higher', basis: 'judgement' } },
});
const figure = (period: Period, value: string, area = 'X1', more: Partial<Statement> = {}) => {
  const { from, to } = periods[period];
  const data = { value, areas: [{ code: area, name: area }], qualifier: 'exact' };
  return said(METRIC, `value/${from}..${to}/${area}/-`, data, { effective: periods[period], ...more });
};
const slot = (statement: Statement): Slot => {
  const entry = inHistory(statement);
  return { original: entry as Slot['original'], text: entry };
};
const effect = (period: Period, was: string, is: string | undefined, ...others: Statement[]) =>
  effectOn(
    [definition, figure(period, is ?? was), ...others],
    slot(figure(period, was)),
    is === undefined ? undefined : slot(figure(period, is, 'X1', { type: 'Restated' })),
    ON,
  );
const change = (period: Period, comparator: string, before: string, after: string) => {
  const { from, to } = periods[period];
  const [movementBefore, judgementBefore] = before.split(' ');
  const [movement, judgement] = after.split(' ');
  return expect.objectContaining({
    ...{ figure: `${from}..${to}/X1/-`, comparator, movementBefore, judgementBefore, movement, judgement },
  });
};

describe('the effect of a changed figure', () => {
  it('is none where it goes the same way as before', () =>
    expect(effect('now', '110', '105', figure('winter', '100'))).toEqual({
      ...{ direction: 'unchanged', display: 'Direction of travel unchanged', changes: [] },
    }));

  it('is that it goes another way than was said', () =>
    expect(effect('now', '110', '95', figure('winter', '100'), figure('spring', '90'))).toEqual({
      ...{ direction: 'changed', display: 'Direction of travel changed' },
      changes: [change('now', 'previousPeriod', 'up improving', 'down worsening')],
    }));

  it.each<[Period, string]>([
    ['winter', 'previousPeriod'],
    ['spring', 'samePeriodLastYear'],
  ])('is that a later figure, compared with it, goes another way: %s', (period, comparator) =>
    expect(effect(period, '100', '120', figure('now', '110')).changes).toEqual([
      change('now', comparator, 'up improving', 'down worsening'),
    ]));

  it('is that nothing can be compared with it any more, where it was taken back', () =>
    expect(effect('winter', '100', undefined, figure('now', '110')).changes).toEqual([
      change('now', 'previousPeriod', 'up improving', 'notComparable notAssessed'),
    ]));

  it('is felt within its own area alone', () =>
    expect(effect('now', '110', '95', figure('winter', '100', 'X2'), figure('now', '1', 'X2'))).toMatchObject({
      ...{ direction: 'notCompared', changes: [] },
    }));

  it('is not felt across a break', () => {
    const breakInBetween = said(METRIC, 'break/1', { at: '2022-04-01' }, { type: 'SeriesBreakMarked' });
    expect(effect('now', '110', '95', figure('winter', '100'), breakInBetween).direction).toBe('notCompared');
  });

  it('is nothing where there is nothing to compare it with', () =>
    expect(effect('now', '110', '95')).toEqual({
      ...{ direction: 'notCompared', display: 'There is nothing to compare it with', changes: [] },
    }));
});
