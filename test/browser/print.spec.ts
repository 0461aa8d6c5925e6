import nunjucks from 'nunjucks';
import type { Browser, Page } from 'playwright-core';
import * as sass from 'sass';
import { type StatusShape, shapeSvg } from '../../src/web/parts/status-shapes.js';
import { markup } from '../../src/web/render/templates.js';
import type { Block, ReportDocument, Run } from '../../src/web/report-document.js';
import { ENGLISH } from '../web/english.js';
import { documentOf } from '../web/sample-report.js';
import { launch } from './support/browser.js';
import { collapsed, type Printed, printed, wordsOn } from './support/printed.js';

const report = documentOf();
const { css } = sass.compile('src/web/styles/pages.scss', {
  importers: [new sass.NodePackageImporter(process.cwd())],
  quietDeps: true,
});

const templates = new nunjucks.Environment(
  new nunjucks.FileSystemLoader(['src/web/views', 'node_modules/govuk-frontend/dist']),
  { autoescape: true, throwOnUndefined: true, trimBlocks: true, lstripBlocks: true },
);

/** The table of a report on a page with nothing else. */
function pageOf(shown: ReportDocument): string {
  const content = templates.renderString(
    `{% from "parts/report-table.njk" import reportTable, reportEnd with context %}{{ reportTable(report) }}{{ reportEnd(report) }}`,
    {
      report: shown,
      t: (key: 'report.note', values?: Record<string, string>) => ENGLISH.t(key, values),
      pageOf: (kind: string, { id }: { id: string }) => `/${kind}s/${id}`,
      shape: (shape: StatusShape) => markup(String(shapeSvg(shape))),
    },
  );
  return `<!doctype html><html lang="en-GB"><head><title>${shown.id}</title><style>${css}</style></head>
    <body class="govuk-template__body"><main><h1 class="govuk-heading-l">A report</h1>${content}</main></body></html>`;
}

let browser: Browser;
let page: Page;
let paper: Printed;
beforeAll(async () => {
  browser = await launch();
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.setContent(pageOf(report));
  paper = await printed(page);
});
afterAll(() => browser?.close());

const plain = (runs: readonly Run[]) =>
  runs.map((run) => ('note' in run ? `[note ${run.note}]` : 'status' in run ? run.status.label : run.text)).join('');
const wordsIn = (blocks: readonly Block[]) =>
  blocks.flatMap((block) => (block.is === 'list' ? block.items.map(plain) : [plain(block.runs)]));

describe('a report on paper', () => {
  it('lies across A4, on several pages', () => {
    expect(paper.pages.length).toBeGreaterThan(1);
    for (const { width, height } of paper.pages) expect([Math.round(width), Math.round(height)]).toEqual([842, 595]);
  });

  it('has the header of the table, what tells the report and the page number on each page with rows', () => {
    const last = paper.pages.findIndex((one) => wordsOn(one).includes(collapsed('item 40 of the list')));
    for (const [index, one] of paper.pages.entries()) {
      const words = wordsOn(one);
      expect(words).toContain(collapsed(`${index + 1} / ${paper.pages.length}`));
      if (index > last) continue;
      for (const { heading } of report.columns) expect(words).toContain(collapsed(heading));
      expect(words).toContain(collapsed(report.footer.line));
      expect(words).toContain(collapsed(report.footer.fingerprint!));
    }
  });

  it('has every row complete', () => {
    const furniture = [
      ...report.columns.map(({ heading }) => heading),
      report.footer.line,
      report.footer.fingerprint!,
    ].map(collapsed);
    // What repeats on every page stands between the parts of a row that goes on over several.
    const words = paper.pages
      .map((one, index) =>
        furniture
          .reduce((text, part) => text.replaceAll(part, ''), wordsOn(one))
          .replace(`${index + 1}/${paper.pages.length}`, ''),
      )
      .join('');
    for (const { cells } of report.rows)
      for (const cell of cells) for (const line of wordsIn(cell)) expect(words).toContain(collapsed(line));
  });

  it('has nothing outside its edges, and no address of a link', () => {
    const margin = 25;
    for (const { width, height, texts } of paper.pages)
      for (const one of texts) {
        expect(one.x).toBeGreaterThan(margin);
        expect(one.x + one.width).toBeLessThan(width - margin);
        expect(one.y).toBeGreaterThan(margin / 2);
        expect(one.y + one.height).toBeLessThan(height - margin);
      }
    expect(paper.pages.map(wordsOn).join('')).not.toContain('/metrics/');
  });

  it('can be read out: with its language, and a table in its structure', () => {
    expect(paper.tags).toEqual(expect.arrayContaining(['Table', 'TR', 'TH', 'TD', 'H1', 'H2', 'L']));
    expect(paper.language).toBe('en-GB');
  });

  it('shows statuses by word and frame, with no colour behind them', async () => {
    await page.emulateMedia({ media: 'print' });
    const styles = await page.evaluate<Record<string, string>>(
      `(({ backgroundColor, borderTopWidth, color }) => ({ backgroundColor, borderTopWidth, color }))(
        getComputedStyle(document.querySelector('.app-report .govuk-tag')))`,
    );
    expect(styles).toMatchObject({ backgroundColor: 'rgba(0, 0, 0, 0)', color: 'rgb(11, 12, 12)' });
    expect(Number.parseFloat(styles.borderTopWidth!)).toBeGreaterThan(0.5);
    await page.emulateMedia({ media: null });
  });
});
