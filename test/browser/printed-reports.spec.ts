import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { strFromU8, unzipSync } from 'fflate';
import type { Browser } from 'playwright-core';
import type { ReportContent } from '../../projections/state/queries/report/report-content.answers.js';
import { launch, site } from './support/browser.js';
import { collapsed, type Printed, type PrintedText, printed, readPrinted, wordsOn } from './support/printed.js';

/** The reports that went before the panel in August 2022, and how many rows their papers have. */
const REPORTS: readonly (readonly [id: string, rows: number])[] = [
  ['REPORT-2022-08-04-P1', 8],
  ['REPORT-2022-08-04-P2', 5],
];

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

async function contentOf(report: string): Promise<ReportContent> {
  const response = await fetch(`${site()}/api/reports/${report}/content`);
  return (await response.json()) as ReportContent;
}

/** The lines of the smallest checkpoint that covers the publication of a report. */
async function checkpointOf({ from }: ReportContent): Promise<string[]> {
  const [origin] = (await (await fetch(`${site()}/log/checkpoint`)).text()).split('\n');
  const { items } = (await (await fetch(`${site()}/api/checkpoints?limit=1000`)).json()) as {
    items: { size: number; root: string }[];
  };
  const { size, root } = items.findLast((one) => one.size > from.index)!;
  return [origin!, String(size), root];
}

/** Everything that a row says, column by column: promises, what was reported of them, and who delivers them. */
function textsOf({ theme, commitments, updates, delivery }: ReportContent['rows'][number]): string[][] {
  return [
    [theme.title!],
    commitments.map(({ wording }) => wording!.text),
    updates.flatMap(({ blocks }) => blocks.map(({ text }) => text!)),
    delivery.map(({ body, printed, words }) => (body?.name ?? printed ?? words)!),
  ];
}

/** Whether a text stands among words, whatever offices stand there in the place of its persons. */
function isIn(words: string, text: string): boolean {
  return text.split(/\{person:\d+\}/).every((part) => words.includes(collapsed(part)));
}

/** The words of each column, without the header and the footer that repeat: a paragraph may go on overleaf. */
function columnsOf({ pages }: Printed, headings: readonly string[], title: string): string[] {
  const columns = headings.map(() => '');
  for (const { texts } of pages) {
    const heads = headings.map((heading) => texts.find(({ text }) => isBeginning(text, heading)));
    if (heads.some((head) => head === undefined)) continue; // behind the table
    const begins = heads.map((head) => head!.x);
    const foot = Math.max(...texts.filter(({ text, y }) => y < 90 && isBeginning(text, title)).map(({ y }) => y));
    const top = Math.min(...heads.map((head) => head!.y));
    const isHead = ({ text, y }: PrintedText) =>
      y >= top || (y > top - 30 && headings.some((heading) => collapsed(heading).endsWith(collapsed(text))));
    for (const { text, x, y } of texts.filter((one) => !isHead(one)))
      if (y > foot) columns[begins.findLastIndex((begin) => begin <= x + 1)] += collapsed(text);
  }
  return columns;
}

function isBeginning(text: string, whole: string): boolean {
  return collapsed(text).length > 5 && collapsed(whole).startsWith(collapsed(text));
}

describe.each(REPORTS)('%s', (report, rows) => {
  let content: ReportContent;
  let checkpoint: string[];
  let paper: Printed;
  beforeAll(async () => {
    content = await contentOf(report);
    checkpoint = await checkpointOf(content);
    const page = await browser.newPage();
    await page.goto(`${site()}/reports/${report}/table`);
    paper = await printed(page);
    await page.close();
  });
  const footer = () => [
    `${content.title} · version 1 · as reported on 4 August 2022, ${content.pinnedSize.toLocaleString('en-GB')} entries`,
    `Fingerprint ${content.fingerprint!.sha256}`,
    `Checkpoint ${checkpoint.join(' · ')}`,
  ];

  it(`has its ${rows} rows on paper, each complete`, () => {
    expect(content.rows).toHaveLength(rows);
    const headings = content.columns.map(({ heading }) => heading);
    const columns = columnsOf(paper, headings, content.title);
    const missing = content.rows.flatMap((row) =>
      textsOf(row).flatMap((texts, column) => texts.filter((text) => !isIn(columns[column]!, text))),
    );
    expect(missing).toEqual([]);
  });

  it('has the header, the fingerprint and the number on each page of the table, and lies across A4', () => {
    const last = content.rows.at(-1)!;
    const end = paper.pages.findLastIndex((page) => wordsOn(page).includes(collapsed(last.theme.title!)));
    expect(end).toBeGreaterThan(0);
    for (const [index, page] of paper.pages.entries()) {
      expect([Math.round(page.width), Math.round(page.height)]).toEqual([842, 595]);
      const words = wordsOn(page);
      expect(words).toContain(`${index + 1}/${paper.pages.length}`);
      if (index > end) continue;
      for (const repeated of [...content.columns.map(({ heading }) => heading), ...footer()])
        expect([index + 1, words]).toEqual([index + 1, expect.stringContaining(collapsed(repeated))]);
    }
  });

  it('begins with the first row on the first page, and is not longer than it must be', () => {
    expect(wordsOn(paper.pages[0]!)).toContain(collapsed(content.rows[0]!.commitments[0]!.wording!.text));
    expect(paper.pages.length).toBeLessThanOrEqual(10);
  });

  it('says at its end what it can be told by', () => {
    const words = paper.pages.slice(-2).map(wordsOn).join('');
    for (const line of [`Report ${content.report.id}, version 1.`, content.fingerprint!.sha256, 'from a ledger of'])
      expect(words).toContain(collapsed(line));
    expect(words).toContain(collapsed(`${checkpoint.join('')} Held by nobody else yet.`));
  });

  it('has nothing outside its edges', () => {
    for (const { width, height, texts } of paper.pages)
      for (const one of texts) {
        expect(one.x).toBeGreaterThan(25);
        expect(one.x + one.width).toBeLessThan(width - 25);
        expect(one.y).toBeGreaterThan(12);
        expect(one.y + one.height).toBeLessThan(height - 20);
      }
  });

  it('is complete as a Word file', async () => {
    const response = await fetch(`${site()}/reports/${report}.docx`);
    expect(response.headers.get('content-type')).toContain('wordprocessingml');
    const { 'word/document.xml': body } = unzipSync(new Uint8Array(await response.arrayBuffer()));
    const words = collapsed(
      strFromU8(body!)
        .replaceAll(/<[^>]*>/g, '')
        .replaceAll('&apos;', "'")
        .replaceAll('&quot;', '"')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&amp;', '&'),
    );
    const missing = content.rows.flatMap((row) =>
      textsOf(row)
        .flat()
        .filter((text) => !isIn(words, text)),
    );
    expect(missing).toEqual([]);
    expect(words).toContain(collapsed(content.fingerprint!.sha256));
    expect(words.endsWith(collapsed(checkpoint.join('')))).toBe(true);
  });
});

describe('ledger report pdf', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'progress-ledger-pdf-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const ledger = (...words: string[]) =>
    promisify(execFile)(process.execPath, ['bin/ledger.js', 'report', 'pdf', ...words, '--site', site()]);

  it('prints the table that a reader prints: tagged, with its title and language', async () => {
    const out = join(folder, 'report.pdf');
    await ledger('REPORT-2022-08-04-P2', '--out', out);
    expect((await readFile(out)).subarray(0, 5).toString()).toBe('%PDF-');
    const paper = await readPrinted(out);
    expect(paper.title).toMatch(/^Table: Standing Together 2022-25: Priority Two/);
    expect(paper.tags).toEqual(expect.arrayContaining(['Table', 'TR', 'TH', 'TD', 'H1']));
    const content = await contentOf('REPORT-2022-08-04-P2');
    const words = paper.pages.map(wordsOn).join('');
    for (const { theme } of content.rows) expect(words).toContain(collapsed(theme.title!));
    await expect(ledger('REPORT-2022-08-04-P2', '--out', out)).rejects.toThrow('is there already');
  });

  it('says what is wrong', async () => {
    const out = join(folder, 'none.pdf');
    await expect(ledger('REPORT-1999', '--out', out)).rejects.toThrow('no such report');
    await expect(ledger('REPORT-2022-08-04-P2', '--out', out, '--of-version', '2')).rejects.toThrow('not this version');
    await expect(ledger('REPORT-2022-08-04-P2', '--out', out, '--of-version', 'two')).rejects.toThrow('--of-version');
  });
});
