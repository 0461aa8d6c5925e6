import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { ledgerVerify, writeFile } from '../verifier/on-disk.js';
import { complaintsOf, launch, site } from './support/browser.js';

const PAPER = '6d5d23e7bf76f891203b032be84eccce5af06bb907f2d8a978e879044bd3614f';

let browser: Browser;
let folder: string;
beforeAll(async () => {
  browser = await launch();
  folder = mkdtempSync(join(tmpdir(), 'progress-ledger-checked-'));
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

describe.each([true, false])('scripts: %s', (javaScriptEnabled) => {
  let page: Page;
  let complaints: string[];
  let sent: string[];

  beforeEach(async () => {
    page = await browser.newPage({ javaScriptEnabled, acceptDownloads: true });
    page.setDefaultTimeout(15_000);
    complaints = complaintsOf(page);
    sent = [];
    page.on('request', (request) => {
      if (request.method() === 'POST') sent.push(new URL(request.url()).pathname);
    });
    await page.goto(site());
    await page.getByRole('link', { name: 'Check a report or a file' }).click();
  });
  afterEach(async () => {
    await page.close();
    expect(complaints).toEqual([]);
  });

  const path = () => new URL(page.url()).pathname;
  const button = (name: string) => page.getByRole('button', { name }).click();
  const outcomes = async () => (await page.locator('.app-checks dd strong').allInnerTexts()).map((word) => word.trim());
  const save = async (link: string) => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: link, exact: true }).click(),
    ]);
    const file = join(folder, download.suggestedFilename());
    await download.saveAs(file);
    return file;
  };

  test('a report is chosen, and its evidence checked by the program that the page gives out', async () => {
    await page.locator('#report').selectOption({ label: await page.locator('#report option').nth(1).innerText() });
    await button('Check this report');
    expect(path()).toMatch(/^\/verify\/[0-9a-f]{64}$/);
    expect(await outcomes()).toEqual(['Yes', 'Yes', 'Yes', 'Yes', 'Not checked', 'Not checked']);
    const vkey = writeFile(join(folder, 'log.vkey'), await (await fetch(`${site()}/log/vkey`)).text());
    for (const grade of ['cited', 'complete']) {
      const { code, stdout } = await ledgerVerify(await save(`Evidence, ${grade}`), '--vkey', vkey);
      expect([code, stdout]).toEqual([0, expect.stringContaining(`Grade: ${grade}`)]);
    }
    const program = await save('The program that checks them');
    expect(readFileSync(program, 'utf8')).toBe(readFileSync('dist/verify/ledger-verify.mjs', 'utf8'));
  });

  test('a fingerprint is pasted as it stands on paper', async () => {
    await page.locator('#fingerprint').fill(`Fingerprint ${PAPER.toUpperCase()} `);
    await button('Check this fingerprint');
    expect(path()).toBe(`/verify/${PAPER}`);
    expect(await page.locator('main').innerText()).toContain(
      'It is the fingerprint of a paper, as stated on 4 August 2022',
    );
  });

  test('a file is chosen: its bytes leave the machine only where that is said', async () => {
    const said = page.locator(`[data-verify-${javaScriptEnabled ? 'browser' : 'server'}]`);
    expect(await said.isVisible()).toBe(true);
    expect(await page.locator(`[data-verify-${javaScriptEnabled ? 'server' : 'browser'}]`).isVisible()).toBe(false);
    await page.getByLabel('File', { exact: true }).setInputFiles({
      ...{ name: 'print.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 a print') },
    });
    await button('Check this file');
    await page.waitForURL(/\/verify\/[0-9a-f]{64}$/);
    expect([await outcomes(), sent]).toEqual([['No'], javaScriptEnabled ? [] : ['/verify']]);
    expect(await page.locator('main').innerText()).toContain('Paste the fingerprint from its foot');
  });

  test('a proof that somebody kept is looked into', async () => {
    await page.goto(`${site()}/verify/${PAPER}`);
    const proof = await save('Proof of entry 18');
    await page.goto(`${site()}/verify`);
    await page.getByLabel('File', { exact: true }).setInputFiles(proof);
    await button('Check this file');
    await page.getByRole('heading', { name: 'Check of a proof' }).waitFor();
    expect([await outcomes(), sent]).toEqual([['Yes', 'Yes', 'Yes', 'Not checked'], ['/verify']]);
  });

  test('what is wrong with a file is said beside it', async () => {
    await button('Check this file');
    await page.getByRole('link', { name: 'Choose a file' }).click();
    expect(await page.title()).toMatch(/^Error: /);
    expect(await page.locator('#file-error').innerText()).toContain('Choose a file');
    complaints = complaints.filter((line) => !line.includes('400'));
  });
});

test('a file is dropped on the form', async () => {
  const page = await browser.newPage();
  const complaints = complaintsOf(page);
  await page.goto(`${site()}/verify`);
  await page.evaluate(`{
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['something'], 'dropped.bin'));
    const dropped = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true });
    document.querySelector('[data-verify-file] button').dispatchEvent(dropped);
  }`);
  await page.getByRole('button', { name: 'Check this file' }).click();
  // SHA-256 of "something".
  await page.waitForURL('**/verify/3fc9b689459d738f8c88a3a48aa9e33542016b7a4052e001aaa536fca74813cb');
  expect(await page.locator('.app-checks').innerText()).toMatch(/Fingerprint\s+No/);
  await page.close();
  expect(complaints).toEqual([]);
});
