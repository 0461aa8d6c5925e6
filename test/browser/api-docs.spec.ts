import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

let folder: string;
let service: ChildProcess;
let url: string;
let browser: Browser;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'progress-ledger-browser-'));
  await chmod(folder, 0o755); // the embedded database runs as another user where root runs the tests
  service = spawn(process.execPath, ['dist/src/main.js'], {
    env: { ...process.env, PORT: '0', DATA_DIR: join(folder, 'data') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  url = await addressOf(service);
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
});

afterAll(async () => {
  await browser?.close();
  const ended = new Promise((resolve) => service.once('exit', resolve));
  service.kill('SIGTERM');
  await ended;
  await rm(folder, { recursive: true, force: true });
});

test.each([320, 1280])('the API documentation can be read and tried at %i pixels', async (width) => {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  const complaints = complaintsOf(page);
  await page.goto(`${url}/api/docs`);
  await page.getByText('/api/plans/{id}', { exact: true }).waitFor();
  expect(await page.title()).toMatch(/ledger/i);
  expect(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBeLessThanOrEqual(0);
  await page.getByText('/api/plans', { exact: true }).first().click();
  await page.getByRole('button', { name: 'Try it out' }).click();
  await page.getByRole('button', { name: 'Execute' }).click();
  await page.getByText('"atSize"').first().waitFor();
  expect(complaints).toEqual([]);
  await page.close();
});

test('the bare address leads to the documentation', async () => {
  const page = await browser.newPage();
  await page.goto(url);
  expect(new URL(page.url()).pathname).toBe('/api/docs');
  await page.close();
});

/** Everything that the browser's console or the page's policy complains about, and every failed request. */
function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('requestfailed', (request) => complaints.push(request.url()));
  return complaints;
}

async function addressOf(child: ChildProcess): Promise<string> {
  let said = '';
  for await (const chunk of child.stdout!) {
    said += chunk;
    const address = /open at (http:\S+)/.exec(said)?.[1];
    if (address) return address;
  }
  throw new Error(`The service ended before it said where it listens: ${said}`);
}
