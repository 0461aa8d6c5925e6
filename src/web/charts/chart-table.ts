import { type Chart, type ChartPoint, isExact } from './model.js';
import { type ChartWords, qualifierIn } from './words.js';

export interface TableCell {
  text: string;
  /** How exact it is, why it is missing, that it is not drawn; in words, one after another. */
  notes: string[];
}

export interface TableRow {
  key: string;
  label: string;
  /** One for every series; `null` where the series says nothing of it. */
  cells: (TableCell | null)[];
}

/** Everything that a chart shows, and what it could not show. */
export interface ChartTable {
  /** The heading of the rows, then the names of the series. */
  columns: string[];
  /** The latest first where they are periods. */
  rows: TableRow[];
  targets: { name: string; text: string; period?: string }[];
}

/** @param rowsAre what one row is: a period or an area */
export function chartTable(chart: Chart, words: ChartWords, rowsAre: 'period' | 'area' = 'period'): ChartTable {
  const rows = new Map<string, TableRow>();
  const blank = () => chart.series.map(() => null);
  for (const [index, { points }] of chart.series.entries())
    for (const point of points) {
      const row = rows.get(point.key) ?? { key: point.key, label: point.label, cells: blank() };
      row.cells[index] = cellOf(point, words);
      rows.set(point.key, row);
    }
  const inOrder = [...rows.values()];
  return {
    columns: [
      rowsAre === 'period' ? words.t('chart.period') : words.t('chart.area'),
      ...chart.series.map(({ name }) => name),
    ],
    rows: rowsAre === 'period' ? inOrder.reverse() : inOrder,
    targets: chart.targets.flatMap(({ name, points }) =>
      points.map(({ text, label }) => ({ name, text, ...(label === undefined ? {} : { period: label }) })),
    ),
  };
}

function cellOf(point: ChartPoint, words: ChartWords): TableCell {
  const qualifier = isExact(point) ? undefined : qualifierIn(words, point.qualifier!);
  const left = point.notDrawn && point.notDrawn !== 'missing' ? words.t('chart.notDrawn') : undefined;
  return { text: point.text, notes: [qualifier, point.reason, left].filter((note) => note !== undefined) };
}
