import type { View } from '../../statement.js';
import { OfObject, OfView } from '../view-query.js';
import type { MetricAnswer, MetricSummary, Observation } from './metric.answers.js';
import type { AreaSeries, MetricPage } from './metric-page.answers.js';

export class GetMetrics extends OfView<MetricSummary[]> {
  constructor(
    view: View,
    /** All of these stand in the name. */
    readonly words: readonly string[] = [],
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

export class GetMetricPage extends OfObject<MetricPage> {}
export class GetAreaSeries extends OfObject<AreaSeries> {}
