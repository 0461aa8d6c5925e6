import type { Statement, StateReader, View } from '../../statement.js';
import { laterByEditors } from '../editors.js';
import { grouped, type ObjectFacts, partOf, present } from '../facts.js';
import type { MetricSummary } from '../metric/metric.answers.js';
import { pathTo } from '../plan/under.js';
import { provenanceOf } from '../provenance.js';
import { idIn, idsIn } from '../references.js';
import type { LinkedMeasure } from './commitment.answers.js';
import type { Surroundings } from './surroundings.js';

/** What links are made from. */
type Linking = Pick<Surroundings, 'facts' | 'names' | 'updates'>;

/** By what a metric is linked to a commitment or to a part of the plan above it. */
export interface MeasureLink extends Pick<LinkedMeasure, 'by'> {
  /** UUIDs. */
  through: string;
  of: string;
  metric: string | undefined;
  statement: Statement;
}

/**
 * What a commitment is measured by: figures that updates on it state, then outcomes and lines of the scorecard of the
 * parts of the plan that it sits in, the nearest part first. A metric that several updates quote is there once, by the
 * newest of them.
 */
export function measureLinks(commitment: ObjectFacts, around: Linking): MeasureLink[] {
  const above = pathTo(commitment, around).map(({ id }) => id);
  const of = [commitment.id, ...above.reverse()];
  const plan = around.facts.object('plan', commitment.plan);
  // An update may be about the commitment and a part above it at once.
  const byEntry = grouped(
    of.flatMap((id) => byUpdates(id, around)),
    ({ statement }) => [statement.id],
  );
  const quoted = [...byEntry.values()].map(([nearest]) => nearest!);
  return [...quoted, ...(plan ? above.flatMap((id) => byPlan(id, plan)) : [])];
}

/** Of all indicators of a plan, as its scorecard names them. */
export function indicatorLinks(plan: ObjectFacts): MeasureLink[] {
  return plan.list('indicator/*', 'ScorecardIndicatorSet').flatMap((indicator) => {
    return byIndicator(idIn(indicator.data.priorityId)!, indicator, plan);
  });
}

/**
 * By what the editors said after the day of a view that a commitment is measured. The view's own links are no part of
 * it, whether the editors said them again or not.
 */
export async function measureLinksSince(
  reader: StateReader,
  view: View,
  { commitment, before }: { commitment: ObjectFacts; before: readonly MeasureLink[] },
  around: Linking,
): Promise<MeasureLink[]> {
  const streams = [`plan-${commitment.plan}`, ...around.facts.all('update').map(({ stream }) => stream)];
  const later = await laterByEditors(reader, view, { streams, facets: BY_EDITORS });
  if (later.length === 0) return [];
  const { facts, names, updates } = around;
  return withoutThose(before, measureLinks(commitment, { facts: facts.with(later), names, updates }));
}

/** The links that name a metric, but for those that there were before. */
export function withoutThose(before: readonly MeasureLink[], after: readonly MeasureLink[]): MeasureLink[] {
  const keyOf = ({ by, through, of, metric }: MeasureLink) => [by, by === 'update' ? of : through, metric].join(' ');
  const known = new Set(before.map(keyOf));
  return after.filter((link) => link.metric !== undefined && !known.has(keyOf(link)));
}

/** What links measures, said by editors alone. */
const BY_EDITORS = ['indicator/*/metrics', 'outcome/*/metric/*', 'figure/*'];

/** The same with what the view holds of their metrics; a metric that it does not hold is none of its measures. */
export function measuresSince(
  links: readonly MeasureLink[],
  figures: ReadonlyMap<string, MetricSummary>,
  around: Pick<Surroundings, 'names'>,
): LinkedMeasure[] {
  return measures(
    links.filter(({ metric }) => figures.has(metric ?? '')),
    figures,
    around,
  );
}

/** @param figures of the metrics linked, by metric */
export function measures(
  links: readonly MeasureLink[],
  figures: ReadonlyMap<string, MetricSummary>,
  { names }: Pick<Surroundings, 'names'>,
): LinkedMeasure[] {
  return links.map(({ by, through, of, metric, statement }) => {
    const summary = figures.get(metric ?? '');
    return present<LinkedMeasure>({
      by,
      through: names.of(through)!,
      of: names.of(of)!,
      metric: metric === undefined ? undefined : present({ id: metric, name: summary?.name }),
      value: summary?.last ?? null,
      otherFigures: summary?.otherFigures ?? 0,
      from: provenanceOf(statement),
    });
  });
}

function byUpdates(of: string, { updates, facts }: Linking): MeasureLink[] {
  const links = (updates.get(of) ?? []).flatMap(({ id }) => {
    return (facts.object('update', id)?.list('figure/*', 'ProgressFigureLinked') ?? []).map((statement) => {
      return { by: 'update', through: id, of, metric: idIn(statement.data.metricId)!, statement };
    });
  });
  return links.filter(({ metric }, index) => links.findIndex((one) => one.metric === metric) === index);
}

function byPlan(of: string, plan: ObjectFacts): MeasureLink[] {
  const outcomes = plan
    .list('outcome/*', 'OutcomeStated')
    .filter(({ data }) => idIn(data.scopeId) === of)
    .flatMap(({ facet }) => plan.list(`${facet}/metric/*`, 'OutcomeMetricLinked'))
    .map((statement) => {
      const [through, metric] = [partOf(statement.facet, 1), partOf(statement.facet, 3)];
      return { by: 'outcome', through, of, metric, statement };
    });
  const indicators = plan
    .list('indicator/*', 'ScorecardIndicatorSet')
    .filter(({ data }) => idIn(data.priorityId) === of)
    .sort((a, b) => Number(a.data.order) - Number(b.data.order));
  return [...outcomes, ...indicators.flatMap((indicator) => byIndicator(of, indicator, plan))];
}

function byIndicator(of: string, indicator: Statement, plan: ObjectFacts): MeasureLink[] {
  const links = plan.get(`${indicator.facet}/metrics`);
  const metrics = idsIn(links?.data.metricIds);
  const line = { by: 'indicator', through: partOf(indicator.facet, 1), of };
  if (!links || metrics.length === 0) return [{ ...line, metric: undefined, statement: indicator }];
  return metrics.map((metric) => ({ ...line, metric, statement: links }));
}
