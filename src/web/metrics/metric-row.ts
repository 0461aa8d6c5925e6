import type { MetricSummary } from '../../../projections/state/queries/metric/metric.answers.js';
import { pageOf } from '../links.js';

/** A metric as a row of a list. */
export interface MetricRow {
  name: string | undefined;
  path: string;
  use: string;
  last: MetricSummary['last'];
  figures: number;
}

export function metricRow({ id, name, definition, last, observationCount }: MetricSummary): MetricRow {
  return { name, path: pathOfMetric(id), use: String(definition.use), last, figures: observationCount };
}

export function pathOfMetric(id: string): string {
  return pageOf('metric', { id })!;
}
