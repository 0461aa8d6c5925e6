import { scaleLinear, scaleUtc } from 'd3-scale';
import { line as lineOf } from 'd3-shape';
import type { Day } from '../../ledger/dates.js';
import { mark, STYLES } from './layout.js';
import { joined } from './line-chart.js';
import { type ChartSeries, type DrawnPoint, drawnPoints } from './model.js';
import { element, type Markup } from './svg.js';

const WIDTH = 110;
const HEIGHT = 28;
const MARGIN = 5;

/**
 * The way a figure went, without a scale: it stands beside the figure and its direction in words, says nothing that they
 * do not, and is passed over by those who do not see it. `undefined` where no
 * two figures follow one another: marks apart show no way.
 */
export function sparkline(series: ChartSeries, breaks: readonly Day[] = []): Markup | undefined {
  const points = drawnPoints(series).filter(({ span }) => span);
  if (points.length < 2) return undefined;
  const runs = joined(points, breaks);
  if (runs.every((run) => run.length === 1)) return undefined;
  const numbers = points.map(({ number }) => number);
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  const ends = points.map(({ span }) => Date.parse(span!.to));
  const x = scaleUtc([Math.min(...ends), Math.max(...ends)], [MARGIN, WIDTH - MARGIN]);
  const y = scaleLinear(low < high ? [low, high] : [low - 1, high + 1], [HEIGHT - MARGIN, MARGIN]);
  const place = ({ span, number }: DrawnPoint): [number, number] => [
    x(Date.parse(span!.to)) || MARGIN,
    low < high ? y(number) : HEIGHT / 2,
  ];
  const [style, last] = [STYLES[0]!, points.at(-1)!];
  return element(
    'svg',
    {
      ...{ class: 'app-sparkline', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, width: WIDTH, height: HEIGHT, fill: 'none' },
      ...{ 'aria-hidden': 'true', focusable: 'false' },
    },
    runs.map((run) =>
      run.length === 1
        ? element('circle', { cx: place(run[0]!)[0], cy: place(run[0]!)[1], r: 1.5, fill: style.colour })
        : element('path', { d: lineOf().digits(1)(run.map(place))!, stroke: style.colour, 'stroke-width': 2 }),
    ),
    mark(style, ...place(last), true, 3),
  );
}
