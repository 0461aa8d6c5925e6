import type { JsonObject } from '../../../../src/integrity/canonical-json.js';
import { said, uuid } from '../../../../test/support/said.js';
import type { Statement } from '../../statement.js';
import { Facts } from '../facts.js';
import type { MetricSummary } from '../metric/metric.answers.js';
import { measureLinks, measures, measuresSince, withoutThose } from './measures.js';
import { Surroundings } from './surroundings.js';

const [PLAN, PRIORITY, THEME, ELSEWHERE, COMMITMENT, UPDATE, INDICATOR, OUTCOME] = Array.from({ length: 8 }, (_, n) =>
  uuid(n),
) as [string, string, string, string, string, string, string, string];
const [ANSWERED, TRUST] = [uuid(20), uuid(21)];

const told = (stream: string, facet: string, kind: string, data: JsonObject) =>
  said(stream, facet, data, { kind, plan: PLAN });
const ofPlan = (facet: string, kind: string, data: JsonObject) => told(`plan-${PLAN}`, facet, kind, data);
const plan = [
  ofPlan('identity', 'PlanRegistered', {}),
  ofPlan(`node/${PRIORITY}/place`, 'NodePlaced', { parentId: PLAN }),
  ofPlan(`node/${PRIORITY}/title`, 'NodeTitled', { title: 'Safety' }),
  ofPlan(`node/${THEME}/place`, 'NodePlaced', { parentId: PRIORITY }),
  told(`commitment-${COMMITMENT}`, 'identity', 'CommitmentMade', { externalIds: ['C-1'] }),
  told(`commitment-${COMMITMENT}`, 'place', 'CommitmentPlaced', { homeId: THEME }),
];
const indicator = (priority: string, order: number, of = INDICATOR) =>
  ofPlan(`indicator/${of}`, 'ScorecardIndicatorSet', { priorityId: priority, label: `Line ${order}`, order });
const linked = (metrics: string[], of = INDICATOR) =>
  ofPlan(`indicator/${of}/metrics`, 'IndicatorMetricsLinked', { metricIds: metrics });
const figure = (n: number, metric: string) =>
  told(`update-${UPDATE}`, `figure/${uuid(50 + n)}`, 'ProgressFigureLinked', { metricId: metric });
const update = [
  told(`update-${UPDATE}`, 'content', 'ProgressReported', { blocks: [] }),
  told(`update-${UPDATE}`, 'targets', 'ProgressTargeted', { targets: [COMMITMENT, PRIORITY] }),
];

function answered(more: Statement[], figures: [string, Partial<MetricSummary>][] = []) {
  const around = new Surroundings(new Facts([...plan, ...more]), '2022-08-04');
  const links = measureLinks(around.facts.object('commitment', COMMITMENT)!, around);
  return measures(links, new Map(figures as [string, MetricSummary][]), around);
}

describe('what a commitment is measured by', () => {
  it('is nothing where nobody has linked anything to it or to the parts above it', () => {
    expect(answered([...update, indicator(ELSEWHERE, 1), linked([TRUST])])).toEqual([]);
  });

  it('begins with figures of its own updates, each metric once, and goes up through the plan', () => {
    const all = answered([
      ...[indicator(PRIORITY, 1), linked([TRUST, ANSWERED])],
      ...[ofPlan(`outcome/${OUTCOME}`, 'OutcomeStated', { scopeId: PRIORITY, text: 'Safer' })],
      ...[ofPlan(`outcome/${OUTCOME}/metric/${TRUST}`, 'OutcomeMetricLinked', {})],
      ...[...update, figure(1, ANSWERED), figure(2, ANSWERED)],
    ]);
    expect(all.map(({ by, of, metric }) => [by, of.id, metric?.id])).toEqual([
      ['update', COMMITMENT, ANSWERED],
      ['outcome', PRIORITY, TRUST],
      ['indicator', PRIORITY, TRUST],
      ['indicator', PRIORITY, ANSWERED],
    ]);
    expect(all[1]).toMatchObject({ through: { name: 'Safer' }, of: { name: 'Safety' } });
  });

  it('names a metric with its newest figure, and says where there is none', () => {
    const last = { display: '93%' } as MetricSummary['last'];
    const [first, second] = answered(
      [indicator(PRIORITY, 1), linked([TRUST, ANSWERED])],
      [[TRUST, { name: 'Trust', last }]],
    );
    expect(first).toMatchObject({ metric: { id: TRUST, name: 'Trust' }, value: { display: '93%' } });
    expect(second).toMatchObject({ metric: { id: ANSWERED }, value: null, otherFigures: 0 });
  });

  it('has lines of the scorecard without a metric, in the order of the scorecard', () => {
    const second = uuid(9);
    const lines = answered([indicator(PRIORITY, 2, second), indicator(PRIORITY, 1), linked([])]);
    expect(lines.map(({ through }) => through.name)).toEqual(['Line 1', 'Line 2']);
    for (const one of lines) expect(one).not.toHaveProperty('metric');
  });
});

describe('what editors say later that a commitment is measured by', () => {
  const linksOf = (statements: Statement[]) => {
    const around = new Surroundings(new Facts([...plan, ...statements]), '2022-08-04');
    return { links: measureLinks(around.facts.object('commitment', COMMITMENT)!, around), around };
  };
  const held = [indicator(PRIORITY, 1), ...update, figure(1, ANSWERED)];

  it('is told without what the view says itself, even where they say it again', () => {
    const then = linksOf([...held, linked([TRUST])]);
    const since = linksOf([...held, figure(2, ANSWERED), linked([TRUST, ANSWERED])]);
    const later = withoutThose(then.links, since.links);
    expect(later.map(({ by, through, metric }) => [by, through, metric])).toEqual([['indicator', INDICATOR, ANSWERED]]);
    expect(withoutThose(then.links, linksOf([...held, linked([])]).links)).toEqual([]);
  });

  it('comes with the figures of the view, and without metrics that it does not hold', () => {
    const { links, around } = linksOf([...held, linked([TRUST, uuid(22)])]);
    const figures = new Map([[TRUST, { name: 'Trust', last: { display: '93%' }, otherFigures: 2 } as MetricSummary]]);
    expect(measuresSince(links, figures, around)).toMatchObject([
      { metric: { id: TRUST, name: 'Trust' }, value: { display: '93%' }, otherFigures: 2 },
    ]);
  });
});
