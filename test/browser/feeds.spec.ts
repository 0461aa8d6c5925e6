import type { Browser } from 'playwright-core';
import { PAGES } from './pages.js';
import { launch, site } from './support/browser.js';

/** Entries of each feed whose links are asked for. */
const LOOKED_AT = 3;

interface Read {
  wrong: string | undefined;
  root: string;
  entries: { title: string; links: string[] }[];
}

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

test('every feed that a page of the example names is read by a browser, and its links lead somewhere', async () => {
  const feeds = new Set<string>();
  for (const prefix of ['', '/at/2022-08-04'])
    for (const [address] of PAGES) {
      const html = await (await fetch(site() + prefix + address)).text();
      const [, feed] = /<link rel="alternate" type="application\/atom\+xml"[^>]* href="([^"]+)"/.exec(html) ?? [];
      if (feed) feeds.add(feed.replaceAll('&amp;', '&'));
    }
  expect(feeds.size).toBeGreaterThan(40);
  const page = await browser.newPage();
  await page.goto(`${site()}/plans`);
  const findings: string[] = [];
  const asked = new Map<string, number>();
  for (const feed of feeds) {
    const { wrong, root, entries } = await page.evaluate<Read>(`(${READ})(${JSON.stringify(feed)})`);
    if (wrong !== undefined || root !== 'http://www.w3.org/2005/Atom feed') findings.push(`${feed}: ${wrong ?? root}`);
    for (const { title, links } of entries.slice(0, LOOKED_AT)) {
      if (title.trim() === '' || links.length === 0) findings.push(`${feed}: an entry without a title or a link`);
      for (const link of links) {
        if (!asked.has(link)) asked.set(link, (await fetch(site() + link)).status);
        if (asked.get(link) !== 200) findings.push(`${feed} → ${link}: ${asked.get(link)}`);
      }
    }
  }
  expect(findings).toEqual([]);
  expect(asked.size).toBeGreaterThan(60);
}, 600_000);

/** In the browser. */
const READ = `async (address) => {
  const text = await (await fetch(address)).text();
  const read = new DOMParser().parseFromString(text, 'application/xml');
  const { namespaceURI, localName } = read.documentElement;
  const entries = [...read.getElementsByTagNameNS('http://www.w3.org/2005/Atom', 'entry')].map((entry) => ({
    title: entry.querySelector('title').textContent,
    links: [...entry.querySelectorAll('link')].map((link) => link.getAttribute('href')),
  }));
  return { wrong: read.querySelector('parsererror')?.textContent, root: namespaceURI + ' ' + localName, entries };
}`;
