import { extent, max } from 'd3-array';
import { scaleLinear, scaleUtc } from 'd3-scale';
import { line as lineOf } from 'd3-shape';
import type { Day } from '../../ledger/dates.js';
import {
  apart,
  type Beside,
  canvas,
  GREY,
  heightOf,
  INK,
  line,
  mark,
  PALE,
  SIZES,
  type Size,
  STYLES,
  type Style,
  shortened,
  targetLine,
  text,
  widthOf,
  wrapped,
} from './layout.js';
import {
  beside,
  type Chart,
  type ChartTarget,
  type ChartUnit,
  type DrawnPoint,
  drawnPoints,
  isExact,
  type Span,
} from './model.js';
import { type ValueScale, valueScale } from './scale.js';
import { element, fragment, type Markup } from './svg.js';
import { timeTicks } from './time-ticks.js';
import { type ChartWords, monthsIn } from './words.js';

const DAY = 86_400_000;
const GAP = 8;
/** Room for names and values beside the ends of lines. */
const BESIDE = { narrow: 92, wide: 160 };
/** Of a name beside the end of its line, and of the value below it. */
const MOST_LINES = 3;

interface Label extends Beside {
  name: string[];
  value: string[];
  /** Of a series; targets have none. */
  style?: Style;
}

interface DrawnSeries {
  name: string;
  style: Style;
  points: DrawnPoint[];
}

interface DrawnTarget {
  name: string;
  points: { from: Day; to: Day; number: number; text: string }[];
}

/** Where the marks stand, and what place a day and a value have in it. */
export interface Plot {
  left: number;
  right: number;
  top: number;
  bottom: number;
  font: number;
  x: (at: Date) => number;
  y: (value: number) => number;
}

/** Figures over time, narrow and wide. */
export function lineChart(chart: Chart, about: { id: string; description: string; words: ChartWords }): Markup[] {
  const series = chart.series.map((one, index) => ({
    name: one.name,
    style: STYLES[index]!,
    points: drawnPoints(one).filter(({ span }) => span),
  }));
  return SIZES.map((size) => drawn(chart, series, size, about));
}

function drawn(
  chart: Chart,
  series: readonly DrawnSeries[],
  size: Size,
  { id, description, words }: { id: string; description: string; words: ChartWords },
): Markup {
  const { font } = size;
  const all = series.flatMap(({ points }) => points);
  const time = timeSpan(all, chart);
  const targets = chart.targets.map((target) => stretched(target, time)).filter(({ points }) => points.length > 0);
  const levels = targets.flatMap(({ points }) => points.map(({ number }) => number));
  const isWide = size.name === 'wide';
  const scale = valueScale([...all.map(({ number }) => number), ...levels], {
    unit: chart.unit,
    count: isWide ? 6 : 4,
  });
  const counted = wrapped(chart.unit.name ?? '', size.width, font);
  const room = (isWide ? BESIDE.wide : BESIDE.narrow) - 26;
  const ends = endsOf([...series, ...targets], { room, font, unit: chart.unit });

  const top = counted.length * font * 1.3 + (chart.breaks.length > 0 ? font * 1.6 : font);
  const bottom = Math.max(top + size.plot, heightOf(ends) - font * 2.2);
  const left = Math.min(size.width / 3, (max(scale.ticks, (tick) => widthOf(tick.text, font)) ?? 0) + GAP);
  const right = size.width - (isWide ? BESIDE.wide : BESIDE.narrow);
  const x = scaleUtc([left + 6, right - 6]).domain([dateOf(time.from), dateOf(time.to)]);
  const plot: Plot = { left, right, top, bottom, font, x, y: scaleLinear(scale.domain, [bottom, top]) };
  const height = bottom + font * 3.4;
  const labels = ends.map(({ number, ...label }) => ({ ...label, at: plot.y(number) }));

  return canvas(
    { id, title: chart.title, description, size, height },
    fragment(counted.map((line, index) => text(0, font * (0.65 + 1.3 * index), line, { font, colour: GREY }))),
    valueAxis(scale, plot),
    timeAxis(time, plot, words),
    fragment(
      chart.breaks.map(({ at }, index) => (at >= time.from && at < time.to ? breakLine(at, index, plot) : undefined)),
    ),
    fragment(targets.map((target) => targetLines(target, plot))),
    // The first series lies above the others.
    fragment(series.map((one) => seriesMarks(one, chart, { plot, atOf: middleOrEnd(all) })).reverse()),
    fragment(apart(labels, [0, height]).map((label) => drawnLabel(label, right + 4, font))),
  );
}

/** What stands beside the last figure of each series and target. */
function endsOf(
  ends: readonly (DrawnSeries | DrawnTarget)[],
  { room, font, unit }: { room: number; font: number; unit: ChartUnit },
) {
  return ends.flatMap((end) => {
    const last = end.points.at(-1);
    if (!last) return [];
    const [name, value] = [end.name, beside(last.text, unit)].map((part) =>
      shortened(wrapped(part, room, font), MOST_LINES),
    );
    const height = Math.max(1, name!.length + value!.length) * font * 1.2 + 6;
    const style = 'style' in end ? { style: end.style } : {};
    return [{ name: name!, value: value!, number: last.number, height, ...style }];
  });
}

export function valueAxis({ ticks }: ValueScale, { left, right, y, font }: Plot): Markup {
  return fragment(
    ticks.map((tick) => [
      line(left, y(tick.value), right, y(tick.value), PALE),
      text(left - GAP, y(tick.value), tick.text, { font, anchor: 'end' }),
    ]),
  );
}

export function timeAxis(time: Span, { left, right, bottom, x, font }: Plot, words: ChartWords): Markup {
  const ticks = timeTicks(time, { room: right - left, font, months: monthsIn(words) }).filter(
    ({ at }) => x(at) >= left && x(at) <= right,
  );
  return fragment(
    line(left, bottom, right, bottom, INK),
    ticks.map(({ at, text: name, year }) => [
      line(x(at), bottom, x(at), bottom + 5, INK),
      text(x(at), bottom + font * 1.2, name, { font, anchor: 'middle' }),
      year === undefined ? undefined : text(x(at), bottom + font * 2.5, year, { font, anchor: 'middle', bold: true }),
    ]),
  );
}

function breakLine(at: Day, index: number, { top, bottom, x, font }: Plot): Markup {
  const across = x(dateOf(at));
  return fragment(
    line(across, top - font * 0.2, across, bottom, GREY, '4 3'),
    text(across, top - font * 0.8, breakMark(index), { font, anchor: 'middle', bold: true }),
  );
}

function targetLines({ points }: DrawnTarget, { x, y }: Plot): Markup {
  return fragment(
    points.map(({ from, to, number }) => targetLine([x(dateOf(from)), y(number)], [x(dateOf(to)), y(number)])),
  );
}

export function seriesMarks(
  { points, style }: DrawnSeries,
  { breaks }: Chart,
  { plot, atOf }: { plot: Plot; atOf: (point: DrawnPoint) => Date },
): Markup {
  const place = (point: DrawnPoint): [number, number] => [plot.x(atOf(point)), plot.y(point.number)];
  // Marks that would touch one another are smaller.
  const size = Math.min(4.5, Math.max(2, (plot.right - plot.left) / points.length / 2.6));
  const runs = joined(
    points,
    breaks.map(({ at }) => at),
  ).filter((run) => run.length > 1);
  const stroke = {
    stroke: style.colour,
    'stroke-width': 3,
    'stroke-dasharray': style.dash,
    'stroke-linejoin': 'round',
  };
  return fragment(
    runs.map((run) => element('path', { d: lineOf().digits(1)(run.map(place))!, ...stroke })),
    points.map((point) => mark(style, ...place(point), isExact(point), size)),
  );
}

/** A name and a value at the end of a line, with the mark of the line. */
function drawnLabel({ name, value, y, style }: Label & { y: number }, left: number, font: number): Markup {
  const first = y + 3 + font * 0.6;
  return fragment(
    style ? mark(style, left + 9, first) : targetLine([left + 1, first], [left + 17, first]),
    [...name, ...value].map((words, index) =>
      text(left + 22, first + index * font * 1.2, words, { font, bold: index >= name.length }),
    ),
  );
}

/** Letters that notes below the chart explain. */
export function breakMark(index: number): string {
  return index < 26 ? String.fromCharCode(65 + index) : String(index + 1);
}

/**
 * Runs of points that a line may join: their periods touch or overlap, or all of them are single days, and no break
 * lies between. Where nobody reported, there is a gap.
 */
export function joined(points: readonly DrawnPoint[], breaks: readonly Day[]): DrawnPoint[][] {
  const runs: DrawnPoint[][] = [];
  let before: DrawnPoint | undefined;
  for (const point of points) {
    const last = runs.at(-1);
    if (before && last && touches(before.span!, point.span!, breaks)) last.push(point);
    else runs.push([point]);
    before = point;
  }
  return runs;
}

function touches(a: Span, b: Span, breaks: readonly Day[]): boolean {
  if (breaks.some((at) => a.from < at && b.to > at)) return false;
  return b.from <= a.to || (isOneDay(a) && isOneDay(b));
}

function isOneDay({ from, to }: Span): boolean {
  return dateOf(to).getTime() - dateOf(from).getTime() === DAY;
}

/** Where a period stands: at its middle; at its end where periods overlap, as of the last twelve months every month. */
export function middleOrEnd(points: readonly DrawnPoint[]): (point: DrawnPoint) => Date {
  const spans = points.map(({ span }) => span!).sort((a, b) => (a.from < b.from ? -1 : 1));
  const overlaps = spans.some((span, index) => {
    const next = spans[index + 1];
    return next && next.from !== span.from && next.from < span.to;
  });
  return ({ span }) => {
    const [from, to] = [dateOf(span!.from).getTime(), dateOf(span!.to).getTime()];
    return new Date(overlaps ? to - DAY / 2 : (from + to) / 2);
  };
}

/** All the time that a chart shows: that of its figures and, of targets for later, as much as half of that again. */
export function timeSpan(points: readonly DrawnPoint[], { targets }: Pick<Chart, 'targets'>): Span {
  const spans = points.map(({ span }) => span!);
  const [from = '2000-01-01'] = extent(spans, (span) => span.from);
  const [, to = '2001-01-01'] = extent(spans, (span) => span.to);
  const half = (dateOf(to).getTime() - dateOf(from).getTime()) / 2;
  const later = max(targets.flatMap((target) => target.points.flatMap(({ span }) => span?.to ?? []))) ?? to;
  const most = dayOf(dateOf(to).getTime() + half);
  const end = later > most ? most : later;
  return { from, to: end > to ? end : to };
}

/** A target over the time that it is for, as far as the chart shows it; without one, over all of it. */
function stretched({ name, points, otherUnit }: ChartTarget, time: Span): DrawnTarget {
  if (otherUnit) return { name, points: [] };
  return {
    name,
    points: points.flatMap(({ span, value, text }) => {
      const number = Number(value);
      const from = span && span.from > time.from ? span.from : time.from;
      const to = span && span.to < time.to ? span.to : time.to;
      return Number.isFinite(number) && from < to ? [{ from, to, number, text }] : [];
    }),
  };
}

export function dateOf(day: Day): Date {
  return new Date(`${day}T00:00:00Z`);
}

function dayOf(time: number): Day {
  return new Date(time).toISOString().slice(0, 10);
}
