import type { ConflictAnswer } from '../../../projections/state/queries/conflict/conflict.answers.js';
import type { Observation } from '../../../projections/state/queries/metric/metric.answers.js';
import type {
  ArithmeticFinding,
  MetricPage as MetricDetail,
} from '../../../projections/state/queries/metric/metric-page.answers.js';
import type { RestatementAnswer } from '../../../projections/state/queries/restatement/restatement.answers.js';
import type { ScorecardLine } from '../../../projections/state/queries/scorecard/scorecard.answers.js';
import type { TableRow } from '../charts/chart-table.js';
import { type ChartFigure, metricFigure } from '../charts/figure.js';
import { metricChart } from '../charts/from-metric.js';
import type { ChartWords } from '../charts/words.js';
import { pageOf } from '../links.js';
import { type Numbered, numbered } from '../parts/pagination.js';
import { asFirstReported } from './figure.js';
import { type Finding, findingOf } from './finding.js';
import { pathOfMetric } from './metric-row.js';

/** A row of the chart's table with the figure that it shows; that has a source. */
export interface FigureRow extends TableRow {
  figure?: Observation;
}

/** A metric with everything that is said of it in a view. */
export interface MetricPage {
  metric: MetricDetail;
  path: string;
  finding: Finding;
  /** Of the same period as the last one, for other areas and parts. */
  otherFigures: number;
  /** Figures as first reported are shown, not as they stand. */
  isFirst: boolean;
  /** The figures for the area and part of the last one; absent where there are none. */
  chart?: ChartFigure;
  rows: FigureRow[];
  /** For other areas and other parts. */
  others: Numbered<Observation>;
  restatements: RestatementAnswer[];
  conflicts: ConflictAnswer[];
  /** Sums of printed figures: how many agree, and those that do not. */
  agreeing: number;
  disagreeing: ArithmeticFinding[];
  /** Indicators that it stands for. */
  indicators: { indicator: string; plan: string; path: string }[];
  /** The documents that its figures and its definition come from, each once. */
  sources: { id: string; name: string; externalIds: string[] }[];
  /** Figures that are not broken down are held for several areas. */
  hasAreas: boolean;
}

export interface MetricParts {
  metric: MetricDetail;
  observations: readonly Observation[];
  /** The same as known now, where the view is an older one that may be compared with it. */
  now?: readonly Observation[];
  restatements: RestatementAnswer[];
  conflicts: ConflictAnswer[];
  lines: readonly ScorecardLine[];
}

export function metricPage(
  { metric, observations, now, restatements, conflicts, lines }: MetricParts,
  { reported, page, words }: { reported?: 'first'; page?: number; words: ChartWords },
): MetricPage {
  const isFirst = reported === 'first';
  const { unit } = metric.definition as { unit?: string };
  const shown = isFirst ? observations.map((one) => asFirstReported(one, unit)) : observations;
  const last = shown.find(({ id }) => id === metric.last?.id) ?? null;
  const drawn = metricChart(
    { ...metric, last },
    { observations: shown, words, ...(now && !isFirst && differ(now, observations) ? { now } : {}) },
  );
  const name = words.t('chart.firstReported');
  const chart = isFirst ? { ...drawn, series: drawn.series.map((series) => ({ ...series, name })) } : drawn;
  const own = ofSamePart(shown, last ?? shown[0]);
  const byPeriod = new Map(own.map((one) => [one.id.split('/')[0], one]));
  const figure = metricFigure(chart, { id: 'figures', words });
  return {
    ...{ metric, isFirst, restatements, conflicts, path: pathOfMetric(metric.id) },
    otherFigures: metric.otherFigures,
    agreeing: metric.arithmetic.filter(({ result }) => result === 'agrees').length,
    disagreeing: metric.arithmetic.filter(({ result }) => result === 'doesNotAgree'),
    // A comparison is made of figures as they stand.
    finding: findingOf(last, isFirst ? [] : metric.travel),
    ...(own.length > 0 ? { chart: figure } : {}),
    rows: figure.table.rows.map((row) => {
      const source = byPeriod.get(row.key);
      return source ? { ...row, figure: source } : row;
    }),
    others: numbered(
      shown.filter((one) => !own.includes(one)),
      page,
    ),
    indicators: lines
      .filter((line) => line.metric?.id === metric.id)
      .map(({ indicator, plan }) => ({
        indicator: indicator.name ?? indicator.id,
        plan: plan.name ?? plan.id,
        path: pageOf('scorecard', plan)!,
      })),
    sources: sourcesOf(metric, shown),
    hasAreas: new Set(ofWholes(observations).map(({ id }) => id.split('/')[1])).size > 1,
  };
}

/** Whether readers see anything else in the one than in the other. */
function differ(one: readonly Observation[], other: readonly Observation[]): boolean {
  const shown = (figures: readonly Observation[]) =>
    figures
      .map(({ id, display, qualifier }) => [id, display, qualifier].join(' '))
      .sort()
      .join('\n');
  return shown(one) !== shown(other);
}

/** For the same areas and the same part of the whole. */
function ofSamePart(figures: readonly Observation[], like: Observation | undefined): Observation[] {
  if (!like) return [];
  const part = ({ id }: Observation) => id.split('/').slice(1).join('/');
  return figures.filter((one) => part(one) === part(like));
}

function ofWholes(figures: readonly Observation[]): Observation[] {
  return figures.filter(({ id }) => id.split('/')[2] === '-');
}

function sourcesOf(metric: MetricDetail, figures: readonly Observation[]): MetricPage['sources'] {
  const all = [metric, ...figures, ...metric.targets, ...metric.directions].map(({ from }) => from.source);
  const documents = all.flatMap((source) =>
    source?.doc && source.document
      ? [{ id: source.doc, name: source.document.title, externalIds: source.document.externalIds }]
      : [],
  );
  return [...new Map(documents.map((document) => [document.id, document])).values()];
}
