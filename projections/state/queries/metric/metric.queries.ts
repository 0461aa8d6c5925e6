import type { View } from '../../statement.js';
import { OfObject, OfView } from '../view-query.js';
import type { MetricAnswer, MetricSummary, Observation } from './metric.answers.js';
import type { AreaSeries, MetricPage } from './metric-page.answers.js';

export class GetMetrics extends OfView<MetricSummary[]> {
  constructor(
    view: View,
    /** All of these stand in the name. */
    readonly words: readonly string[] = [],
    /** What the metric is used for, as its definition says. */
    readonly use?: string,
  ) {
    super(view);
  }
}

export class GetMetric extends OfObject<{ metric: MetricAnswer; observations: Observation[] }> {
  constructor(
    view: View,
    id: string,
    /** Only observations whose period contains this day. */
    readonly effectiveOn?: string,
  ) {
    super(view, id);
  }
}

/** The latest figures of a metric, the latest period first: as many as a small drawing shows. */
export interface LatestFigures {
  /** All attributes of the definition in force. */
  definition: Record<string, unknown>;
  figures: Observation[];
  /** First days of new series. */
  breaks: string[];
}

/** Of several metrics, by metric. */
export class GetLatestFigures extends OfView<ReadonlyMap<string, LatestFigures>> {
  constructor(
    view: View,
    readonly metrics: readonly string[],
  ) {
    super(view);
  }
}

export class GetMetricPage extends OfObject<MetricPage> {}
export class GetAreaSeries extends OfObject<AreaSeries> {}
