import { arithmeticOf } from './arithmetic.js';
import type { Observation } from './metric.answers.js';

const YEAR = { from: '2021-04-01', to: '2022-04-01' };
const BEFORE = { from: '2020-04-01', to: '2021-04-01' };
const COUNT = { kind: 'count', breakdowns: [{ name: 'sex', values: ['male', 'female'] }] };

function figure(value: string | null, more: Partial<Observation> & { sex?: string; of?: string } = {}): Observation {
  const { sex, of = 'North', period = YEAR, ...rest } = more as typeof more & { period?: typeof YEAR };
  return {
    ...{ id: `${period.from}..${period.to}/${of}/${sex ? `sex=${sex}` : '-'}`, period, value, unit: 'calls' },
    ...(sex ? { breakdown: [{ name: 'sex', value: sex }] } : {}),
    ...{ qualifier: 'exact', changed: false, withdrawn: false, display: `${value} calls`, ...rest },
    from: { entryId: `entry of ${value}` },
  } as Observation;
}

const saidOf = (observations: Observation[], definition: object = COUNT) =>
  arithmeticOf(observations, definition).map(({ rule, calculation, printed, result }) => {
    return `${rule}: ${calculation}, printed ${printed}: ${result}`;
  });

describe('printed figures against one another', () => {
  const parts = [figure('51', { sex: 'male' }), figure('30', { sex: 'female' })];

  it('add up to their total, or do not', () => {
    expect(saidOf([figure('81'), ...parts])).toEqual(['parts: 51 + 30 = 81, printed 81: agrees']);
    expect(saidOf([figure('82'), ...parts])).toEqual(['parts: 51 + 30 = 81, printed 82: doesNotAgree']);
  });

  it('name the entries that give them', () => {
    const [found] = arithmeticOf([figure('81', { periodDisplay: 'Last year' }), ...parts], COUNT);
    expect(found!.figures).toEqual([
      { id: 'entry of 81', name: '81 calls, Last year' },
      { id: 'entry of 51', name: '51 calls, male' },
      { id: 'entry of 30', name: '30 calls, female' },
    ]);
  });

  it.each<[string, Observation[], object]>([
    ['a part is missing', [figure('81'), parts[0]!], COUNT],
    ['nobody has said which parts there are', [figure('81'), ...parts], { kind: 'count' }],
    ['parts of a rate are no parts', [figure('81'), ...parts], { ...COUNT, kind: 'rate' }],
    ['they are of other areas', [figure('81', { of: 'South' }), ...parts], COUNT],
    ['one is not to be taken at its word', [figure('80', { qualifier: 'about' }), ...parts], COUNT],
    ['one was taken back', [figure('80', { withdrawn: true }), ...parts], COUNT],
  ])('are not added up where %s', (_, observations, definition) =>
    expect(saidOf(observations, definition)).toEqual([]));

  it('have the change that is stated, in number and in per cent, wherever the paper says so', () => {
    const statedComparators = [
      { type: 'previousPeriod', change: '4346' },
      { type: 'previousPeriod', changePercent: '22' },
    ];
    expect(saidOf([figure('30877', { statedComparators })])).toEqual([
      'changePercent: 4346 / (30877 - 4346) = 16.4%, printed 22%: doesNotAgree',
    ]);
    const both = [{ type: 'previousPeriod', value: '24', change: '4', changePercent: '16.7' }];
    expect(saidOf([figure('28', { statedComparators: both })])).toEqual([
      'change: 28 - 24 = 4, printed 4: agrees',
      'changePercent: 4 / 24 = 16.7%, printed 16.7%: agrees',
    ]);
    const fallen = [{ type: 'previousPeriod', value: '40', changePercent: '-30' }];
    expect(saidOf([figure('28', { statedComparators: fallen })])).toEqual([
      'changePercent: -12 / 40 = -30.0%, printed -30%: agrees',
    ]);
  });

  it('are not taken to have changed in per cent where points may be meant, or from nothing', () => {
    const stated = (value: string) => [{ type: 'previousPeriod', value, changePercent: '2' }];
    expect(saidOf([figure('4', { statedComparators: stated('2') })], { kind: 'percentage' })).toEqual([]);
    expect(saidOf([figure('4', { statedComparators: stated('0') })])).toEqual([]);
  });

  it('have the earlier figure that is stated, where one is held for its period', () => {
    const statedComparators = [{ type: 'samePeriodLastYear', value: '69', period: BEFORE }];
    const now = figure('119', { statedComparators });
    expect(saidOf([now, figure('70', { period: BEFORE })])).toEqual([
      'earlierFigure: 70, 1 April 2020 to 31 March 2021, printed 69: doesNotAgree',
    ]);
    expect(saidOf([now, figure('69.0', { period: BEFORE })])).toEqual([
      'earlierFigure: 69.0, 1 April 2020 to 31 March 2021, printed 69: agrees',
    ]);
    expect(saidOf([now, figure('70', { period: BEFORE, of: 'South' })])).toEqual([]);
    expect(saidOf([now, figure('70', { period: BEFORE, unit: 'hours' })])).toEqual([]);
  });

  it('are no more than what they are a part of', () => {
    expect(saidOf([figure('7', { outOf: '10' })])).toEqual([]);
    expect(saidOf([figure('11', { outOf: '10' })])).toEqual(['whole: 11 of 10, printed 10: doesNotAgree']);
  });
});
