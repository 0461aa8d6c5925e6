import type { AreaName, AreaSeries } from '../../../projections/state/queries/metric/metric-page.answers.js';
import { areaFigures, areasFigure, type ChartFigure } from '../charts/figure.js';
import { areaCharts, areasChart } from '../charts/from-areas.js';
import type { Definition } from '../charts/from-metric.js';
import { drawnPoints } from '../charts/model.js';
import type { ChartWords } from '../charts/words.js';
import { pathOfMetric } from './metric-row.js';

/** A metric by area: how areas stand, and how each of them went. */
export interface MetricAreasPage {
  metric: { name: string | undefined; path: string };
  path: string;
  chart: ChartFigure;
  /** Each area over time; none where nothing went any way yet. */
  small: ChartFigure[];
  series: AreaSeries['series'];
  withoutFigure: AreaName[];
}

export function metricAreasPage(
  answer: AreaSeries,
  { definition, words }: { definition: Definition; words: ChartWords },
): MetricAreasPage {
  const path = pathOfMetric(answer.metric.id);
  const charts = areaCharts(answer, definition, words);
  const isWay = charts.some(({ series }) => series.some((one) => drawnPoints(one).length > 1));
  return {
    metric: { name: answer.metric.name, path },
    path: `${path}/areas`,
    chart: areasFigure(areasChart(answer, definition, words), { id: 'areas', words }),
    small: isWay ? areaFigures(charts, { id: 'area', words }).filter(({ drawing }) => drawing !== undefined) : [],
    series: answer.series,
    withoutFigure: answer.withoutFigure,
  };
}
