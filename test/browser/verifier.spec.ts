import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { EVIDENCE_FORMAT } from '../../src/verifier/evidence.js';
import { run } from '../../src/verifier/node/command-line.js';
import { someEntries } from '../support/log-entries.js';
import { BuiltLog, LOG_KEY, LOG_VKEY } from '../support/log-files.js';
import { writeFile, writeLog } from '../verifier/on-disk.js';
import { axeFindings, complaintsOf, launch, overflow, site, WIDTHS } from './support/browser.js';

const PAGE = pathToFileURL(join(__dirname, '../../dist/verify/ledger-verify.html')).href;
const log = BuiltLog.of(someEntries(300));
const index = 296;
const PROGRESS = /^[0-9,]+ of 40,000 entries$/;

/** The page as somebody opens it who has saved it to disk. */
describe('the verifier as a page', () => {
  let browser: Browser;
  let folder: string;
  let page: Page;
  let complaints: string[];
  /** What the page asked for besides itself. */
  let asked: string[];

  beforeAll(async () => {
    browser = await launch();
    folder = mkdtempSync(join(tmpdir(), 'progress-ledger-page-'));
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });
  beforeEach(() => open(1280));
  afterEach(() => page.close());

  async function open(width: number): Promise<void> {
    page = await browser.newPage({ viewport: { width, height: 900 } });
    complaints = complaintsOf(page);
    asked = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(PAGE);
    await page.getByLabel('Public key of the log').fill(LOG_VKEY);
  }

  async function check(): Promise<string> {
    await page.getByRole('button', { name: 'Check' }).click();
    const conclusion = page.locator('#conclusion');
    await conclusion.waitFor();
    return (await conclusion.textContent())!;
  }

  const row = (name: string) => page.locator('tr', { hasText: name }).innerText();

  it('checks a folder, and asks nobody for anything', async () => {
    await page.getByLabel('Folder', { exact: true }).setInputFiles(writeLog(log.files(), join(folder, 'good')));
    expect(await check()).toBe('Every check that applies passed');
    expect(await row('tree of hashes')).toMatch(/passed/);
    expect(await row('disclosed values')).toMatch(/1 value was erased\. .*Erased from entry 2, at \/data\/reason, /s);
    expect(await page.locator('#counts').innerText()).toMatch(/Size\s+300/);
    expect(await page.locator('#not-shown').innerText()).toMatch(/That a statement is true/);
    expect([asked, complaints]).toEqual([[PAGE], []]);
  });

  it('says what is wrong with a folder', async () => {
    const files = log.files().flip('tile/entries/000', 20);
    await page.getByLabel('Folder', { exact: true }).setInputFiles(writeLog(files, join(folder, 'bad')));
    expect(await check()).toMatch(/^Something is wrong/);
    expect(await row('tree of hashes')).toMatch(/FAILED.*the hash of entry 0 is not the one/s);
  });

  it('holds a log against a kept checkpoint', async () => {
    await page.getByLabel('Folder', { exact: true }).setInputFiles(writeLog(log.files(100), join(folder, 'older')));
    await page.getByLabel('A checkpoint that you kept').fill(log.note(256));
    expect(await check()).toMatch(/^Something is wrong/);
    expect(await row('kept checkpoint')).toMatch(/covers 256 entries, but only 100/);
  });

  it('checks a file of evidence, chosen or dropped', async () => {
    const evidence = JSON.stringify({
      format: EVIDENCE_FORMAT,
      ...{ origin: LOG_KEY.name, view: { asReportedOn: '2026-11-10', atSize: 300 }, checkpoint: log.note() },
      figures: [
        {
          ...{ pointer: '/rows/0', key: `commitment-${index % 7}/status/officer`, index, proof: log.proof(index) },
          entry: Buffer.from(log.entries[index]!).toString('base64'),
        },
      ],
    });
    await page
      .getByLabel('File of evidence')
      .last()
      .setInputFiles(writeFile(join(folder, 'evidence.json'), evidence));
    expect(await check()).toBe('Every check that applies passed');
    expect(await page.locator('#counts').innerText()).toMatch(/Grade\s+cited/);

    await drop('evidence.json', evidence.replace('/officer', '/elsewhere'));
    await page.getByText('Dropped: evidence.json').waitFor();
    expect(await check()).toMatch(/^Something is wrong/);
    expect(await row('figures of the report')).toMatch(/says nothing about/);
  });

  describe('given an entry and its proof', () => {
    const entry = Buffer.from(log.entries[index]!).toString();
    const proof = ['c2sp.org/tlog-proof@v1', `index ${index}`, ...log.proof(index), '', log.note()].join('\n');

    /** The conclusion; the checks must be told in the words of the command line. */
    async function checkProof(entryText: string): Promise<string> {
      const files = [writeFile(join(folder, 'entry.json'), entryText), writeFile(join(folder, 'e.tlog-proof'), proof)];
      await page.getByLabel('Entry: its bytes').setInputFiles(files[0]!);
      await page.getByLabel('Proof: the file').setInputFiles(files[1]!);
      const conclusion = await check();
      const vkey = writeFile(join(folder, 'vkey'), LOG_VKEY);
      const { out } = await run([files[1]!, '--entry', files[0]!, '--vkey', vkey, '--json']);
      const { checks } = JSON.parse(out) as { checks: { says: string; more: string[] }[] };
      const said = await page.locator('#checks td:last-child').allTextContents();
      expect(said).toEqual(checks.map(({ says, more }) => [says, ...more].join('')));
      expect([asked, complaints]).toEqual([[PAGE], []]);
      return conclusion;
    }

    it.each([
      ['its bytes', entry],
      ['the answer of the service', JSON.stringify({ index, entry: JSON.parse(entry), leafHash: 'x' }, null, 2)],
    ])('shows that the entry is in the log, by %s', async (_, text) => {
      expect(await checkProof(text)).toBe('Every check that applies passed');
      expect(await row('tree of hashes')).toMatch(/passed.*this is entry 296 of the 300 that were signed/s);
      expect([await axeFindings(page), await overflow(page)]).toEqual([[], 0]);
    });

    it('does not pass with another entry', async () => {
      expect(await checkProof(Buffer.from(log.entries[1]!).toString())).toMatch(/^Something is wrong/);
      expect(await row('tree of hashes')).toMatch(/FAILED.*does not show that this is entry 296/s);
      expect([await axeFindings(page), await overflow(page)]).toEqual([[], 0]);
    });
  });

  it('checks the log of a service at its address', async () => {
    const vkey = await (await fetch(`${site()}/log/vkey`)).text();
    await page.getByLabel('Public key of the log').fill(vkey);
    await page.getByLabel('Address of the log').fill(`${site()}/log/`);
    expect(await check()).toBe('Every check that applies passed');
    expect(complaints).toEqual([]);
    expect(asked.filter((address) => address !== PAGE && !address.startsWith(`${site()}/log/`))).toEqual([]);
  });

  it('says how far it has come with a large log, and goes on answering', async () => {
    const large = BuiltLog.of(someEntries(40_000));
    await page.getByLabel('Folder', { exact: true }).setInputFiles(writeLog(large.files(), join(folder, 'large')));
    await page.evaluate(`{
      const status = document.querySelector('#status');
      window.painted = [];
      const look = () => {
        window.painted.push(status.textContent);
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    }`);
    expect(await check()).toBe('Every check that applies passed');
    // The browser has its turn on the way, again and again: one that waited for the end would have painted none of this.
    const painted = (await page.evaluate('window.painted')) as string[];
    expect(painted.filter((text) => PROGRESS.test(text)).length).toBeGreaterThan(3);
  });

  it('says what is missing', async () => {
    await page.getByRole('button', { name: 'Check' }).click();
    await page.getByText('This could not be checked: choose the folder of a log').waitFor();
  });

  it.each(WIDTHS)('can be used by everybody at %i pixels', async (width) => {
    await page.close();
    await open(width);
    expect(await axeFindings(page)).toEqual([]);
    await page.getByLabel('Folder', { exact: true }).setInputFiles(writeLog(log.files(9), join(folder, `of ${width}`)));
    await check();
    expect(await page.evaluate('document.activeElement.id')).toBe('conclusion');
    expect([await axeFindings(page), await overflow(page)]).toEqual([[], 0]);
  });

  /** Lets go of a file above the page. */
  async function drop(name: string, content: string): Promise<void> {
    await page.evaluate(`{
      const transfer = new DataTransfer();
      transfer.items.add(new File([${JSON.stringify(content)}], ${JSON.stringify(name)}));
      document.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
    }`);
  }
});
