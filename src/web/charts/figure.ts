import { type ChartTable, chartTable } from './chart-table.js';
import { type ChartKind, descriptionOf, notesOf } from './chart-words.js';
import { lineChart } from './line-chart.js';
import { type Chart, drawnPoints, MOST_SERIES } from './model.js';
import { barChart, dotPlot } from './row-chart.js';
import { valueScale } from './scale.js';
import { smallMultiples } from './small-multiples.js';
import { fragment, type Markup } from './svg.js';
import type { ChartWords } from './words.js';

/** A chart and everything that stands around it; the page's own template puts it into a `figure`. */
export interface ChartFigure {
  kind: ChartKind;
  title: string;
  /** The drawing, narrow and wide; absent where there is nothing to compare. */
  drawing?: Markup;
  /** Sentences below the drawing. */
  notes: string[];
  /** The same figures, and those that could not be drawn. */
  table: ChartTable;
}

/** So few periods are bars. A line would tell of a way between them that nobody knows. */
const FEW = 3;

/** @param id unique on the page; ids in the drawing begin with it */
export function metricFigure(chart: Chart, about: { id: string; words: ChartWords }): ChartFigure {
  const periods = new Set(chart.series.flatMap((series) => drawnPoints(series).map(({ key }) => key)));
  const isLine = periods.size > FEW || chart.unit.form === 'rank' || (chart.breaks.length > 0 && periods.size > 1);
  return figureOf(chart, isLine ? 'line' : 'bars', about);
}

export function areasFigure(chart: Chart, about: { id: string; words: ChartWords }): ChartFigure {
  return figureOf(chart, 'areas', about);
}

/** The figures of each area over time, drawn small and on one scale. */
export function areaFigures(charts: readonly Chart[], about: { id: string; words: ChartWords }): ChartFigure[] {
  const { id, words } = about;
  const descriptions = charts.map((chart) => descriptionOf(chart, 'line', words));
  const drawings = smallMultiples(charts, { id, descriptions, words });
  return charts.map((chart, index) => {
    const { drawing: _, ...figure } = figureOf(chart, 'line', about);
    return { ...figure, ...(drawings[index] ? { drawing: drawings[index] } : {}) };
  });
}

export function revisionsFigure(chart: Chart, about: { id: string; words: ChartWords }): ChartFigure {
  return figureOf(chart, 'revisions', about);
}

function figureOf(chart: Chart, kind: ChartKind, { id, words }: { id: string; words: ChartWords }): ChartFigure {
  if (chart.series.length > MOST_SERIES)
    throw new RangeError(`${chart.series.length} series are too many for one chart`);
  const drawn = chart.series.flatMap(drawnPoints);
  const table = chartTable(chart, words, kind === 'areas' ? 'area' : 'period');
  const about = { id, description: descriptionOf(chart, kind, words), words };
  const draw = { line: lineChart, bars: barChart, areas: dotPlot, revisions: dotPlot }[kind];
  const values = drawn.map(({ number }) => number);
  const { fromZero } = valueScale(values, { unit: chart.unit, count: 4, zero: kind === 'bars' });
  return {
    ...{ kind, title: chart.title, notes: notesOf(chart, { fromZero }, words), table },
    ...(isWorthDrawing(chart, kind) ? { drawing: fragment(...draw(chart, about)) } : {}),
  };
}

/** One figure alone is said in words; a mark for it would stand beside nothing. */
function isWorthDrawing({ series, targets }: Chart, kind: ChartKind): boolean {
  const keys = new Set(series.flatMap((one) => drawnPoints(one).map(({ key }) => key)));
  const isSet = targets.some(({ otherUnit }) => !otherUnit);
  return keys.size > 1 || (keys.size === 1 && (isSet || kind === 'revisions'));
}
