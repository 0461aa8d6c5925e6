import { HtmlValidate } from 'html-validate';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { hasOneAddress } from '../../src/web/time/address.js';
import { ERROR_PAGES, PAGES } from './pages.js';
import { axeFindings, complaintsOf, contextsOf, launch, overflow, site } from './support/browser.js';

const VIEWS = { 'as known now': '', 'as reported on a date': '/at/2022-08-04', pinned: '/at/2022-08-04/size/1900' };

const html = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:document'],
  rules: {
    'heading-level': ['error', { minInitialRank: 'h2' }], // a summary of errors stands before the heading
    'long-title': 'off', // a title says which view it is
    'no-trailing-whitespace': 'off',
    'attribute-boolean-style': 'off',
    'no-redundant-role': 'off', // the design system's own, for older readers
    'prefer-native-element': 'off',
    'require-sri': 'off', // all files are our own
    'tel-non-breaking': 'off',
  },
});

let browser: Browser;
let contexts: { name: string; context: BrowserContext }[];
beforeAll(async () => {
  browser = await launch();
  contexts = await contextsOf(browser);
});
afterAll(() => browser?.close());

describe.each(PAGES)('%s', (address, title) => {
  const views = hasOneAddress(address) ? { 'its one address': '' } : VIEWS;
  test.each(Object.entries(views))('%s', async (_name, prefix) => {
    const path = prefix + (prefix !== '' && address === '/' ? '' : address);
    expect(await inAllContexts(path, title)).toEqual([]);
    expect(await validated(path)).toEqual([]);
  });
});

test.each(ERROR_PAGES)('%s is %i: %s', async (address, status, title) => {
  const response = await fetch(site() + address);
  expect(response.status).toBe(status);
  const wrong = await inAllContexts(address, title);
  expect(wrong.filter((line) => !/Failed to load resource.*status of 4\d\d/.test(line))).toEqual([]);
  expect(await validated(address)).toEqual([]);
});

/** What is wrong with a page, at both widths, with scripts and without. */
async function inAllContexts(path: string, title: string): Promise<string[]> {
  const found = await Promise.all(
    contexts.map(async ({ name, context }) => {
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

async function validated(path: string): Promise<string[]> {
  const text = await (await fetch(site() + path)).text();
  const { results } = await html.validateString(text);
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line }) => `${ruleId}, line ${line}: ${message}`),
  );
}
