import type { LatestFigures } from '../../../projections/state/queries/metric/metric.queries.js';
import type { Named } from '../../../projections/state/queries/references.js';
import type { Scorecard, ScorecardLine } from '../../../projections/state/queries/scorecard/scorecard.answers.js';
import { metricChart } from '../charts/from-metric.js';
import { sparkline } from '../charts/sparkline.js';
import type { Markup } from '../charts/svg.js';
import type { ChartWords } from '../charts/words.js';
import { pageOf } from '../links.js';
import { pathOfMetric } from '../metrics/metric-row.js';
import type { AddedLine } from '../parts/added-by-editors.js';

/** What stands of a scorecard where the whole of it is a link away. */
const MOST_ROWS = 5;

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
  /** Indicators of which nobody had said by what they are measured on the day of the view; editors have since. */
  measuredSince: string[];
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
  /** Of how many indicators without a figure editors said later by which figures of this view they are measured, and by when. */
  since: { count: number; on?: string };
  measuresSince: Scorecard['measuresSince'];
  /** What else editors said after the day of the view. */
  added: AddedLine[];
}

/** What a scorecard begins with, and its first lines that have a figure. */
export interface ScorecardExtract
  extends Pick<ScorecardPage, 'path' | 'indicators' | 'withFigure' | 'proposed' | 'hasTargets' | 'since'> {
  /** In the order of the plan. */
  rows: ScorecardRow[];
  /** There are more lines with a figure. */
  isCut: boolean;
}

interface Around {
  externalIds: readonly string[];
  /** What small drawings are made from, by metric. */
  latest: ReadonlyMap<string, LatestFigures>;
  words: ChartWords;
}

export function scorecardPage(
  { plan, priorities, withoutFigure, offScorecard, measuresSince, addedByEditors }: Scorecard,
  around: Around,
): ScorecardPage {
  const { externalIds } = around;
  const lines = priorities.flatMap((priority) => priority.lines);
  const indicators = new Map(lines.map(({ indicator, standing }) => [indicator.id, standing]));
  const isSince = ({ id }: Named) => measuresSince.some(({ through }) => through.id === id);
  const parts = priorities.map(({ priority, lines }) => {
    const without = lines.filter(({ metric }) => !metric).map(({ indicator }) => indicator);
    return {
      title: priority.name ?? priority.id,
      rows: lines.flatMap((line) => (line.metric ? [rowOf(line, line.metric.id, around)] : [])),
      measuredSince: without.filter(isSince).map(nameOf),
      withoutMetric: without.filter((indicator) => !isSince(indicator)).map(nameOf),
    };
  });
  const figuresSince = measuresSince.filter(
    ({ through, value }) => value && withoutFigure.some(({ id }) => id === through.id),
  );
  const lastSaid = figuresSince
    .map(({ from }) => from.reportedOn)
    .sort()
    .at(-1);
  return {
    plan: { title: plan.name ?? plan.id, path: pageOf('plan', { ...plan, externalIds })! },
    path: pageOf('scorecard', { ...plan, externalIds })!,
    parts,
    hasTargets: parts.some(({ rows }) => rows.some(({ targets }) => targets.length > 0)),
    indicators: indicators.size,
    withFigure: indicators.size - withoutFigure.length,
    proposed: [...indicators.values()].filter((standing) => standing === 'proposed').length,
    since: {
      count: new Set(figuresSince.map(({ through }) => through.id)).size,
      ...(lastSaid ? { on: lastSaid } : {}),
    },
    ...{ offScorecard, measuresSince, added: otherLines(addedByEditors, measuresSince) },
  };
}

/** `null` of a plan that has no indicators. */
export function scorecardExtract({ parts, ...card }: ScorecardPage): ScorecardExtract | null {
  const { path, indicators, withFigure, proposed, hasTargets, since } = card;
  if (indicators === 0) return null;
  const rows = parts.flatMap((part) => part.rows.filter(({ value }) => value !== null));
  return {
    ...{ path, indicators, withFigure, proposed, hasTargets, since },
    ...{ rows: rows.slice(0, MOST_ROWS), isCut: rows.length > MOST_ROWS },
  };
}

/** Of what editors said later, what no measure tells: metrics taken from an indicator, or that the view does not hold. */
function otherLines(
  added: Scorecard['addedByEditors'],
  measuresSince: readonly { through: Named }[],
): ScorecardPage['added'] {
  return added.flatMap(({ kind, on, says, pointsAt }) => {
    const indicator = pointsAt.find(({ id }) => id === says.indicatorId);
    if (measuresSince.some(({ through }) => through.id === indicator?.id)) return [];
    return [{ kind, on, others: [], ...(indicator ? { about: nameOf(indicator) } : {}) }];
  });
}

function nameOf({ id, name }: Named): string {
  return name ?? id;
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
