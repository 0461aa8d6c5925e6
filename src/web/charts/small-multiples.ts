import { max } from 'd3-array';
import { scaleLinear, scaleUtc } from 'd3-scale';
import { canvas, type Size, STYLES, widthOf } from './layout.js';
import { dateOf, middleOrEnd, type Plot, seriesMarks, timeAxis, timeSpan, valueAxis } from './line-chart.js';
import { type Chart, drawnPoints } from './model.js';
import { valueScale } from './scale.js';
import { fragment, type Markup } from './svg.js';
import type { ChartWords } from './words.js';

/** Small enough for two on a phone's width scaled up, and read at any width: letters are never smaller than 12 pixels. */
const SIZE: Size = { name: 'small', width: 220, plot: 90, font: 13 };

/**
 * One series for each chart, all on one scale of values and of time, so that they can be compared; `undefined` for a
 * chart without a figure.
 *
 * @param descriptions of the charts, in their order
 */
export function smallMultiples(
  charts: readonly Chart[],
  { id, descriptions, words }: { id: string; descriptions: readonly string[]; words: ChartWords },
): (Markup | undefined)[] {
  const all = charts.flatMap(({ series }) => series.flatMap(drawnPoints)).filter(({ span }) => span);
  const [first] = charts;
  if (!first || all.length === 0) return charts.map(() => undefined);
  const { width, plot: height, font } = SIZE;
  const scale = valueScale(
    all.map(({ number }) => number),
    { unit: first.unit, count: 2 },
  );
  const time = timeSpan(all, { targets: [] });
  const top = font;
  const left = Math.min(width / 3, (max(scale.ticks, (tick) => widthOf(tick.text, font)) ?? 0) + 8);
  const x = scaleUtc([left + 6, width - 14]).domain([dateOf(time.from), dateOf(time.to)]);
  const y = scaleLinear(scale.domain, [top + height, top]);
  const plot: Plot = { left, right: width - 8, top, bottom: top + height, font, x, y };
  const atOf = middleOrEnd(all);
  return charts.map((chart, index) => {
    const points = chart.series.flatMap(drawnPoints).filter(({ span }) => span);
    if (points.length === 0) return undefined;
    const about = { id: `${id}-${index + 1}`, title: chart.title, description: descriptions[index] ?? '' };
    return canvas(
      { ...about, size: SIZE, height: plot.bottom + font * 3.4 },
      valueAxis(scale, plot),
      timeAxis(time, plot, words),
      fragment(seriesMarks({ name: chart.title, style: STYLES[0]!, points }, chart, { plot, atOf })),
    );
  });
}
