import type { Scorecard, ScorecardLine } from '../../../projections/state/queries/scorecard/scorecard.answers.js';
import { ENGLISH as words } from '../../../test/web/english.js';
import { scorecardExtract, scorecardPage } from './scorecard.view.js';

const month = (number: number, value: string) => {
  const period = { from: `2022-0${number}-01`, to: `2022-0${number + 1}-01` };
  return { id: `${period.from}..${period.to}/X1/-`, period, value, display: value, areas: [{ name: 'One' }] };
};

const target = {
  ...{ kind: 'target', unit: 'calls' },
  points: [{ value: '110', period: { from: '2022-04-01', to: '2022-07-01' } }],
};

function line(id: string, more: object = {}): ScorecardLine {
  return {
    ...{ id, indicator: { id, name: `Indicator ${id}` }, standing: 'proposed', value: null, travel: [] },
    ...{ display: 'Not stated in the source', otherFigures: 0, overdueRelease: false, ...more },
  } as unknown as ScorecardLine;
}

const measured = line('a', { metric: { id: 'm1', name: 'Calls' }, value: month(2, '7'), standing: 'agreed', target });
const scorecard = {
  plan: { id: 'plan', name: 'A plan' },
  priorities: [
    { priority: { id: 'p1', name: 'Safety' }, lines: [measured, line('b'), line('c', { metric: { id: 'm2' } })] },
  ],
  withoutFigure: [{ id: 'b' }, { id: 'c' }],
  ...{ offScorecard: 3, measuresSince: [], addedByEditors: [] },
} as unknown as Scorecard;

const definition = { kind: 'count', unit: 'calls' };
const page = (...values: [number, string][]) => {
  const figures = values.map(([number, value]) => month(number, value)) as never[];
  const latest = new Map([['m1', { definition, figures, breaks: [] }]]);
  return scorecardPage(scorecard, { externalIds: ['PLAN'], latest, words });
};

describe('the page of a scorecard', () => {
  it('counts its indicators, and those that have a figure', () =>
    expect(page()).toMatchObject({
      ...{ path: '/scorecards/PLAN', plan: { title: 'A plan', path: '/plans/PLAN' } },
      ...{ indicators: 3, withFigure: 1, proposed: 2, hasTargets: true, offScorecard: 3 },
    }));

  it('has a row for each metric, and the indicators that nobody measures apart', () =>
    expect(page().parts).toMatchObject([
      {
        ...{ title: 'Safety', withoutMetric: ['Indicator b'] },
        rows: [{ path: '/metrics/m1', targets: ['110 calls, 1 April 2022 to 30 June 2022'] }, { targets: [] }],
      },
    ]));

  it('keeps apart what editors said later, and what they took away', () => {
    const added = (id: string) => ({
      ...{ kind: 'IndicatorMetricsLinked', on: '2026-01-01', says: { indicatorId: id } },
      pointsAt: [
        { id: 'plan', name: 'A plan' },
        { id, name: `Indicator ${id}` },
      ],
    });
    const since = (id: string, reportedOn: string, value: object | null = {}) => ({
      ...{ by: 'indicator', through: { id }, metric: { id: 'm3' }, value, from: { reportedOn } },
    });
    const measuresSince = [since('b', '2026-01-01'), since('b', '2026-02-01', null), since('c', '2025-12-01')];
    const later = { ...scorecard, measuresSince, addedByEditors: [added('b'), added('a')] } as unknown as Scorecard;
    const shown = scorecardPage(later, { externalIds: ['PLAN'], latest: new Map(), words });
    expect(shown.since).toEqual({ count: 2, on: '2026-01-01' });
    expect(shown.parts[0]).toMatchObject({ measuredSince: ['Indicator b'], withoutMetric: [] });
    expect(shown).toMatchObject({ indicators: 3, withFigure: 1, measuresSince });
    expect(shown.added).toEqual([
      { kind: 'IndicatorMetricsLinked', on: '2026-01-01', others: [], about: 'Indicator a' },
    ]);
  });

  it('draws the way of a figure where there is one, and no marks apart', () => {
    expect(String(page([2, '7'], [1, '5']).parts[0]!.rows[0]!.spark)).toContain('app-sparkline');
    expect(page([2, '7']).parts[0]!.rows[0]).not.toHaveProperty('spark');
    expect(page([2, '7'], [5, '5']).parts[0]!.rows[0]).not.toHaveProperty('spark');
  });

  it('gives the page of its plan what it begins with, and no more than five lines that have a figure', () => {
    const lines = Array.from({ length: 7 }, (_, index) => ({ ...measured, id: `l${index}` }));
    const priorities = [{ priority: { id: 'p1' }, lines: [line('b'), ...lines] }];
    const of = (more: object) => {
      const whole = { ...scorecard, ...more } as unknown as Scorecard;
      return scorecardExtract(scorecardPage(whole, { externalIds: ['PLAN'], latest: new Map(), words }));
    };
    const extract = of({ priorities })!;
    expect(extract).toMatchObject({ path: '/scorecards/PLAN', isCut: true });
    expect(extract.rows.map(({ id }) => id)).toEqual(['l0', 'l1', 'l2', 'l3', 'l4']);
    expect(of({})).toMatchObject({ indicators: 3, withFigure: 1, rows: [{ id: 'a' }], isCut: false });
    expect(of({ priorities: [], withoutFigure: [] })).toBeNull();
  });
});
