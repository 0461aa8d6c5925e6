import type { MetricSummary, Observation } from '../../../projections/state/queries/metric/metric.answers.js';
import type {
  AreaSeries,
  MetricPage as MetricDetail,
} from '../../../projections/state/queries/metric/metric-page.answers.js';
import { displayPeriod } from '../../../projections/state/queries/period.js';
import type { RevisionTriangle } from '../../../projections/state/queries/revision/revision.answers.js';
import type { ScorecardLine } from '../../../projections/state/queries/scorecard/scorecard.answers.js';
import type { Travel } from '../../../projections/state/queries/travel/travel.answers.js';
import { ENGLISH as words } from '../../../test/web/english.js';
import { asFirstReported, figureOfPart, figureText } from './figure.js';
import { findingOf } from './finding.js';
import { metricPage } from './metric.view.js';
import { metricAreasPage } from './metric-areas.view.js';
import { metricListPage } from './metric-list.view.js';
import { metricRevisionsPage } from './metric-revisions.view.js';
import { travelLine } from './travel-line.js';

const source = (doc: string) => ({ doc, document: { title: `Paper ${doc}`, externalIds: [`S-${doc}`], sha256: '' } });
const from = { reportedOn: '2022-08-04', source: source('1') } as unknown as Observation['from'];

function figure(month: string, value: string, { area = 'X1', ...more }: Partial<Observation> & { area?: string } = {}) {
  const period = { from: `2022-0${month}-01`, to: `2022-0${Number(month) + 1}-01` };
  return {
    ...{ id: `${period.from}..${period.to}/${area}/-`, period, periodDisplay: displayPeriod(period), value, from },
    ...{ areas: [{ code: area, name: `Area ${area}` }], display: `${value} calls`, changed: false, withdrawn: false },
    ...more,
  } as Observation;
}

const definition = { kind: 'count', unit: 'calls', use: 'volume' };
const [june, may, elsewhere] = [figure('6', '298'), figure('5', '310'), figure('6', '7', { area: 'X2' })];
const metric = {
  ...{ id: 'm1', name: 'Calls', definition, last: june, observationCount: 3, otherFigures: 1, from, travel: [] },
  ...{ targets: [], directions: [], breaks: [], checks: [], arithmetic: [], versions: [] },
} as unknown as MetricDetail;
const parts = { metric, observations: [june, elsewhere, may], restatements: [], conflicts: [], lines: [] };

describe('the page of a metric', () => {
  const page = metricPage(parts, { words });

  it('has the figures of its chart in a table, each with where it comes from', () => {
    expect(page.rows.map(({ label, cells, figure }) => [label, cells[0]?.text, figure?.id])).toEqual([
      ['June 2022', '298 calls', june.id],
      ['May 2022', '310 calls', may.id],
    ]);
    expect(page.chart!.table.rows).toHaveLength(page.rows.length);
  });

  it('has every other figure below it, and leads to the areas', () => {
    expect(page.others.items).toEqual([elsewhere]);
    expect(page.hasAreas).toBe(true);
    expect(metricPage({ ...parts, observations: [june, may] }, { words })).toMatchObject({
      ...{ hasAreas: false, others: { total: 0 } },
    });
    const part = { ...elsewhere, id: elsewhere.id.replace(/-$/, 'sex=female') };
    expect(metricPage({ ...parts, observations: [june, part] }, { words }).hasAreas).toBe(false);
  });

  it('counts the sums that agree, and shows those that do not', () => {
    const arithmetic = ['agrees', 'doesNotAgree', 'agrees'].map((result) => ({ rule: 'parts', result }));
    const shown = metricPage({ ...parts, metric: { ...metric, arithmetic } as MetricDetail }, { words });
    expect([shown.agreeing, shown.disagreeing]).toEqual([2, [arithmetic[1]]]);
  });

  it('names each paper once, and the indicators that it stands for', () => {
    expect(page.sources).toEqual([{ id: '1', name: 'Paper 1', externalIds: ['S-1'] }]);
    const line = { indicator: { id: 'i', name: 'Contact' }, plan: { id: 'p', name: 'A plan' } };
    const lines = [
      { ...line, metric: { id: 'm1' } },
      { ...line, metric: { id: 'm2' } },
    ] as ScorecardLine[];
    expect(metricPage({ ...parts, lines }, { words }).indicators).toEqual([
      { indicator: 'Contact', plan: 'A plan', path: '/scorecards/p' },
    ]);
  });

  it('compares an older view with what is known now where the two differ, and only there', () => {
    const columns = (now: Observation[]) =>
      metricPage({ ...parts, observations: [june, may], now }, { words }).chart!.table.columns;
    expect(columns([may, june])).toEqual(['Period', 'As reported']);
    expect(columns([figure('6', '305'), may])).toEqual(['Period', 'As reported', 'As known now']);
  });

  it('shows figures as first reported where that is asked', () => {
    const firstReported = { value: '298', reportedOn: '2022-08-04', entryId: 'e', from };
    const changed = figure('6', '305', { changed: true, qualifier: 'about', firstReported });
    const restated = { ...parts, metric: { ...metric, last: changed }, observations: [changed, may] };
    const first = metricPage(restated, { reported: 'first', words });
    expect(first).toMatchObject({ isFirst: true, finding: { figure: { display: '298 calls' } } });
    expect(first.rows.map(({ cells }) => cells.map((cell) => cell?.text))).toEqual([['298 calls'], ['310 calls']]);
    expect(first.chart!.table.columns).toEqual(['Period', 'As first reported']);
    expect(metricPage(restated, { words }).rows[0]!.cells.map((cell) => cell?.text)).toEqual([
      '298 calls',
      '305 calls',
    ]);
  });

  it('says that there is nothing, where there is', () => {
    const empty = metricPage({ ...parts, metric: { ...metric, last: null }, observations: [] }, { words });
    expect(empty).toMatchObject({ rows: [], finding: { figure: null }, sources: [{ id: '1' }] });
    expect(empty).not.toHaveProperty('chart');
  });
});

describe('what is said of a metric first', () => {
  const compared = (movement: string) => ({ movement, judgement: 'stable' }) as Travel;

  it('is its last figure, and the first comparison that comes out', () =>
    expect(findingOf(june, [compared('notComparable'), compared('up'), compared('down')])).toEqual({
      ...{ figure: june, period: 'stated', travel: compared('up') },
    }));

  it.each([
    ['last 12 months', 'printed'],
    ['Not stated; the date of the report is taken', 'notStated'],
    ['Period not stated', 'notStated'],
    [undefined, 'notStated'],
  ])('has a period as far as the paper has one: %s', (periodPrinted, period) =>
    expect(findingOf({ ...june, periodDisplay: undefined, periodPrinted }, []).period).toBe(period));
});

describe('a figure', () => {
  it.each([
    [{ display: '95%', qualifier: 'over' }, 'over 95%'],
    [{ display: '95%', qualifier: 'provisional' }, '95% (provisional)'],
    [{ display: '95%', qualifier: 'exact' }, '95%'],
    [{ printed: '1?8', qualifier: 'damaged' }, 'printed as “1?8” (damaged in the paper)'],
    [{}, 'No figure is stated'],
  ])('is said as exactly as it is: %j', (one, text) => expect(figureText(one, words)).toBe(text));

  it.each([
    [{ display: '93%', breakdown: [{ name: 'offence', value: 'burglary' }] }, '93% (burglary)'],
    [{ display: '90%', qualifier: 'over', breakdown: [{ name: 'sex', value: 'female' }] }, 'over 90% (female)'],
    [{ display: '3', qualifier: 'provisional', breakdown: [{ name: 'a', value: 'b' }] }, '3 (b, provisional)'],
    [{ display: '4', breakdown: [] }, '4'],
    [{ breakdown: [{ name: 'a', value: 'b' }] }, 'No figure is stated'],
  ])('that stands for its metric is said with its part: %j', (one, text) =>
    expect(figureOfPart(one, words)).toBe(text));

  it('stays as it is where nobody changed it', () => expect(asFirstReported(june, 'calls')).toBe(june));
});

describe('which way a figure goes', () => {
  const line = (travel: Partial<Travel>) => travelLine({ judgement: 'notAssessed', ...travel } as Travel, words);

  it('is said with what it went from', () => {
    const computed = { comparator: 'previousPeriod', movement: 'up', judgement: 'worsening', basis: 'computed' };
    expect(line({ ...computed, of: may })).toEqual({
      ...{ text: 'Up from 310 calls, May 2022', isSaid: false },
      movement: { name: 'up', shape: expect.objectContaining({ outline: 'arrow' }) },
      judgement: { text: 'Worsening', shape: expect.objectContaining({ outline: 'triangle' }) },
    });
  });

  it.each<[Partial<Travel>, string]>([
    [{ movement: 'down', comparator: 'previousPeriod', ofValue: '2.5%' }, 'Down from 2.5%, the period before'],
    [{ movement: 'up', comparator: 'previous quarter' }, 'Up, compared with previous quarter'],
    [{ movement: 'up', comparator: 'not stated', words: 'Up everywhere.' }, 'Up'],
    [{ comparator: 'previous quarter', words: 'Slower.' }, 'Slower.'],
    [
      { movement: 'notComparable', comparator: 'samePeriodLastYear', why: 'noFigure' },
      'Not comparable with the same period a year before. No figure for it is held.',
    ],
  ])('is said as far as it is known: %#', (travel, text) => expect(line(travel).text).toBe(text));

  it('says the words of the paper once', () => {
    expect(line({ comparator: 'x', words: 'Slower.', basis: 'statedByThePaper' })).toEqual({
      ...{ text: 'Slower.', isSaid: true },
    });
    expect(line({ movement: 'up', comparator: 'not stated', words: 'Up everywhere.' }).words).toBe('Up everywhere.');
  });
});

describe('the list of metrics', () => {
  const summary = (id: string, use: string, last: Observation | null) =>
    ({ id, name: id, definition: { use }, last, observationCount: last ? 1 : 0 }) as unknown as MetricSummary;
  const all = [summary('a', 'volume', june), summary('b', 'capacity', null), summary('c', 'volume', null)];

  it('says how many have no figure, and offers the uses that there are', () =>
    expect(metricListPage({ all, found: all.slice(1) }, { use: 'volume' })).toMatchObject({
      ...{ uses: ['capacity', 'volume'], withoutFigure: 2, isNarrowed: true, list: { total: 2 } },
    }));
});

describe('the pages of a metric by area and by day of report', () => {
  it('have a chart, a table and each area by itself', () => {
    const answer: AreaSeries = {
      metric: { id: 'm1', name: 'Calls' },
      series: [
        { areas: [{ code: 'X1', name: 'One' }], last: june, travel: [], trend: false, figures: [june, may] },
        { areas: [{ code: 'X2', name: 'Two' }], last: elsewhere, travel: [], trend: false, figures: [elsewhere] },
      ],
      withoutFigure: [{ name: 'Three' }],
    };
    const page = metricAreasPage(answer, { definition, words });
    expect(page).toMatchObject({ path: '/metrics/m1/areas', metric: { name: 'Calls', path: '/metrics/m1' } });
    expect(page.chart.table.rows.map(({ label }) => label)).toEqual(['One', 'Two']);
    expect(page.small.map(({ title }) => title)).toEqual(['One', 'Two']);
    const still = { ...answer, series: answer.series.slice(1) };
    expect(metricAreasPage(still, { definition, words }).small).toEqual([]);
  });

  it('have a column for each day of report, with what stood at its end', () => {
    const cell = (reportedOn: string, value: string, what: string) => ({
      ...{ reportedOn, value, what, entryId: value, unit: 'calls', ...(what === 'restated' ? { change: '2' } : {}) },
    });
    const row = (id: string, revisions: number, ...cells: ReturnType<typeof cell>[]) => ({
      ...{
        id,
        areas: [{ name: 'One' }],
        cells,
        first: cells[0]!.value,
        latest: cells.at(-1)!.value,
        revisions,
        ...(revisions ? { meanRevision: '-1.50' } : {}),
      },
    });
    const answer: RevisionTriangle = {
      metric: { id: 'm1', name: 'Calls' },
      vintages: ['2022-06-07', '2022-08-04'],
      rows: [
        row('2022-06', 0, cell('2022-08-04', '3', 'first')),
        row(
          '2022-05',
          2,
          cell('2022-06-07', '1', 'first'),
          cell('2022-08-04', '2', 'revised'),
          cell('2022-08-04', '4', 'restated'),
        ),
      ],
    };
    const page = metricRevisionsPage(answer, { definition, words });
    expect(page).toMatchObject({ days: answer.vintages, changed: 1, areas: [{ name: 'One' }] });
    expect(page.list.items.map(({ byDay }) => byDay.map((one) => one?.value))).toEqual([
      [undefined, '3'],
      ['1', '4'],
    ]);
    expect(page.list.items[1]).toMatchObject({ lastCell: { value: '4' }, meanChange: '−1.50 calls' });
    expect(page.list.items[1]!.byDay[1]).toMatchObject({ by: '+2 calls' });
  });
});
