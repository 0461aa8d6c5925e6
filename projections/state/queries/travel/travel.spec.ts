import fc from 'fast-check';
import { type Point, type SeriesBreak, travelOf, type Yardstick } from './travel.js';

const GM = { code: 'X01', name: 'The county' };
const FORCE = { code: 'X02', name: 'The force area' };
const TOWN = { name: 'The town' };
const Q1 = { from: '2022-04-01', to: '2022-07-01' };
const Q4 = { from: '2022-01-01', to: '2022-04-01' };
const LAST_Q1 = { from: '2021-04-01', to: '2021-07-01' };

const lower = { value: 'lower', basis: 'judgement' };
const higher = { value: 'higher', basis: 'judgement' };
const inRange = { value: 'withinRange', basis: 'judgement', range: { low: '10', high: '20' } };

type Row = [
  what: string,
  now: Partial<Point> | string,
  before: Partial<Point> | string | undefined,
  yardstick: Partial<Yardstick>,
  expected: string,
];

const at = (day: string, areas?: SeriesBreak['areas']): Partial<Yardstick> => ({
  breaks: [{ at: day, ...(areas ? { areas } : {}) }],
});
const material = (type: string, amount: string, goodDirection = lower): Partial<Yardstick> => ({
  materiality: { type, amount },
  goodDirection,
});

/** Movement and judgement, or why the two are not comparable. */
const TABLE: Row[] = [
  ['a smaller number where less is better', '8', '14', {}, 'down improving'],
  ['a greater number where less is better', '14', '8', {}, 'up worsening'],
  ['a greater number where more is better', '14', '8', { goodDirection: higher }, 'up improving'],
  ['a smaller number where more is better', '8', '14', { goodDirection: higher }, 'down worsening'],
  ['the same number', '8', '8', {}, 'noMaterialChange stable'],
  ['the same number with more zeros', '8.50', '8.5', {}, 'noMaterialChange stable'],
  ['durations in seconds', '298', '478', {}, 'down improving'],
  ['numbers by value, not by text', '1000', '999', {}, 'up worsening'],
  ['negative numbers', '-4', '-5', { goodDirection: higher }, 'up improving'],
  ['digits beyond a binary fraction', '0.1000000000000000001', '0.1', {}, 'up worsening'],
  ['digits beyond what a computer counts to', '9007199254740993', '9007199254740992', {}, 'up worsening'],

  [
    'a direction nobody judges',
    '8',
    '14',
    { goodDirection: { value: 'noJudgement', basis: 'judgement' } },
    'down notAssessed',
  ],
  [
    'a direction as the paper presents it',
    '8',
    '14',
    { goodDirection: { value: 'lower', basis: 'asPresented' } },
    'down notAssessed',
  ],
  [
    'a direction that is not stated',
    '8',
    '14',
    { goodDirection: { value: 'lower', basis: 'notStated' } },
    'down notAssessed',
  ],
  ['no direction at all', '8', '14', { goodDirection: undefined }, 'down notAssessed'],

  ['a number that stays in the range', '18', '12', { goodDirection: inRange }, 'up stable'],
  ['a number that comes into the range', '12', '25', { goodDirection: inRange }, 'down improving'],
  ['a number that reaches the edge of the range', '20', '21', { goodDirection: inRange }, 'down improving'],
  ['a number that leaves the range', '9', '12', { goodDirection: inRange }, 'down worsening'],
  ['a number that comes nearer to the range', '22', '30', { goodDirection: inRange }, 'down improving'],
  ['a number that jumps over the range, as far off', '5', '25', { goodDirection: inRange }, 'down stable'],
  [
    'a range that nobody gave',
    '5',
    '25',
    { goodDirection: { value: 'withinRange', basis: 'judgement' } },
    'down notAssessed',
  ],

  [
    'a change of the amount that counts as none',
    '12.6',
    '12.5',
    material('percentagePoints', '0.1'),
    'noMaterialChange stable',
  ],
  ['a fall of that amount', '12.4', '12.5', material('percentagePoints', '0.1'), 'noMaterialChange stable'],
  ['a change just beyond it', '12.61', '12.5', material('percentagePoints', '0.1'), 'up worsening'],
  ['an absolute amount', '105', '100', material('absolute', '5'), 'noMaterialChange stable'],
  ['beyond an absolute amount', '106', '100', material('absolute', '5'), 'up worsening'],
  ['two per cent of the earlier figure', '204', '200', material('relative', '2'), 'noMaterialChange stable'],
  ['more than two per cent of it', '204.01', '200', material('relative', '2'), 'up worsening'],
  ['two per cent of the later figure only', '98', '100', material('relative', '1.99'), 'down improving'],
  ['per cent of a negative figure', '-102', '-100', material('relative', '2'), 'noMaterialChange stable'],
  ['per cent of nothing', '1', '0', material('relative', '50'), 'up worsening'],

  ['a rank nearer to the top', { value: { n: 8, of: 43 } }, { value: { n: 14, of: 43 } }, {}, 'down improving'],
  ['a rank among fewer', { value: { n: 8, of: 42 } }, { value: { n: 14, of: 43 } }, {}, 'otherDefinition'],
  ['a rank and a number', { value: { n: 8, of: 43 } }, '14', {}, 'otherDefinition'],
  [
    'a range above the other',
    { value: { low: '13', high: '15' } },
    { value: { low: '10', high: '12' } },
    {},
    'up worsening',
  ],
  [
    'a range below the other',
    { value: { low: '5', high: '9' } },
    { value: { low: '10', high: '12' } },
    {},
    'down improving',
  ],
  [
    'the same range',
    { value: { low: '5', high: '9' } },
    { value: { low: '5.0', high: '9' } },
    {},
    'noMaterialChange stable',
  ],
  ['ranges that overlap', { value: { low: '5', high: '11' } }, { value: { low: '10', high: '12' } }, {}, 'notExact'],
  ['no that has become yes', { value: true }, { value: false }, { goodDirection: higher }, 'up improving'],

  ...['over', 'under', 'about', 'upTo', 'estimated', 'suppressed', 'notAvailable', 'damaged'].flatMap(
    (qualifier): Row[] => [
      [`${qualifier} a number`, { value: '8', qualifier }, '14', {}, 'notExact'],
      [`a number that was ${qualifier}`, '8', { value: '14', qualifier }, {}, 'notExact'],
    ],
  ),
  ['a provisional number', { value: '8', qualifier: 'provisional' }, '14', {}, 'down improving'],
  [
    'two provisional numbers',
    { value: '8', qualifier: 'provisional' },
    { value: '9', qualifier: 'provisional' },
    {},
    'down improving',
  ],

  ['no number now', { value: null }, '14', {}, 'noFigure'],
  ['no number before', '8', { value: null }, {}, 'noFigure'],
  ['nothing before', '8', undefined, {}, 'noFigure'],
  ['another area', '8', { value: '14', areas: [TOWN] }, {}, 'otherAreas'],
  ['the force area beside the county', '8', { value: '14', areas: [FORCE] }, {}, 'otherAreas'],
  ['more areas', '8', { value: '14', areas: [GM, TOWN] }, {}, 'otherAreas'],
  [
    'the same areas in another order',
    { value: '8', areas: [TOWN, GM] },
    { value: '14', areas: [GM, TOWN] },
    {},
    'down improving',
  ],
  [
    'the same area under another name',
    '8',
    { value: '14', areas: [{ code: 'X01', name: 'County' }] },
    {},
    'down improving',
  ],
  ['a part and the whole', '8', { value: '14', breakdown: [{ name: 'sex', value: 'female' }] }, {}, 'otherBreakdown'],
  [
    'another part',
    { value: '8', breakdown: [{ name: 'sex', value: 'male' }] },
    { value: '14', breakdown: [{ name: 'sex', value: 'female' }] },
    {},
    'otherBreakdown',
  ],

  ['a period that nobody stated', { value: '8', period: undefined }, '14', {}, 'noPeriod'],
  ['a period before that nobody stated', '8', { value: '14', period: undefined }, {}, 'noPeriod'],
  ['a period without an end', { value: '8', period: { from: '2022-04-01', to: null } }, '14', {}, 'noPeriod'],
  [
    'rolling years that overlap',
    { value: '8', period: { from: '2021-07-01', to: '2022-07-01' } },
    { value: '14', period: { from: '2021-04-01', to: '2022-04-01' } },
    {},
    'periodsOverlap',
  ],
  ['the same period', '8', { value: '14', period: Q1 }, {}, 'periodsOverlap'],
  [
    'a day',
    { value: '8', period: { at: '2022-03-31' } },
    { value: '14', period: { at: '2021-03-31' } },
    {},
    'down improving',
  ],

  ['a break at the first day of the later period', '8', '14', at('2022-04-01'), 'seriesBreak'],
  ['a break inside the later period', '8', '14', at('2022-06-30'), 'seriesBreak'],
  ['a break inside the earlier period', '8', '14', at('2022-01-02'), 'seriesBreak'],
  ['a break at the first day of the earlier period', '8', '14', at('2022-01-01'), 'down improving'],
  ['a break after both', '8', '14', at('2022-07-01'), 'down improving'],
  ['a break between two years', '8', { value: '14', period: LAST_Q1 }, at('2021-10-01'), 'seriesBreak'],
  ['a break in this area', '8', '14', at('2022-04-01', [{ code: 'X01', name: 'X' }]), 'seriesBreak'],
  ['a break in another area', '8', '14', at('2022-04-01', [TOWN]), 'down improving'],
  [
    'a break somewhere, and figures of nowhere',
    { value: '8', areas: [] },
    { value: '14', areas: [] },
    at('2022-04-01', [TOWN]),
    'seriesBreak',
  ],
];

const point = (period: Point['period'], given: Partial<Point> | string): Point => ({
  period,
  areas: [GM],
  value: given,
  qualifier: 'exact',
  ...(typeof given === 'string' ? {} : given),
});
const yardstick = (given: Partial<Yardstick> = {}): Yardstick => ({ goodDirection: lower, breaks: [], ...given });

describe('direction of travel', () => {
  it.each(TABLE)('%s', (_, now, before, given, expected) => {
    const travel = travelOf(point(Q1, now), before === undefined ? undefined : point(Q4, before), yardstick(given));
    const { movement, judgement, why } = travel;
    expect(why ?? `${movement} ${judgement}`).toBe(expected);
    if (why) expect(travel).toEqual({ movement: 'notComparable', judgement: 'notAssessed', why });
  });

  it('is the other way round from the other end', () => {
    const decimals = fc.tuple(fc.integer(), fc.nat(999)).map(([whole, places]) => `${whole}.${places}`);
    fc.assert(
      fc.property(decimals, decimals, (a, b) => {
        const there = travelOf(point(Q1, a), point(Q4, b), yardstick());
        const back = travelOf(point(Q1, b), point(Q4, a), yardstick());
        const other = { up: 'down', down: 'up', noMaterialChange: 'noMaterialChange', notComparable: 'never' } as const;
        expect(back.movement).toBe(other[there.movement]);
      }),
    );
  });

  it('is none across a break, whatever the figures', () => {
    const days = fc
      .integer({ min: 1, max: 180 })
      .map((n) => new Date(Date.UTC(2022, 0, 1 + n)).toISOString().slice(0, 10));
    fc.assert(
      fc.property(days, fc.nat(), fc.nat(), (day, a, b) => {
        const travel = travelOf(point(Q1, String(a)), point(Q4, String(b)), yardstick(at(day)));
        expect(travel.why).toBe('seriesBreak');
      }),
    );
  });
});
