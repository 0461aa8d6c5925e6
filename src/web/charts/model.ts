import type { Day } from '../../ledger/dates.js';

/** Days from the first to the day after the last. */
export interface Span {
  from: Day;
  to: Day;
}

/** Why a figure is not drawn, although it stands in the table. */
export type NotDrawn = 'missing' | 'noPeriod' | 'otherLength' | 'otherUnit' | 'notANumber';

/** One figure of a chart and of its table. */
export interface ChartPoint {
  /** Tells the figure from the others of its series; the same in every series. */
  key: string;
  /** The period, or the row, as people read it. */
  label: string;
  span?: Span;
  /** A decimal text with the digits reported; `null`: there is none. */
  value: string | null;
  /** The figure as people read it, or what stands in its place. */
  text: string;
  /** `exact` unless told. */
  qualifier?: string;
  /** Why there is no value, as far as somebody said. */
  reason?: string;
  /** Absent where it is drawn. */
  notDrawn?: NotDrawn;
}

/** At most {@link MOST_SERIES} of these stand in one chart. */
export interface ChartSeries {
  name: string;
  points: ChartPoint[];
}

/** What somebody means to reach, or began with: one level, or several one after another. */
export interface ChartTarget {
  name: string;
  points: { span?: Span; label?: string; value: string; text: string }[];
  /** It is counted in something else than the figures: it stands in the table, and nowhere in the drawing. */
  otherUnit?: boolean;
}

/** No line is drawn across this. */
export interface ChartBreak {
  /** First day of the new series. */
  at: Day;
  /** The same as people read it. */
  label: string;
  note: string | null;
}

/**
 * How values are shown: `seconds` as minutes and seconds, `rank` with the first at the top. `name` is what is counted,
 * where values do not say it themselves.
 */
export interface ChartUnit {
  form: 'plain' | 'percent' | 'seconds' | 'pounds' | 'rank';
  name?: string;
}

export interface Chart {
  /** Names the chart for those who do not see it. */
  title: string;
  unit: ChartUnit;
  series: ChartSeries[];
  targets: ChartTarget[];
  breaks: ChartBreak[];
}

export const MOST_SERIES = 4;

/** A point with its place in the drawing. */
export interface DrawnPoint extends ChartPoint {
  number: number;
}

/** The points of a series that are drawn, in their order. */
export function drawnPoints({ points }: ChartSeries): DrawnPoint[] {
  return points.flatMap((point) => {
    const number = point.notDrawn || point.value === null ? Number.NaN : Number(point.value);
    return Number.isFinite(number) ? [{ ...point, number }] : [];
  });
}

/** Whether a figure is as exact as the paper could say it. */
export function isExact({ qualifier }: ChartPoint): boolean {
  return qualifier === undefined || qualifier === 'exact';
}

/** A figure beside its mark: without the name of what is counted, which stands above the chart. */
export function beside(text: string, { name }: ChartUnit): string {
  return name !== undefined && text.endsWith(` ${name}`) ? text.slice(0, -name.length - 1) : text;
}
