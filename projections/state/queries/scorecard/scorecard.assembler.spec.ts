import { said, uuid } from '../../../../test/support/said.js';
import type { Statement } from '../../statement.js';
import { Facts } from '../facts.js';
import { metricList } from '../metric/metric.assembler.js';
import { Names } from '../names.js';
import { AreasByWidth } from './areas-by-width.js';
import { linesOf, scorecard } from './scorecard.assembler.js';

const PLAN = uuid(1);
const METRIC = `metric-${uuid(10)}`;
const QUARTER = { from: '2022-04-01', to: '2022-07-01' };
const PERIOD = '2022-04-01..2022-07-01';
const LAND = { code: 'X0', name: 'The land' };
const COUNTY = { code: 'X1', name: 'The county', parent: 'X0' };
const FORCE = { code: 'X2', name: 'The force area', parent: 'X0' };
const TOWN = { code: 'X3', name: 'The town', parent: 'X1' };

const plan = (...more: Statement[]) => [
  said(`plan-${PLAN}`, 'identity', {}),
  said(`plan-${PLAN}`, 'description', { title: 'The plan' }),
  said(`plan-${PLAN}`, `node/${uuid(2)}`, { printedNumber: { value: '2' } }),
  said(`plan-${PLAN}`, `node/${uuid(3)}`, { printedNumber: { value: '1' } }),
  ...more,
];
const indicator = (n: number, more: object = {}) =>
  said(
    `plan-${PLAN}`,
    `indicator/${uuid(n)}`,
    { priorityId: uuid(2), label: `Indicator ${n}`, standing: 'agreed', order: n, ...more },
    { type: 'ScorecardIndicatorSet' },
  );
const linked = (n: number, ...metrics: number[]) =>
  said(`plan-${PLAN}`, `indicator/${uuid(n)}/metrics`, { metricIds: metrics.map(uuid), basis: 'printed' });
const define = (more: object = {}) => said(METRIC, 'definition', { name: 'Calls', unit: 'calls', ...more });
const figure = (value: string | null, areas: object[], more: object = {}) =>
  said(
    METRIC,
    `value/${PERIOD}/${areas.map((area) => (area as { name: string }).name).join('+')}/${parts(more)}`,
    {
      ...{ value, areas: areas as never, qualifier: 'exact' },
      ...more,
    },
    { effective: QUARTER },
  );
const parts = (more: { breakdown?: object }) => (more.breakdown ? 'part' : '-');

const settings = said(`settings-${uuid(90)}`, 'areas', { areas: [LAND, COUNTY, FORCE, TOWN] });

function from(statements: Statement[], { newest = PERIOD, on = '2022-08-04' } = {}) {
  const facts = new Facts(statements);
  const areas = new AreasByWidth(settings);
  return { facts, names: new Names(facts), newest: new Map(newest ? [[METRIC, newest]] : []), areas, on };
}
const lines = (statements: Statement[], more = {}) => {
  const given = from(statements, more);
  return linesOf(given.facts.object('plan', PLAN)!, given);
};
const onScorecard = (...more: Statement[]) => [...plan(indicator(5), linked(5, 10)), define(), ...more];

describe('the figure of a line', () => {
  it('is for the widest area, and not broken down', () => {
    const breakdown = [{ name: 'sex', value: 'female' }];
    const all = [
      figure('1', [COUNTY], { breakdown }),
      figure('2', [TOWN]),
      figure('3', [FORCE]),
      figure('4', [COUNTY]),
      figure('5', [{ name: 'A hill' }]),
    ];
    expect(lines(onScorecard(...all))).toMatchObject([{ value: { value: '4' }, display: '4 calls', otherFigures: 4 }]);
    expect(lines(onScorecard(...all, figure('6', [LAND])))[0]!.value!.value).toBe('6');
    expect(lines(onScorecard(...all, figure('7', [])))[0]!.value!.value).toBe('7');
    expect(lines(onScorecard(all[0]!))).toMatchObject([{ value: { value: '1' }, display: '1 calls (female)' }]);
  });

  it.each([
    [{ qualifier: 'over' }, 'over 200 calls'],
    [{ qualifier: 'upTo' }, 'up to 200 calls'],
    [{ qualifier: 'provisional' }, '200 calls (provisional)'],
    [{ qualifier: 'estimated', breakdown: [{ name: 'sex', value: 'female' }] }, '200 calls (female, estimated)'],
    [{ value: null, qualifier: 'notAvailable', printed: 'thousands' }, 'thousands'],
    [{ value: null, qualifier: 'notAvailable' }, 'Not stated in the source'],
  ])('is shown as exact as it is: %j', (more, display) =>
    expect(lines(onScorecard(figure('200', [COUNTY], more)))[0]!.display).toBe(display));

  it('is that of two towns together before that of one', () =>
    expect(lines(onScorecard(figure('1', [TOWN]), figure('2', [TOWN, { name: 'A hill' }])))[0]!.value!.value).toBe(
      '2',
    ));

  it('is what was reported last where no period is ever stated, and goes nowhere', () => {
    const unstated = (n: number, value: string, reportedOn: string) =>
      said(METRIC, `value/unstated.${uuid(n)}.abc/X1/-`, { value, areas: [COUNTY] as never }, { reportedOn });
    const all = [unstated(1, '8', '2022-06-07'), unstated(2, '9', '2022-08-04'), unstated(3, '7', '2018-03-31')];
    expect(lines(onScorecard(...all), { newest: '' })).toMatchObject([{ value: { value: '9' }, travel: [] }]);
  });

  it('is of no period that a paper calls otherwise, however near they stand', () => {
    const printed = (words: string, value: string, areas: object[]) =>
      said(METRIC, `value/unstated.${uuid(1)}.${words}/${areas.length}/-`, { value, areas: areas as never });
    const all = [printed('latest', '8', [COUNTY]), printed('of-2020', '7', [COUNTY]), printed('latest', '1', [])];
    const [line] = lines(onScorecard(...all.slice(0, 2)), { newest: '' });
    expect(line).toMatchObject({ value: { value: '8' }, otherFigures: 0 });
    expect(lines(onScorecard(...all), { newest: '' })[0]).toMatchObject({ value: { value: '1' }, otherFigures: 1 });
  });

  it('is the same, and as many stand beside it, wherever the metric is shown', () => {
    const unstated = (words: string, value: string, reportedOn: string) =>
      said(METRIC, `value/unstated.${uuid(1)}.${words}/X1/-`, { value, areas: [COUNTY] as never }, { reportedOn });
    const all = [unstated('of-2018', '7', '2018-03-31'), unstated('latest', '8', '2022-06-07')];
    const [line] = lines(onScorecard(...all), { newest: '' });
    const [summary] = metricList(new Facts([define(), ...all]), '2022-08-04', new AreasByWidth(settings));
    expect([summary!.last, summary!.otherFigures]).toEqual([line!.value, line!.otherFigures]);
    expect(line).toMatchObject({ value: { value: '8' }, otherFigures: 0 });
  });

  it('is not stated where there is none, though a paper may say which way it goes', () => {
    const direction = (words: string, reportedOn: string) =>
      said(METRIC, `direction/unstated.${uuid(1)}.${words}/X1/last`, { words, comparator: 'last' }, { reportedOn });
    const all = [direction('Fewer', '2018-03-31'), direction('More', '2022-06-07')];
    expect(lines(onScorecard(...all), { newest: '' })).toMatchObject([
      {
        ...{ value: null, display: 'Not stated in the source', otherFigures: 0 },
        travel: [{ comparator: 'last', words: 'More', judgement: 'notAssessed', basis: 'statedByThePaper' }],
      },
    ]);
  });
});

describe('the way that a figure goes', () => {
  const before = (value: string, period: string, effective: { from: string; to: string }) =>
    said(
      METRIC,
      `value/${period}/${COUNTY.name}/-`,
      { value, areas: [COUNTY] as never, qualifier: 'exact' },
      { effective },
    );
  const winter = (value: string) => before(value, '2022-01-01..2022-04-01', { from: '2022-01-01', to: '2022-04-01' });
  const good = { goodDirection: { value: 'higher', basis: 'judgement' } };
  const travel = (...statements: Statement[]) =>
    lines([...plan(indicator(5), linked(5, 10)), define(good), ...statements])[0]!.travel;

  it('is compared with what is there', () =>
    expect(travel(figure('104', [COUNTY]), winter('100'))).toMatchObject([
      { comparator: 'previousPeriod', movement: 'up', judgement: 'improving', of: { value: '100' }, basis: 'computed' },
    ]));

  it('is not compared across a break, but for one that was taken back', () => {
    const breakAt = (type: string) => said(METRIC, 'break/1', { at: '2022-04-01' }, { type });
    expect(travel(figure('104', [COUNTY]), winter('100'), breakAt('SeriesBreakMarked'))).toMatchObject([
      { movement: 'notComparable', judgement: 'notAssessed', why: 'seriesBreak' },
    ]);
    expect(travel(figure('104', [COUNTY]), winter('100'), breakAt('SeriesBreakWithdrawn'))[0]!.movement).toBe('up');
  });

  it('says so where the figure to compare with is promised and not there', () => {
    const promised = define({ ...good, comparators: ['samePeriodLastYear', 'nationalAverage'] });
    const [line] = lines([...plan(indicator(5), linked(5, 10)), promised, figure('104', [COUNTY])]);
    expect(line!.travel).toHaveLength(1);
    expect(line!.travel[0]).toMatchObject({
      comparator: 'samePeriodLastYear',
      movement: 'notComparable',
      why: 'noFigure',
    });
    expect(line!.travel[0]!.label).toBe('Not comparable with the same period last year: there is no figure');
  });

  it('is compared with the baseline of its area', () => {
    const point = (value: string, areas?: object[]) => ({
      period: { at: '2019-03-31' },
      value,
      ...(areas ? { areas } : {}),
    });
    const baseline = said(METRIC, 'baseline', { unit: 'calls', points: [point('90', [TOWN]), point('110')] as never });
    expect(travel(figure('104', [COUNTY]), baseline)).toMatchObject([
      { comparator: 'baseline', movement: 'down', judgement: 'worsening', ofValue: '110 calls' },
    ]);
    expect(travel(figure('104', [TOWN]), baseline)).toMatchObject([{ movement: 'up', ofValue: '90 calls' }]);
  });

  it.each([
    [
      { type: 'previousPeriod', change: '-4' },
      { movement: 'down', judgement: 'worsening' },
    ],
    [
      { type: 'lastYear', changePercent: '22', printed: 'up 22%' },
      { movement: 'up', words: 'up 22%' },
    ],
    [
      { type: 'previousPeriod', change: '0' },
      { movement: 'noMaterialChange', judgement: 'stable' },
    ],
    [
      { type: 'samePeriodLastYear', value: '69' },
      { movement: 'up', ofValue: '69 calls' },
    ],
    [{ type: 'earlier', value: '200', period: { from: '2021-07-01', to: '2021-08-01' } }, { movement: 'down' }],
    [
      { type: 'earlier', value: '200', period: QUARTER },
      { movement: 'notComparable', why: 'periodsOverlap' },
    ],
  ])('is what the paper says beside the figure: %j', (stated, expected) =>
    expect(travel(figure('104', [COUNTY], { statedComparators: [stated] }))).toMatchObject([
      { comparator: stated.type, basis: 'statedByThePaper', ...expected },
    ]));

  it.each([
    { type: 'nationalAverage', value: '3.6' },
    { type: 'previous12Months' },
    { type: 'baseline', note: 'Before' },
  ])('is not read out of what compares places, or says nothing: %j', (stated) =>
    expect(travel(figure('104', [COUNTY], { statedComparators: [stated] }))).toEqual([]));

  it('is what the paper says in words for the same period and area', () => {
    const direction = (area: string, movement: string) =>
      said(METRIC, `direction/${PERIOD}/${area}/last`, { words: 'So so', comparator: 'last', movement });
    const found = travel(figure('104', [COUNTY]), direction(COUNTY.name, 'noChange'), direction('X3', 'up'));
    expect(found).toEqual([
      {
        ...{ comparator: 'last', movement: 'noMaterialChange', judgement: 'notAssessed', words: 'So so' },
        ...{ basis: 'statedByThePaper', label: 'No material change, compared with last, as the paper says' },
      },
    ]);
  });
});

describe('a scorecard', () => {
  const all = () =>
    plan(
      indicator(5, { order: 2 }),
      indicator(6, { order: 1, standing: 'proposed' }),
      indicator(7, { priorityId: uuid(3) }),
      said(`plan-${PLAN}`, `indicator/${uuid(8)}`, { reason: 'Gone' }, { type: 'ScorecardIndicatorRemoved' }),
      linked(5, 10, 11),
      linked(7),
    );
  const of = (statements: Statement[], standing?: string) => {
    const given = from(statements);
    return scorecard(given.facts.object('plan', PLAN), given, { standing, measuresSince: [], addedByEditors: [] });
  };
  const ids = (answer: ReturnType<typeof of>) => answer!.priorities.map(({ lines: some }) => some.map(({ id }) => id));

  it('has its indicators by priority and order, one line for each metric, and none that was removed', () => {
    expect(ids(of([...all(), define()]))).toEqual([
      [uuid(7)],
      [uuid(6), `${uuid(5)}:${uuid(10)}`, `${uuid(5)}:${uuid(11)}`],
    ]);
    const order = said(`plan-${PLAN}`, `order/${PLAN}`, { order: [uuid(2), uuid(3)] });
    expect(ids(of([...all(), order]))[1]).toEqual([uuid(7)]);
  });

  it('says which indicators have no figure, and how many metrics are on none', () => {
    const others = [said(`metric-${uuid(20)}`, 'definition', {}), said(`metric-${uuid(21)}`, 'definition', {})];
    const retired = said(`metric-${uuid(21)}`, 'end', {});
    const answer = of([...all(), define(), figure('4', [COUNTY]), ...others, retired])!;
    expect(answer.withoutFigure.map(({ name }) => name)).toEqual(['Indicator 7', 'Indicator 6']);
    expect(answer.offScorecard).toBe(1);
    expect(of([...all(), define(), figure(null, [COUNTY])])!.withoutFigure).toHaveLength(3);
  });

  it('may be asked for what is agreed alone, or proposed', () => {
    expect(ids(of(all(), 'proposed'))).toEqual([[uuid(6)]]);
    expect(ids(of(all(), 'agreed')).flat()).not.toContain(uuid(6));
  });

  it('is none of a plan that the view does not hold', () => expect(of([])).toBeUndefined());

  it.each([
    ['2022-08-03', '2022-06-07', true],
    ['2022-08-04', '2022-06-07', false],
    ['2022-08-03', '2022-08-03', false],
  ])('says that a release is overdue: due on %s, last reported on %s', (nextDue, reportedOn, overdue) => {
    const schedule = said(METRIC, 'schedule', { nextDue });
    const [line] = lines(onScorecard(schedule, { ...figure('4', [COUNTY]), reportedOn }));
    expect(line).toMatchObject({ nextDue, overdueRelease: overdue });
  });
});
