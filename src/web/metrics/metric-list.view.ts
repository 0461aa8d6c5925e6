import type { MetricSummary } from '../../../projections/state/queries/metric/metric.answers.js';
import { type Numbered, numbered } from '../parts/pagination.js';
import { type MetricRow, metricRow } from './metric-row.js';

/** How the list is narrowed, as the address says it. */
export interface MetricsAsked {
  words?: readonly string[];
  use?: string;
  page?: number;
}

export interface MetricListPage {
  list: Numbered<MetricRow>;
  asked: Omit<MetricsAsked, 'page'>;
  isNarrowed: boolean;
  /** What the metrics of the view are used for, in the order of their names. */
  uses: string[];
  /** How many of those that fit have no figure. */
  withoutFigure: number;
}

/** @param found those of all that fit what was asked */
export function metricListPage(
  { all, found }: { all: readonly MetricSummary[]; found: readonly MetricSummary[] },
  { words, use, page }: MetricsAsked,
): MetricListPage {
  return {
    list: numbered(found.map(metricRow), page),
    asked: { words, use },
    isNarrowed: words !== undefined || use !== undefined,
    uses: [...new Set(all.map(({ definition }) => String(definition.use)))].sort(),
    withoutFigure: found.filter(({ last }) => last === null).length,
  };
}
