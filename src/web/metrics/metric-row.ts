import type { MetricSummary } from '../../../projections/state/queries/metric/metric.answers.js';
import { pageOf } from '../links.js';

/** A metric as a row of a list. */
export interface MetricRow {
  name: string | undefined;
  path: string;
  use: string;
  last: MetricSummary['last'];
  figures: number;
  /** Of the same period as the last one, for other areas and parts. */
  others: number;
}

export function metricRow({ id, name, definition, last, observationCount, otherFigures }: MetricSummary): MetricRow {
  const use = String(definition.use);
  return { name, path: pathOfMetric(id), use, last, figures: observationCount, others: otherFigures };
}

export function pathOfMetric(id: string): string {
  return pageOf('metric', { id })!;
}
