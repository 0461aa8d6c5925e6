import type { AreaSeries } from '../../../projections/state/queries/metric/metric-page.answers.js';
import type { RevisionRow, RevisionTriangle } from '../../../projections/state/queries/revision/revision.answers.js';
import { type Definition, inOneLength, namesIn, pointOf, unitOf } from './from-metric.js';
import type { Chart, ChartPoint } from './model.js';
import type { ChartWords } from './words.js';

/** The last figure of every area; where it is for another period than most, its row says for which. */
export function areasChart({ metric, series }: AreaSeries, definition: Definition, words: ChartWords): Chart {
  const lasts = series.flatMap(({ areas, last }) => (last ? [{ areas, last }] : []));
  const periods = lasts.map(({ last }) => last.periodDisplay ?? last.periodPrinted);
  const usual = mostOf(periods);
  const points = lasts.map(({ areas, last }, index): ChartPoint => {
    const { notDrawn, ...point } = pointOf(last, definition);
    const names = areas.map(({ name }) => name).join(', ') || '–';
    const label = periods[index] === usual ? names : `${names} (${point.label})`;
    const left = notDrawn === 'noPeriod' ? undefined : notDrawn;
    return { ...point, key: last.id, label, ...(left ? { notDrawn: left } : {}) };
  });
  const title = [metric.name ?? words.t('chart.value'), ...(usual ? [usual] : [])].join(', ');
  return {
    title,
    unit: unitOf(definition),
    series: [{ name: words.t('chart.value'), points }],
    targets: [],
    breaks: [],
  };
}

/** A chart of its own for every area, all to be drawn on one scale. */
export function areaCharts({ series }: AreaSeries, definition: Definition, words: ChartWords): Chart[] {
  return series.map(({ areas, figures }) => ({
    title: namesIn(areas).join(', ') || '–',
    unit: unitOf(definition),
    series: inOneLength([{ name: words.t('chart.value'), points: figures.map((one) => pointOf(one, definition)) }]),
    ...{ targets: [], breaks: [] },
  }));
}

/** Of every period that was changed, the figure as first reported and the latest one. */
export function revisionsChart({ metric, rows }: RevisionTriangle, definition: Definition, words: ChartWords): Chart {
  const changed = rows.filter(
    ({ cells }) => cells.length > 1 && cells.some(({ what }) => what !== 'first' && what !== 'repeat'),
  );
  const reported = (row: RevisionRow, at: number): ChartPoint => {
    const { value, display, unit } = row.cells.at(at)!;
    const { period, periodDisplay, periodPrinted } = row;
    const figure = { id: row.id, value, unit, display, period, periodDisplay, periodPrinted };
    return { ...pointOf(figure, definition), key: row.id };
  };
  return {
    title: metric.name ?? words.t('chart.value'),
    unit: unitOf(definition),
    series: [
      { name: words.t('chart.firstReported'), points: changed.map((row) => reported(row, 0)) },
      { name: words.t('chart.latest'), points: changed.map((row) => reported(row, -1)) },
    ],
    ...{ targets: [], breaks: [] },
  };
}

function mostOf(texts: readonly (string | undefined)[]): string | undefined {
  const counts = new Map<string | undefined, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}
