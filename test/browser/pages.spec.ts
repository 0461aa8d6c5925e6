import type { Browser, BrowserContext, Page } from 'playwright-core';
import { hasOneAddress } from '../../src/web/time/address.js';
import { ERROR_PAGES, PAGES } from './pages.js';
import { axeFindings, complaintsOf, contextsOf, launch, overflow, site } from './support/browser.js';
import { htmlFindings } from './support/html.js';

interface Look {
  /** Before the address. */
  prefix: string;
  /** Of both widths, with scripts and without, those that look at it. */
  in: RegExp;
}

const ALL = /^/;
/** Other views of a page differ by their line about time alone: each is seen at both widths, once with scripts. */
const VIEWS: Record<string, Look> = {
  'as known now': { prefix: '', in: ALL },
  'as reported on a date': { prefix: '/at/2022-08-04', in: /^320 with |^1280 without/ },
  pinned: { prefix: '/at/2022-08-04/size/1900', in: /^320 without|^1280 with / },
};

let browser: Browser;
let contexts: { name: string; context: BrowserContext }[];
beforeAll(async () => {
  browser = await launch();
  contexts = await contextsOf(browser);
});
afterAll(() => browser?.close());

describe.each(PAGES)('%s', (address, title) => {
  const views = hasOneAddress(address) ? { 'its one address': { prefix: '', in: ALL } } : VIEWS;
  test.each(Object.entries(views))('%s', async (_name, look) => {
    const path = look.prefix + (look.prefix !== '' && address === '/' ? '' : address);
    expect(await wrongIn(path, title, look.in)).toEqual([]);
    expect(await findingsIn(path)).toEqual([]);
  });
});

test.each(ERROR_PAGES)('%s is %i: %s', async (address, status, title) => {
  const response = await fetch(site() + address);
  expect(response.status).toBe(status);
  const wrong = await wrongIn(address, title, ALL);
  expect(wrong.filter((line) => !/Failed to load resource.*status of 4\d\d/.test(line))).toEqual([]);
  expect(await findingsIn(address)).toEqual([]);
});

async function findingsIn(path: string): Promise<string[]> {
  return htmlFindings(await (await fetch(site() + path)).text());
}

/** What is wrong with a page in the contexts whose name matches. */
async function wrongIn(path: string, title: string, names: RegExp): Promise<string[]> {
  const found = await Promise.all(
    contexts
      .filter(({ name }) => names.test(name))
      .map(async ({ name, context }) => {
        const page = await context.newPage();
        try {
          const wrong = await lookedAt(page, path, title);
          return wrong.map((line) => `${name}: ${line}`);
        } finally {
          await page.close();
        }
      }),
  );
  return found.flat();
}

async function lookedAt(page: Page, path: string, title: string): Promise<string[]> {
  const complaints = complaintsOf(page);
  await page.goto(site() + path, { waitUntil: 'load' });
  const shown = await page.title();
  const wider = await overflow(page);
  const headings = await page.locator('h1').count();
  return [
    ...complaints,
    ...(shown.startsWith(title) ? [] : [`the title is "${shown}"`]),
    ...(wider > 0 ? [`${wider} pixels wider than the window`] : []),
    ...(headings === 1 ? [] : [`${headings} headings of level 1`]),
    ...(await axeFindings(page)),
  ];
}
