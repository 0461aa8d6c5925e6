import { breakMark } from './line-chart.js';
import { type Chart, type ChartSeries, type DrawnPoint, drawnPoints, isExact } from './model.js';
import type { ChartWords } from './words.js';

export type ChartKind = 'line' | 'bars' | 'areas' | 'revisions';

const KIND_WORDS = {
  line: 'chart.lineChart',
  bars: 'chart.barChart',
  areas: 'chart.areaChart',
  revisions: 'chart.revisionChart',
} as const;

/** What the chart shows, for those who do not see it. */
export function descriptionOf(chart: Chart, kind: ChartKind, words: ChartWords): string {
  const targets = chart.targets.flatMap(({ name, points }) =>
    points.map(({ text }) => words.t('chart.targetLine', { name, value: text })),
  );
  const parts = [words.t(KIND_WORDS[kind]), ...chart.series.map((series) => seriesInWords(series, words)), ...targets];
  return [...parts, ...breaksInWords(chart, words), words.t('chart.inTable')].join(' ');
}

/** What readers have to know beside the chart, each in a sentence. */
export function notesOf(chart: Chart, { fromZero }: { fromZero: boolean }, words: ChartWords): string[] {
  const points = chart.series.flatMap((one) => one.points);
  const because = (why: string) => points.some(({ notDrawn }) => notDrawn === why);
  const missing = points.filter(({ notDrawn }) => notDrawn === 'missing');
  const drawn = chart.series.flatMap(drawnPoints);
  return [
    ...breaksInWords(chart, words),
    ...new Set(missing.map(({ label, reason }) => missingInWords(label, reason, words))),
    ...(drawn.some((point) => !isExact(point)) ? [words.t('chart.hollow')] : []),
    ...(because('otherLength') ? [words.t('chart.otherLength')] : []),
    ...(because('otherUnit') ? [words.t('chart.otherUnit')] : []),
    ...(because('noPeriod') ? [words.t('chart.noPeriod')] : []),
    ...(because('notANumber') ? [words.t('chart.notANumber')] : []),
    ...(chart.unit.form === 'rank' && drawn.length > 0 ? [words.t('chart.bestAtTop')] : []),
    ...(fromZero ? [] : [words.t('chart.notFromZero')]),
  ];
}

function seriesInWords(series: ChartSeries, words: ChartWords): string {
  const points = drawnPoints(series);
  const [first, last] = [points[0], points.at(-1)];
  const { name } = series;
  if (!first || !last) return words.t('chart.seriesEmpty', { name });
  if (points.length === 1) return words.t('chart.seriesPoint', { name, last: last.text, lastPeriod: last.label });
  const low = least(points, 1);
  const high = least(points, -1);
  return words.t('chart.seriesLine', {
    ...{ name, count: points.length, first: first.text, firstPeriod: first.label },
    ...{ last: last.text, lastPeriod: last.label, low: low.text, lowPeriod: low.label },
    ...{ high: high.text, highPeriod: high.label },
  });
}

function least(points: readonly DrawnPoint[], sign: 1 | -1): DrawnPoint {
  return points.reduce((found, point) => (sign * point.number < sign * found.number ? point : found));
}

function breaksInWords({ breaks }: Chart, words: ChartWords): string[] {
  return breaks.map(({ label, note }, index) =>
    words.t('chart.breakAt', { mark: breakMark(index), date: label, note: note ?? words.t('chart.breakUnexplained') }),
  );
}

function missingInWords(period: string, reason: string | undefined, words: ChartWords): string {
  return reason ? words.t('chart.missing', { period, reason }) : words.t('chart.missingUnexplained', { period });
}
