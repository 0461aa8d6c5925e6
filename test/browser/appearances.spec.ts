import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { axeFindings, launch, overflow, site } from './support/browser.js';

/** One page of each kind that people spend their time on. */
const MAIN_PAGES = [
  '/',
  '/plans/PLAN-2022',
  '/plans/PLAN-2022/commitments',
  '/commitments/C22-14',
  '/at/2022-08-04/commitments/C22-14',
  '/commitments/C22-14/history',
  '/commitments/C22-14/wording',
  '/plans/PLAN-2018/compare/PLAN-2022',
  '/reports/REPORT-2022-08-04-P1',
  '/reports/REPORT-2022-08-04-P1/table',
  '/changes?from=2022-06-07',
  '/scorecards/PLAN-2022',
  '/metrics',
  '/meetings',
  '/search?q=victims',
  '/sources/S-2022-08-04-P1',
  '/entries',
  '/entries/1612',
  '/plans/PLAN-2022/replay',
  '/time',
];

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

async function opened<T>(path: string, how: BrowserContextOptions, look: (page: Page) => Promise<T>): Promise<T> {
  const context = await browser.newContext(how);
  try {
    const page = await context.newPage();
    await page.goto(site() + path);
    return await look(page);
  } finally {
    await context.close();
  }
}

/** Elements whose own words are cut off: wider or higher than the box that hides what stands out of it. */
const CUT_OFF = `[...document.querySelectorAll('main *, header *, footer *')].filter((one) => {
  const { overflowX, overflowY, position, clip } = getComputedStyle(one);
  const isHidden = position === 'absolute' && clip !== 'auto';
  if (isHidden || one.closest('.govuk-visually-hidden') || !one.innerText || one.clientWidth === 0) return false;
  const hides = (value) => value === 'hidden' || value === 'clip';
  return (hides(overflowY) && one.scrollHeight > one.clientHeight + 1)
    || (hides(overflowX) && one.scrollWidth > one.clientWidth + 1);
}).map((one) => one.outerHTML.slice(0, 120))`;

/** Everything folded is opened, as somebody may do. */
const UNFOLD = `document.querySelectorAll('details').forEach((one) => { one.open = true; })`;

describe.each(MAIN_PAGES)('%s', (path) => {
  test('at 400 % on a small screen: nothing stands beside it, over it or is cut off', async () => {
    const found = await opened(path, { viewport: { width: 320, height: 256 } }, async (page) => {
      await page.evaluate(UNFOLD);
      const stuck = await page.evaluate(`[...document.querySelectorAll('body *')]
        .filter((one) => ['fixed', 'sticky'].includes(getComputedStyle(one).position)).map((one) => one.className)`);
      return { wider: await overflow(page), stuck, cut: await page.evaluate(CUT_OFF) };
    });
    expect(found).toEqual({ wider: 0, stuck: [], cut: [] });
  });

  test.each([320, 1280])('with the spacing that a reader sets, at %i pixels: no words are lost', async (width) => {
    const found = await opened(path, { viewport: { width, height: 900 } }, async (page) => {
      await page.evaluate(UNFOLD);
      await page.evaluate(`{
        const sheet = new CSSStyleSheet();
        sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important;'
          + ' word-spacing: 0.16em !important } p { margin-bottom: 2em !important }');
        document.adoptedStyleSheets = [sheet];
      }`);
      return { wider: await overflow(page), cut: await page.evaluate(CUT_OFF) };
    });
    expect(found).toEqual({ wider: 0, cut: [] });
  });

  test('in forced colours, dark: what is drawn stands out from the page, and links are underlined', async () => {
    const how: BrowserContextOptions = { forcedColors: 'active', colorScheme: 'dark' };
    const found = await opened(path, how, async (page) => {
      await page.evaluate(UNFOLD);
      const unseen = await page.evaluate(`[...document.querySelectorAll('main svg')].filter((svg) => {
        const canvas = getComputedStyle(document.body).backgroundColor;
        const drawn = [...svg.querySelectorAll('path, circle, rect, line, polygon, polyline, text')];
        const paints = drawn.flatMap((one) => {
          const { fill, stroke } = getComputedStyle(one);
          return [fill, stroke].filter((paint) => paint !== 'none');
        });
        return paints.length > 0 && paints.every((paint) => paint === canvas);
      }).map((svg) => svg.outerHTML.slice(0, 200))`);
      const bare = await page.evaluate(`[...document.querySelectorAll('main p a, main li a, main td a')]
        .filter((one) => one.offsetParent !== null && !one.closest('nav')
          && !getComputedStyle(one).textDecorationLine.includes('underline'))
        .map((one) => one.outerHTML.slice(0, 120))`);
      return { unseen, bare };
    });
    expect(found).toEqual({ unseen: [], bare: [] });
  });

  test('with everything unfolded: nothing that axe finds', async () => {
    const found = await opened(path, { viewport: { width: 1280, height: 900 } }, async (page) => {
      await page.evaluate(UNFOLD);
      return axeFindings(page);
    });
    expect(found).toEqual([]);
  });
});
