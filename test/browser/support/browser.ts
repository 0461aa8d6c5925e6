import axe from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Page, type Route } from 'playwright-core';

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

/** Widths that every page is looked at in: a phone, and 400 % zoom; a desk. */
export const WIDTHS = [320, 1280] as const;

export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
}

/** Where the service with the example listens. */
export function site(): string {
  return process.env.SITE_URL!;
}

/** Contexts for both widths, with scripts and without. */
export async function contextsOf(browser: Browser): Promise<{ name: string; context: BrowserContext }[]> {
  const kinds = WIDTHS.flatMap((width) => [true, false].map((scripts) => ({ width, scripts })));
  return Promise.all(
    kinds.map(async ({ width, scripts }) => {
      const context = await browser.newContext({ viewport: { width, height: 900 } });
      if (!scripts) await context.route('**/*', withoutScripts);
      return { name: `${width} ${scripts ? 'with' : 'without'} scripts`, context };
    }),
  );
}

/** Takes the scripts out of pages. With scripts switched off in the browser itself, axe-core could not run either. */
async function withoutScripts(route: Route): Promise<void> {
  if (route.request().resourceType() !== 'document') return route.continue();
  const response = await route.fetch({ maxRetries: 3 }); // a connection may be closed as it comes into use
  const body = (await response.text()).replaceAll(/<script\b[\s\S]*?<\/script>/g, '');
  await route.fulfill({ response, body });
}

/**
 * Everything that the browser's console or the page's policy complains about, and every failed request. What the
 * browser itself gives up when a page is left or closed, such as an icon that is still on its way, has not failed.
 */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('requestfailed', (request) => {
    const error = request.failure()?.errorText;
    if (error !== 'net::ERR_ABORTED') complaints.push(`${request.url()}: ${error}`);
  });
  return complaints;
}

/** How many pixels a page is wider than its window. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate('Math.max(0, document.documentElement.scrollWidth - window.innerWidth)');
}

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe-core finds: one line for each rule that is broken, with the first element that breaks it. */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(
    `axe.run(document, { runOnly: ${JSON.stringify(RULES)}, resultTypes: ['violations'] })
        .then(({ violations }) => violations.map(({ id, help, nodes }) => id + ': ' + help + ' – ' + nodes[0].html))`,
  );
  return found as string[];
}
