import { display } from '../../../projections/state/queries/metric/observation.js';
import type {
  RevisionCell,
  RevisionRow,
  RevisionTriangle,
} from '../../../projections/state/queries/revision/revision.answers.js';
import { type ChartFigure, revisionsFigure } from '../charts/figure.js';
import { revisionsChart } from '../charts/from-areas.js';
import type { Definition } from '../charts/from-metric.js';
import type { ChartWords } from '../charts/words.js';
import { type Numbered, numbered } from '../parts/pagination.js';
import { pathOfMetric } from './metric-row.js';

/** One figure, with a cell for every day on which figures were reported. */
export interface TriangleRow extends RevisionRow {
  /** By day of report; nothing where it was not reported on that day. What was said last on a day stands. */
  byDay: ((RevisionCell & { by?: string }) | undefined)[];
  /** What stands. */
  lastCell: RevisionCell;
  /** The mean of the changes, with its sign and unit. */
  meanChange?: string;
}

/** How often, and by how much, what was published has changed since. */
export interface MetricRevisionsPage {
  metric: { name: string | undefined; path: string };
  path: string;
  days: string[];
  list: Numbered<TriangleRow>;
  /** Figures that the body changed or took back. */
  changed: number;
  chart: ChartFigure;
  /** Of all figures, where they are all of the same areas. */
  areas?: RevisionRow['areas'];
}

export function metricRevisionsPage(
  answer: RevisionTriangle,
  { definition, words, page }: { definition: Definition; words: ChartWords; page?: number },
): MetricRevisionsPage {
  const { metric, vintages, rows } = answer;
  const path = pathOfMetric(metric.id);
  return {
    metric: { name: metric.name, path },
    path: `${path}/revisions`,
    days: vintages,
    list: numbered(
      rows.map((row) => ({
        ...row,
        lastCell: row.cells.at(-1)!,
        byDay: vintages.map((day) => withChange(row.cells.findLast(({ reportedOn }) => reportedOn === day))),
        ...(row.meanRevision === undefined ? {} : { meanChange: signed(row.meanRevision, row.cells.at(-1)?.unit) }),
      })),
      page,
    ),
    changed: rows.filter(({ revisions }) => revisions > 0).length,
    ...(new Set(rows.map(({ areas }) => JSON.stringify(areas))).size === 1 ? { areas: rows[0]!.areas } : {}),
    chart: revisionsFigure(revisionsChart(answer, definition, words), { id: 'revisions', words }),
  };
}

function withChange(cell: RevisionCell | undefined): TriangleRow['byDay'][number] {
  return cell?.change === undefined ? cell : { ...cell, by: signed(cell.change, cell.unit) };
}

/** `+7s`, `−0.5%`: a change is told from a value by its sign. */
function signed(decimal: string, unit: string | undefined): string {
  const isLess = decimal.startsWith('-');
  return `${isLess ? '−' : '+'}${display(isLess ? decimal.slice(1) : decimal, unit)}`;
}
