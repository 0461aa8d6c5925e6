// Prints every sample chart; run in a process of its own, the place that it stands in must not show.
import { areasFigure, type ChartFigure, metricFigure, revisionsFigure } from '../../src/web/charts/figure.js';
import { ENGLISH as words } from './english.js';
import { SAMPLE_AREAS, SAMPLE_CHARTS, SAMPLE_REVISIONS } from './sample-charts.js';

const figures: ChartFigure[] = [
  ...Object.entries(SAMPLE_CHARTS).map(([id, chart]) => metricFigure(chart, { id, words })),
  areasFigure(SAMPLE_AREAS, { id: 'areas', words }),
  revisionsFigure(SAMPLE_REVISIONS, { id: 'revisions', words }),
];
process.stdout.write(figures.map(({ drawing }) => `${drawing}\n\n`.replaceAll('><', '>\n<')).join(''));
