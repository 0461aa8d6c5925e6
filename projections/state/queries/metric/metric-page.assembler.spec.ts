import { inHistory, said, uuid } from '../../../../test/support/said.js';
import type { Statement } from '../../statement.js';
import { Facts } from '../facts.js';
import { Names } from '../names.js';
import { AreasByWidth } from '../scorecard/areas-by-width.js';
import { areaLines } from './metric-page.answers.js';
import { areaSeries, metricPage } from './metric-page.assembler.js';

const METRIC = `metric-${uuid(1)}`;
const ON = '2022-12-31';
const COUNTY = { code: 'X1', name: 'The county' };
const NORTH = { code: 'X2', name: 'North' };
const SOUTH = { code: 'X3', name: 'South' };
const list = said(`settings-${uuid(9)}`, 'areas', {
  areas: [
    { ...COUNTY, level: 'county' },
    { ...NORTH, level: 'district', parent: 'X1' },
    { ...SOUTH, level: 'district', parent: 'X1' },
  ],
});

const definition = said(METRIC, 'definition', {
  ...{ name: 'Calls', unit: 'calls', goodDirection: { value: 'lower', basis: 'judgement' } },
});
const month = (n: number) => {
  const first = (m: number) => `2022-${String(m).padStart(2, '0')}-01`;
  return { from: first(n), to: first(n + 1) };
};
const figure = (n: number, value: string, areas: { code: string }[], more: Partial<Statement> = {}) => {
  const effective = month(n);
  const facet = `value/${effective.from}..${effective.to}/${areas.map(({ code }) => code).join('+') || '-'}/-`;
  return said(METRIC, facet, { value, areas, qualifier: 'exact' }, { effective, ...more });
};
const part = (n: number) => {
  const { facet, ...rest } = figure(n, '1', [COUNTY]);
  return { ...rest, facet: facet.replace(/-$/, 'sex=male') };
};

const seriesOf = (...statements: Statement[]) => {
  const metric = new Facts([definition, ...statements]).object('metric', uuid(1));
  return areaSeries(metric, { name: { id: uuid(1) }, areas: new AreasByWidth(list), on: ON })!;
};

describe('a metric by area', () => {
  it('has the wide areas first, each from its latest period on, and says which way it goes', () => {
    const { series } = seriesOf(figure(1, '5', [NORTH]), figure(2, '9', [COUNTY]), figure(2, '4', [NORTH]), part(3));
    expect(series.map(({ areas, figures }) => [areas[0]!.name, figures.map(({ value }) => value)])).toEqual([
      ['The county', ['9']],
      ['North', ['4', '5']],
    ]);
    expect(series[1]).toMatchObject({
      last: { value: '4' },
      travel: [{ comparator: 'previousPeriod', movement: 'down', judgement: 'improving' }],
    });
  });

  it('is a table of areas, those without a figure last', () => {
    const lines = areaLines(seriesOf(figure(1, '5', [NORTH]), figure(2, '4', [NORTH])));
    expect(lines).toMatchObject([
      { codes: ['X2'], names: ['North'], last: { value: '4' }, figures: 2 },
      { codes: ['X3'], names: ['South'], last: null, travel: [], trend: false, figures: 0 },
    ]);
    expect(lines).toHaveLength(2);
  });

  it('names the areas of a level that have no figure', () => {
    expect(seriesOf(figure(1, '5', [NORTH])).withoutFigure).toEqual([SOUTH]);
    expect(seriesOf(figure(1, '5', [COUNTY])).withoutFigure).toEqual([]);
    expect(seriesOf(figure(1, '5', [NORTH, SOUTH])).withoutFigure).toEqual([]);
  });

  it('shows what was taken back, but not as the last figure', () => {
    const withdrawn = figure(2, '4', [NORTH], { withdrawn: true, originalType: 'Withdrawn' });
    const [north] = seriesOf(figure(1, '5', [NORTH]), withdrawn).series;
    expect(north).toMatchObject({ last: { value: '5' }, figures: [{ withdrawn: true }, { withdrawn: false }] });
  });

  const months = (...numbers: number[]) => numbers.map((n) => figure(n, String(n), [NORTH]));
  const breakAt = (at: string) => said(METRIC, 'break/1', { at }, { type: 'SeriesBreakMarked' });
  it.each<[string, Statement[], boolean]>([
    ['five months', months(1, 2, 3, 4, 5), true],
    ['four months', months(1, 2, 3, 4), false],
    ['five months with gaps', months(1, 3, 4, 6, 9), true],
    ['five months with a break before the last four', [...months(1, 2, 3, 4, 5), breakAt('2022-02-01')], false],
    ['five months after a break', [...months(1, 2, 3, 4, 5, 6), breakAt('2022-02-01')], true],
    [
      'five periods that overlap',
      [
        ...months(1, 2, 3, 4),
        said(
          METRIC,
          'value/2022-02-01..2022-05-01/X2/-',
          { value: '9', areas: [NORTH] },
          {
            effective: { from: '2022-02-01', to: '2022-05-01' },
          },
        ),
      ],
      false,
    ],
    [
      'five figures, one of them about',
      [...months(1, 2, 3, 4), figure(5, '9', [NORTH], {})].map((one, n) =>
        n === 2 ? { ...one, data: { ...one.data, qualifier: 'about' } } : one,
      ),
      false,
    ],
  ])('speaks of a trend of %s: %#', (_, statements, trend) => {
    expect(seriesOf(...statements).series[0]!.trend).toBe(trend);
  });
});

describe('the page of a metric', () => {
  it('has what is kept of it beside its figures', () => {
    const april = figure(1, '5', [NORTH]);
    const statements = [
      definition,
      april,
      figure(2, '4', [NORTH]),
      said(METRIC, 'materiality', { type: 'absolute', amount: '1' }),
      said(METRIC, 'schedule', { frequency: 'monthly', nextDue: '2023-01-10' }),
      said(METRIC, 'check/1', { entries: [april.id, uuid(7)], calculation: '5 - 4 = 1', result: 'agrees' }),
      said(METRIC, 'end', { reason: { $c: 'x' }, replacedBy: uuid(8) }),
      said(METRIC, 'break/1', { at: '2020-01-01', note: 'New office' }, { type: 'SeriesBreakMarked' }),
      said(METRIC, 'break/2', { reason: 'No break' }, { type: 'SeriesBreakWithdrawn' }),
    ];
    const other = said(`metric-${uuid(8)}`, 'definition', { name: 'Calls and texts' });
    const metric = new Facts(statements).object('metric', uuid(1));
    const history = statements.map(inHistory);
    expect(metricPage(metric, history, { names: new Names(new Facts([other])), on: ON })).toMatchObject({
      ...{ name: 'Calls', last: { value: '4' }, breaks: [{ at: '2020-01-01' }] },
      travel: [{ comparator: 'previousPeriod', movement: 'noMaterialChange', judgement: 'stable' }],
      materiality: { type: 'absolute', amount: '1' },
      release: { frequency: 'monthly', nextDue: '2023-01-10' },
      checks: [
        {
          entries: [{ id: april.id, name: '5 calls, January 2022' }, { id: uuid(7) }],
          calculation: '5 - 4 = 1',
          result: 'agrees',
        },
      ],
      retired: { reason: null, replacedBy: { name: 'Calls and texts' } },
    });
  });

  it('has every definition that the metric has had, the newest first', () => {
    const second = said(METRIC, 'definition/2', { name: 'Calls', unit: 'calls', definitionVersion: 2 });
    const first = said(METRIC, 'definition/1', { name: 'Calls', unit: 'calls a day', definitionVersion: 1 });
    const metric = new Facts([definition, first, second]).object('metric', uuid(1));
    expect(metricPage(metric, [], { names: new Names(new Facts([])), on: ON })!.versions).toMatchObject([
      { version: 2, definition: { unit: 'calls' }, from: { entryId: second.id } },
      { version: 1, definition: { unit: 'calls a day' } },
    ]);
  });

  it('has the last value for the widest area, whichever of them was changed since', () => {
    const facts = new Facts([definition, figure(2, '4', [NORTH]), figure(2, '9', [COUNTY]), part(2)]);
    const about = { names: new Names(facts), areas: new AreasByWidth(list), on: ON };
    expect(metricPage(facts.object('metric', uuid(1)), [], about)!.last).toMatchObject({ value: '9', areas: [COUNTY] });
  });

  it('is none of a metric that the view does not define', () => {
    expect(metricPage(undefined, [], { names: new Names(new Facts([])), on: ON })).toBeUndefined();
  });
});
