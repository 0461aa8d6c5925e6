import { unzipSync } from 'fflate';
import type { Observation } from '../../projections/state/queries/metric/metric.answers.js';
import type { MetricPage } from '../../projections/state/queries/metric/metric-page.answers.js';
import type { ReportContent } from '../../projections/state/queries/report/report-content.answers.js';
import { metricFigure } from '../../src/web/charts/figure.js';
import { metricChart } from '../../src/web/charts/from-metric.js';
import { reportDocx } from '../../src/web/docx/report-docx.js';
import { inWords } from '../../src/web/parts/people.js';
import { all, parseXml, textIn, type XmlElement } from '../support/xml.js';
import { ENGLISH } from '../web/english.js';
import { documentOf } from '../web/sample-report.js';
import { type LoadedService, startExample } from './example-service.js';

let example: LoadedService;
let contents: ReportContent[];

beforeAll(async () => {
  example = await startExample();
  const { items } = await example.get('/api/reports');
  const august = items.filter(({ reportDate }: { reportDate: string }) => reportDate === '2022-08-04');
  contents = await Promise.all(august.map(({ id }: { id: string }) => example.get(`/api/reports/${id}/content`)));
}, 180_000);
afterAll(() => example?.close());

async function rowsOf(content: ReportContent): Promise<string[][]> {
  const files = unzipSync(await reportDocx(documentOf(content), ENGLISH));
  const body = parseXml(Buffer.from(files['word/document.xml']!).toString('utf8'));
  const [, ...rows] = all(all(body, 'w:tbl')[0]!, 'w:tr');
  return rows.map((row: XmlElement) => all(row, 'w:tc').map(textIn));
}

test('the reports of August 2022 are Word files with each of their 13 rows complete', async () => {
  const shown = await Promise.all(contents.map(rowsOf));
  expect(shown.flat()).toHaveLength(13);
  for (const [at, { rows }] of contents.entries())
    for (const [index, { theme, commitments, updates, delivery }] of rows.entries()) {
      const [name, promised, reported, delivered] = shown[at]![index]!;
      expect(name).toContain(theme.title);
      for (const { wording } of commitments) expect(promised).toContain(wording!.text);
      for (const { blocks, people = [] } of updates)
        for (const { text } of blocks) expect(reported).toContain(inWords(text!, people, ENGLISH));
      for (const { body, printed, words, people = [] } of delivery)
        expect(delivered).toContain(inWords((body?.name ?? printed ?? words)!, people, ENGLISH));
    }
});

test('every measure has all its figures for one area in the table of its chart, and a drawing of those that can be compared', async () => {
  const metrics: { id: string }[] = (await example.get('/api/metrics?limit=500')).items;
  expect(metrics.length).toBeGreaterThan(100);
  const shown = await Promise.all(
    metrics.map(async ({ id }) => {
      const metric: MetricPage = await example.get(`/api/metrics/${id}`);
      const observations: Observation[] = (await example.get(`/api/metrics/${id}/observations?limit=500`)).items;
      const chart = metricChart(metric, { observations, words: ENGLISH });
      const { drawing, table } = metricFigure(chart, { id: 'chart', words: ENGLISH });
      const [, ...part] = (metric.last?.id ?? observations[0]?.id ?? '').split('/');
      const own = observations.filter(({ id }) => id.split('/').slice(1).join('/') === part.join('/'));
      const said = own.map(({ display, printed }) => display ?? printed ?? '–');
      const cells = table.rows.map(({ cells }) => cells.at(-1)!.text);
      expect({ id, cells: cells.sort() }).toEqual({ id, cells: said.sort() });
      return drawing !== undefined;
    }),
  );
  expect(shown.filter((isDrawn) => isDrawn).length).toBeGreaterThanOrEqual(5);
});
