import type { Browser, Page } from 'playwright-core';
import * as sass from 'sass';
import {
  areaFigures,
  areasFigure,
  type ChartFigure,
  metricFigure,
  revisionsFigure,
} from '../../src/web/charts/figure.js';
import { sparkline } from '../../src/web/charts/sparkline.js';
import { ENGLISH as words } from '../web/english.js';
import { SAMPLE_AREAS, SAMPLE_CHARTS, SAMPLE_DISTRICTS, SAMPLE_REVISIONS } from '../web/sample-charts.js';
import { axeFindings, launch, overflow, WIDTHS } from './support/browser.js';

const { css } = sass.compile('src/web/styles/pages.scss', {
  importers: [new sass.NodePackageImporter(process.cwd())],
  quietDeps: true,
});
const figures: ChartFigure[] = [
  ...Object.entries(SAMPLE_CHARTS).map(([id, chart]) => metricFigure(chart, { id, words })),
  areasFigure(SAMPLE_AREAS, { id: 'areas', words }),
  revisionsFigure(SAMPLE_REVISIONS, { id: 'revisions', words }),
];
const small = areaFigures(SAMPLE_DISTRICTS, { id: 'districts', words }).flatMap(({ drawing }) => drawing ?? []);
const html = `<!doctype html><html lang="en-GB"><head><title>Charts</title>
  <meta name="viewport" content="width=device-width, initial-scale=1"><style>${css}</style></head>
  <body class="govuk-template__body"><main class="govuk-width-container"><h1>Charts</h1>
  ${figures.map(({ drawing }) => `<figure class="app-chart">${drawing}</figure>`).join('')}
  <ul class="app-charts">${small.map((drawing) => `<li>${drawing}</li>`).join('')}</ul>
  <p>${sparkline(SAMPLE_CHARTS.answerTimes!.series[0]!)}</p></main></body></html>`;

/** Of every drawing that is seen: what reaches over its edges, and the smallest letters in pixels. */
const MEASURED = `[...document.querySelectorAll('.app-chart__svg')].flatMap((svg) => {
  const edge = svg.getBoundingClientRect();
  if (edge.width === 0) return [];
  const marks = [...svg.querySelectorAll('text, path, rect, circle')].map((mark) => [mark, mark.getBoundingClientRect()]);
  const outside = marks.filter(([, at]) =>
    at.left < edge.left - 1 || at.right > edge.right + 1 || at.top < edge.top - 1 || at.bottom > edge.bottom + 1);
  const sizes = [...svg.querySelectorAll('text')].map((text) => Number(text.getAttribute('font-size')));
  const scale = edge.width / svg.viewBox.baseVal.width;
  return [{
    title: svg.querySelector('title').textContent,
    outside: outside.map(([mark]) => mark.textContent || mark.outerHTML),
    smallest: Math.min(...sizes) * scale,
  }];
})`;

interface Measured {
  title: string;
  outside: string[];
  smallest: number;
}

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

describe.each([...WIDTHS, 640, 768])('charts on a page %i pixels wide', (width) => {
  let page: Page;
  beforeAll(async () => {
    page = await browser.newPage({ viewport: { width, height: 900 } });
    await page.setContent(html);
  });
  afterAll(() => page.close());

  it('are seen once each, whole, in letters of at least 12 pixels', async () => {
    const measured = await page.evaluate<Measured[]>(MEASURED);
    expect(measured).toHaveLength(figures.length + small.length);
    for (const { title, outside, smallest } of measured) {
      expect({ title, outside }).toEqual({ title, outside: [] });
      expect(smallest).toBeGreaterThanOrEqual(12);
    }
  });

  it('are accessible, and make no page scroll sideways', async () => {
    expect(await axeFindings(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
  });
});

test('charts keep their narrow drawing where a browser knows nothing of containers', async () => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.setContent(html.replaceAll('@container', '@media not all and'));
  const seen = await page
    .locator('.app-chart .app-chart__svg')
    .evaluateAll((all) =>
      (all as unknown as { getAttribute(name: string): string; checkVisibility(): boolean }[])
        .filter((svg) => svg.checkVisibility())
        .map((svg) => svg.getAttribute('class')),
    );
  expect(new Set(seen)).toEqual(new Set(['app-chart__svg app-chart__svg--narrow']));
  await page.close();
});
