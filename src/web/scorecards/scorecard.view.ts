import type { LatestFigures } from '../../../projections/state/queries/metric/metric.queries.js';
import type { Scorecard, ScorecardLine } from '../../../projections/state/queries/scorecard/scorecard.answers.js';
import { metricChart } from '../charts/from-metric.js';
import { sparkline } from '../charts/sparkline.js';
import type { Markup } from '../charts/svg.js';
import type { ChartWords } from '../charts/words.js';
import { pageOf } from '../links.js';
import { pathOfMetric } from '../metrics/metric-row.js';

/** An indicator by one of its metrics. */
export interface ScorecardRow extends ScorecardLine {
  /** Of its metric. */
  path: string;
  /** The way the figure went, for the eye alone. */
  spark?: Markup;
  /** What is set for the metric, each with its period where that is stated. */
  targets: string[];
}

export interface ScorecardPart {
  title: string;
  rows: ScorecardRow[];
  /** Indicators of which nobody has said by what they are measured. */
  withoutMetric: string[];
}

export interface ScorecardPage {
  plan: { title: string; path: string };
  path: string;
  parts: ScorecardPart[];
  /** How many indicators there are, and of how many some metric has a figure. */
  indicators: number;
  withFigure: number;
  proposed: number;
  /** Some metric has a target that is stated. */
  hasTargets: boolean;
  offScorecard: number;
  addedByEditors: Scorecard['addedByEditors'];
}

interface Around {
  externalIds: readonly string[];
  /** What small drawings are made from, by metric. */
  latest: ReadonlyMap<string, LatestFigures>;
  words: ChartWords;
}

export function scorecardPage(
  { plan, priorities, withoutFigure, offScorecard, addedByEditors }: Scorecard,
  around: Around,
): ScorecardPage {
  const { externalIds } = around;
  const lines = priorities.flatMap((priority) => priority.lines);
  const indicators = new Map(lines.map(({ indicator, standing }) => [indicator.id, standing]));
  const parts = priorities.map(({ priority, lines }) => ({
    title: priority.name ?? priority.id,
    rows: lines.flatMap((line) => (line.metric ? [rowOf(line, line.metric.id, around)] : [])),
    withoutMetric: lines.flatMap(({ metric, indicator }) => (metric ? [] : [indicator.name ?? indicator.id])),
  }));
  return {
    plan: { title: plan.name ?? plan.id, path: pageOf('plan', { ...plan, externalIds })! },
    path: pageOf('scorecard', { ...plan, externalIds })!,
    parts,
    hasTargets: parts.some(({ rows }) => rows.some(({ targets }) => targets.length > 0)),
    indicators: indicators.size,
    withFigure: indicators.size - withoutFigure.length,
    proposed: [...indicators.values()].filter((standing) => standing === 'proposed').length,
    ...{ offScorecard, addedByEditors },
  };
}

function rowOf(line: ScorecardLine, metric: string, { latest, words }: Around): ScorecardRow {
  const { definition = {}, figures: observations = [], breaks = [] } = latest.get(metric) ?? {};
  const targets = line.target ? [line.target] : [];
  const chart = metricChart({ definition, last: line.value, targets, breaks: [] }, { observations, words });
  const drawn = line.value ? chart.series.at(-1) : undefined;
  const spark = drawn && sparkline(drawn, breaks);
  return {
    ...{ ...line, path: pathOfMetric(metric) },
    ...(spark ? { spark } : {}),
    targets: chart.targets.flatMap(({ points }) =>
      points.map(({ text, label }) => (label === undefined ? text : `${text}, ${label}`)),
    ),
  };
}
