import { extent, max } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import {
  canvas,
  GREY,
  INK,
  line,
  mark,
  PALE,
  pathOf,
  SIZES,
  type Size,
  STYLES,
  shortened,
  targetLine,
  text,
  widthOf,
  wrapped,
} from './layout.js';
import { beside, type Chart, type ChartUnit, type DrawnPoint, drawnPoints, isExact } from './model.js';
import { type ValueScale, valueScale } from './scale.js';
import { element, fragment, type Markup } from './svg.js';

/** One line of a chart: what stands in every series under one key. */
interface Row {
  label: string;
  points: (DrawnPoint & { series: number })[];
}

interface About {
  id: string;
  description: string;
}

/** Of the label of a row. */
const MOST_LINES = 3;
const BAR = 18;
/** How much wider bold letters are. */
const BOLD = 1.1;

/** A bar for each figure, from zero: for so few that a line would say too much. */
export function barChart(chart: Chart, about: About): Markup[] {
  return SIZES.map((size) => rowChart(chart, size, about, true));
}

/** A mark for each figure, in one row for every area or period; those of one row are joined. */
export function dotPlot(chart: Chart, about: About): Markup[] {
  return SIZES.map((size) => rowChart(chart, size, about, false));
}

function rowChart(chart: Chart, size: Size, { id, description }: About, isBars: boolean): Markup {
  const { font, width } = size;
  const isWide = size.name === 'wide';
  const rows = rowsOf(chart);
  const points = rows.flatMap((row) => row.points);
  const levels = levelsOf(chart);
  const names = isBars && chart.series.length > 1 ? chart.series.map(({ name }) => name) : [];
  const left = isWide ? 200 : 6;
  const labelsAt = isWide ? 0 : left + 5; // above the bars, clear of the axis
  const right = width - Math.min(width * 0.4, (max(points, (point) => widthOf(point.text, font) * BOLD) ?? 0) + 14);
  const values = [...points, ...levels].map(({ number }) => number);
  const scale = fitting(values, { unit: chart.unit, zero: isBars }, { room: right - left, font });
  const x = scaleLinear(scale.domain, [left, right]);

  const header = headerOf(chart, levels, { width, font, isBars });
  const top = header.length * font * 1.5 + font * 0.6;
  let y = top;
  const placed = rows.map((row) => {
    const label = shortened(wrapped(row.label, isWide ? left - 16 : (width - labelsAt) / BOLD, font), MOST_LINES);
    const labelHeight = label.length * font * 1.3;
    const start = y + 6;
    const marksAt = isWide ? start : start + labelHeight;
    const marksHeight = isBars ? row.points.length * heightOfBar(names, font) : font * 1.5;
    y = (isWide ? start + Math.max(labelHeight, marksHeight) : marksAt + marksHeight) + 6;
    return { row, label, start, marksAt };
  });
  const bottom = y + 4;

  return canvas(
    { id, title: chart.title, description, size, height: bottom + font * 2 },
    fragment(header.map((draw, index) => draw(font * (0.75 + 1.5 * index)))),
    fragment(
      scale.ticks.map(({ value, text: words }) => [
        line(x(value), top, x(value), bottom, PALE),
        text(x(value), bottom + font, words, { font, anchor: anchorOf(x(value), words, font, width) }),
      ]),
    ),
    fragment(levels.map(({ number }) => targetLine([x(number), top], [x(number), bottom]))),
    fragment(
      placed.map(({ row, label, start, marksAt }) => [
        label.map((words, index) =>
          text(labelsAt, start + font * (0.65 + 1.3 * index), words, { font, bold: !isWide }),
        ),
        isBars
          ? bars(row, { x, y: marksAt, font, names })
          : dots(row, { x, y: marksAt + font * 0.65, font, ends: [left, right], at: right + 10 }),
      ]),
    ),
    isBars ? line(x(0), top, x(0), bottom, INK) : line(left, bottom, right, bottom, INK),
  );
}

interface Level {
  name: string;
  number: number;
  text: string;
}

function levelsOf({ targets }: Chart): Level[] {
  const levels = targets.flatMap(({ name, points, otherUnit }) =>
    (otherUnit ? [] : points).map(({ value, text }) => ({ name, number: Number(value), text })),
  );
  return levels.filter(({ number }) => Number.isFinite(number));
}

/** A scale whose marks have room for their words side by side. */
function fitting(
  values: readonly number[],
  about: { unit: ChartUnit; zero: boolean },
  { room, font }: { room: number; font: number },
): ValueScale {
  for (let count = 6; count > 1; count--) {
    const scale = valueScale(values, { ...about, count });
    const widest = max(scale.ticks, (tick) => widthOf(tick.text, font)) ?? 0;
    if ((widest + font) * (scale.ticks.length - 1) <= room) return scale;
  }
  const scale = valueScale(values, { ...about, count: 1 });
  return { ...scale, ticks: scale.ticks.filter((_, index) => index === 0 || index === scale.ticks.length - 1) };
}

/** What stands above the rows, line by line: the unit, what the marks are, the targets. */
function headerOf(
  { unit, series }: Chart,
  levels: readonly Level[],
  { width, font, isBars }: { width: number; font: number; isBars: boolean },
): ((y: number) => Markup)[] {
  const named = (y: number, words: string) =>
    text(22, y, shortened(wrapped(words, width - 22, font), 1)[0] ?? '', { font });
  return [
    ...wrapped(unit.name ?? '', width, font).map((words) => (y: number) => text(0, y, words, { font, colour: GREY })),
    ...(isBars || series.length < 2 ? [] : series).map(
      ({ name }, index) =>
        (y: number) =>
          fragment(mark(STYLES[index]!, 8, y), named(y, name)),
    ),
    ...levels.map(
      ({ name, text: words }) =>
        (y: number) =>
          fragment(targetLine([1, y], [17, y]), named(y, `${name} ${words}`)),
    ),
  ];
}

/** With its name above it where there are several. */
function heightOfBar(names: readonly string[], font: number): number {
  return BAR + 5 + (names.length > 0 ? font * 1.4 : 0);
}

type Across = (value: number) => number;

function bars(
  { points }: Row,
  { x, y, font, names }: { x: Across; y: number; font: number; names: readonly string[] },
): Markup {
  const each = heightOfBar(names, font);
  return fragment(
    points.map((point, index) => {
      const { colour } = STYLES[point.series]!;
      const isFilled = point.series === 0 && isExact(point);
      const at = y + index * each + (names.length > 0 ? font * 1.4 : 0);
      const [from, to] = [Math.min(x(0), x(point.number)), Math.max(x(0), x(point.number))];
      return [
        names.length > 0 ? text(x(0) + 4, at - font * 0.6, names[point.series]!, { font, colour: GREY }) : undefined,
        element('rect', {
          ...{ x: from, y: at, width: Math.max(1, to - from), height: BAR },
          ...{ fill: isFilled ? colour : '#ffffff', stroke: colour, 'stroke-width': 2 },
          'stroke-dasharray': isExact(point) ? undefined : '4 3',
        }),
        text(to + 7, at + BAR / 2, point.text, { font, bold: true, halo: true }),
      ];
    }),
  );
}

function dots(
  { points }: Row,
  { x, y, font, ends, at }: { x: Across; y: number; font: number; ends: [number, number]; at: number },
): Markup {
  const [low, high] = extent(points, ({ number }) => x(number));
  const shown = points.at(-1);
  return fragment(
    line(ends[0], y, ends[1], y, PALE),
    low !== undefined && high! - low > 1
      ? element('path', { d: pathOf([low, y], [high!, y]), stroke: GREY, 'stroke-width': 3 })
      : undefined,
    points.map((point) => mark(STYLES[point.series]!, x(point.number), y, isExact(point), 5)),
    shown ? text(at, y, shown.text, { font, bold: true }) : undefined,
  );
}

/** The points of all series under each key, in the order of the series that has it first. */
function rowsOf({ series, unit }: Chart): Row[] {
  const rows = new Map<string, Row>();
  for (const [index, one] of series.entries())
    for (const point of drawnPoints(one)) {
      const row = rows.get(point.key) ?? { label: point.label, points: [] };
      row.points.push({ ...point, text: beside(point.text, unit), series: index });
      rows.set(point.key, row);
    }
  return [...rows.values()];
}

/** A word at the edge of the drawing is turned inwards. */
function anchorOf(x: number, words: string, font: number, width: number): 'start' | 'middle' | 'end' {
  const half = widthOf(words, font) / 2;
  if (x < half) return 'start';
  return x > width - half ? 'end' : 'middle';
}
