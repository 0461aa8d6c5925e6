import type { MetricAnswer, Observation } from '../../../projections/state/queries/metric/metric.answers.js';
import type { AreaSeries } from '../../../projections/state/queries/metric/metric-page.answers.js';
import { displayPeriod } from '../../../projections/state/queries/period.js';
import type { RevisionTriangle } from '../../../projections/state/queries/revision/revision.answers.js';
import { ENGLISH as words } from '../../../test/web/english.js';
import { areaCharts, areasChart, revisionsChart } from './from-areas.js';
import { metricChart } from './from-metric.js';
import { drawnPoints } from './model.js';

type Metric = Pick<MetricAnswer, 'name' | 'definition' | 'last' | 'targets' | 'breaks'>;
const from = {} as Observation['from'];
const FORCE = [{ code: 'X1', name: 'The force' }];

function figure(period: string, value: unknown, more: Partial<Observation> & { area?: string; part?: string } = {}) {
  const [first, to] = period.split('..');
  const dates = to ? { from: first!, to } : { at: first! };
  const { area = 'X1', part = '-', ...rest } = more;
  return {
    ...{
      id: `${period}/${area}/${part}`,
      period: dates,
      periodDisplay: /^\d/.test(period) ? displayPeriod(dates) : undefined,
      areas: FORCE,
      value,
    },
    ...{ display: value === null ? undefined : String(value), changed: false, withdrawn: false, from, ...rest },
  } as Observation;
}
const MAY = '2022-05-01..2022-06-01';
const JUNE = '2022-06-01..2022-07-01';
const JULY = '2022-07-01..2022-08-01';

const metric = (last: Observation, more: Partial<Metric> = {}): Metric => ({
  ...{ name: 'Answer time', definition: { kind: 'duration', unit: 'seconds' }, last, targets: [], breaks: [], ...more },
});
const drawnOf = (observations: Observation[], more: Partial<Metric> = {}, now?: Observation[]) =>
  metricChart(metric(observations[0]!, more), { observations, words, ...(now ? { now } : {}) });
const drawn = (...parameters: Parameters<typeof drawnOf>) =>
  drawnOf(...parameters).series.map((series) => [series.name, drawnPoints(series).map(({ number }) => number)]);

describe('the chart of a metric', () => {
  it('has the earliest figure first, and is named after the metric and its area', () => {
    const chart = drawnOf([figure(JUNE, '298'), figure(MAY, '310')]);
    expect(chart).toMatchObject({ title: 'Answer time, The force', unit: { form: 'seconds' } });
    expect(drawn([figure(JUNE, '298'), figure(MAY, '310')])).toEqual([['As reported', [310, 298]]]);
  });

  it('has the area and the part that the last figure is for', () => {
    const others = [figure(MAY, '5', { area: 'X2' }), figure(MAY, '7', { part: 'sex=female' })];
    expect(drawn([figure(JUNE, '298'), ...others, figure(MAY, '310')])).toEqual([['As reported', [310, 298]]]);
  });

  it('shows what was first reported beside what is known now, where the two differ', () => {
    const firstReported = { value: '298', reportedOn: '2022-08-04', entryId: 'x', from };
    const changed = figure(JUNE, '305', { changed: true, firstReported });
    const chart = drawnOf([changed, figure(MAY, '310')]);
    expect(drawn([changed, figure(MAY, '310')])).toEqual([
      ['As first reported', [310, 298]],
      ['As known now', [310, 305]],
    ]);
    expect(chart.series[0]!.points[1]!.text).toBe('4m 58s');
  });

  it('shows an older view beside what is known now', () =>
    expect(drawn([figure(MAY, '310')], {}, [figure(JUNE, '305'), figure(MAY, '310')])).toEqual([
      ['As reported', [310]],
      ['As known now', [310, 305]],
    ]));

  it('has gaps for figures that are missing, damaged or withdrawn, and says why', () => {
    const { series } = drawnOf([
      figure(JULY, null, { display: 'Withdrawn', withdrawn: true }),
      figure(JUNE, '1', { qualifier: 'damaged', printed: '1?8' }),
      figure(MAY, null, { reasonIfMissing: 'System change.' }),
    ]);
    expect(series[0]!.points).toMatchObject([
      { notDrawn: 'missing', text: '–', reason: 'System change.' },
      { notDrawn: 'missing', text: '1' },
      { notDrawn: 'missing', text: 'Withdrawn' },
    ]);
  });

  it('keeps to periods of one length, and leaves the others to the table', () => {
    const year = figure('2021-04-01..2022-04-01', '400');
    const { series } = drawnOf([figure(JUNE, '298'), figure(MAY, '310'), year]);
    expect(series[0]!.points.map(({ notDrawn }) => notDrawn)).toEqual(['otherLength', undefined, undefined]);
  });

  it('leaves to the table what has no period, and what is no number', () => {
    const unstated = figure('unstated', '5', {
      period: undefined,
      periodDisplay: undefined,
      periodPrinted: 'recently',
    });
    const { series } = drawnOf([figure(JUNE, { low: '3', high: '5' }, { display: '3 to 5' }), unstated]);
    expect(series[0]!.points).toMatchObject([
      { label: 'recently', notDrawn: 'noPeriod', value: '5' },
      { label: 'June 2022', notDrawn: 'notANumber', text: '3 to 5' },
    ]);
  });

  it('leaves to the table what was counted in another unit', () => {
    const { series } = drawnOf([figure(JUNE, '298'), figure(MAY, '5', { unit: 'minutes' })]);
    expect(series[0]!.points.map(({ notDrawn }) => notDrawn)).toEqual(['otherUnit', undefined]);
  });

  it('draws ranks', () => {
    const chart = drawnOf([figure('2022-06-30', { n: 8, of: 43 }, { display: 'rank 8 of 43' })], {
      definition: { kind: 'rank' },
    });
    expect(chart.unit).toEqual({ form: 'rank' });
    expect(drawnPoints(chart.series[0]!)).toMatchObject([{ number: 8, text: 'rank 8 of 43' }]);
  });

  it('has targets for its area or for none in particular, and breaks in their order', () => {
    const target = (kind: string, value: string, areas?: unknown, unit = 'seconds') => ({
      ...{
        kind,
        unit,
        from,
        points: [{ value, period: { from: '2022-04-01', to: '2022-07-01' }, ...(areas ? { areas } : {}) }],
      },
    });
    const chart = drawnOf([figure(JUNE, '298')], {
      targets: [
        target('target', '240', FORCE),
        target('baseline', '478', undefined, 'minutes'),
        target('trajectory', '5', [{ name: 'Elsewhere' }]),
      ],
      breaks: [
        { at: '2022-06-15', note: null, from },
        { at: '2022-05-15', note: 'New office', from },
      ],
    });
    expect(chart.targets).toEqual([
      {
        name: 'Target',
        points: [
          {
            ...{ span: { from: '2022-04-01', to: '2022-07-01' }, label: '1 April 2022 to 30 June 2022' },
            ...{ value: '240', text: '4m 0s' },
          },
        ],
      },
      expect.objectContaining({ name: 'Baseline', otherUnit: true }),
    ]);
    expect(chart.breaks.map(({ label }) => label)).toEqual(['15 May 2022', '15 June 2022']);
  });
});

describe('the charts of areas', () => {
  const area = (name: string, ...figures: Observation[]) => ({
    ...{ areas: [{ name }], last: figures[0] ?? null, travel: [], trend: false, figures },
  });
  const series: AreaSeries = {
    metric: { id: 'm', name: 'Calls' },
    series: [
      area('The county', figure(JUNE, '9')),
      area('North', figure(JUNE, '4', { area: 'X2' }), figure(MAY, '5', { area: 'X2' })),
      area('South', figure(MAY, '6', { area: 'X3' })),
      area('West'),
    ],
    withoutFigure: [],
  };

  it('have one row for each, and say where it is for another period', () => {
    const chart = areasChart(series, { unit: 'calls' }, words);
    expect(chart.title).toBe('Calls, June 2022');
    expect(drawnPoints(chart.series[0]!).map(({ label, number }) => [label, number])).toEqual([
      ['The county', 9],
      ['North', 4],
      ['South (May 2022)', 6],
    ]);
  });

  it('have one drawing for each', () => {
    const charts = areaCharts(series, { unit: 'calls' }, words);
    expect(charts.map(({ title, series: [one] }) => [title, drawnPoints(one!).map(({ number }) => number)])).toEqual([
      ['The county', [9]],
      ['North', [5, 4]],
      ['South', [6]],
      ['West', []],
    ]);
  });
});

it('the chart of revisions has the periods that were changed', () => {
  const cell = (what: string, value: string | null) => ({
    what,
    value,
    display: value ?? 'Withdrawn',
    reportedOn: '2022-08-04',
    entryId: 'x',
  });
  const row = (id: string, ...cells: ReturnType<typeof cell>[]) => ({
    ...{ id: `${id}/X1/-`, period: { from: '2022-05-01', to: '2022-06-01' }, periodDisplay: id, areas: [], cells },
    ...{ first: cells[0]!.value, latest: cells.at(-1)!.value, revisions: cells.length - 1 },
  });
  const triangle: RevisionTriangle = {
    ...{ metric: { id: 'm', name: 'Calls' }, vintages: [] },
    rows: [
      row('July', cell('first', '4'), cell('repeat', '4')),
      row('June', cell('first', '5'), cell('restated', '6')),
      row('May', cell('first', '7'), cell('withdrawn', null)),
    ],
  };
  const chart = revisionsChart(triangle, { unit: 'calls' }, words);
  expect(
    chart.series.map(({ name, points }) => [name, ...points.map(({ label, text }) => `${label} ${text}`)]),
  ).toEqual([
    ['As first reported', 'June 5', 'May 7'],
    ['Latest', 'June 6', 'May Withdrawn'],
  ]);
});
