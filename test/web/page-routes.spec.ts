import type { Express } from 'express';
import request from 'supertest';
import { FEEDS } from '../../src/web/feeds/feed.view.js';
import { hasOneAddress, isPage } from '../../src/web/time/address.js';
import { type SmallLedger, smallLedger } from '../http/small-ledger.js';
import { routesOf } from '../support/routes.js';
import { expectAskedAgain } from './caching.js';

/** One object for each address that names one; a page with another kind of object needs a line here. */
const NAMED: Record<string, string> = {
  '/plans/:plan': '/plans/PLAN',
  '/plans/:plan/priorities/:part': '/plans/PLAN/priorities/P-1',
  '/plans/:plan/themes/:part': '/plans/PLAN/themes/P-1',
  '/plans/:plan/commitments': '/plans/PLAN/commitments',
  '/plans/:plan/tags/:tag': '/plans/PLAN/tags/TAG-1',
  '/plans/:plan/compare/:to': '/plans/PLAN/compare/PLAN',
  '/commitments/:id': '/commitments/C-1',
  '/commitments/:id/history': '/commitments/C-1/history',
  '/commitments/:id/wording': '/commitments/C-3/wording',
  '/commitments/:id/lineage': '/commitments/C-3/lineage',
  '/updates/:id': '/updates/U-1',
  '/milestones/:id': '/milestones/M-1',
  '/scorecards/:plan': '/scorecards/PLAN',
  '/metrics/:id': '/metrics/MET-1',
  '/metrics/:id/areas': '/metrics/MET-2/areas',
  '/metrics/:id/revisions': '/metrics/MET-2/revisions',
  '/areas/:area': '/areas/E47000001',
  '/plans/:plan/replay': '/plans/PLAN/replay',
  '/entries/:index': '/entries/3',
  '/meetings/:id': '/meetings/MEET-1',
  '/external-recommendations/:id': '/external-recommendations/XR-1',
  '/bodies/:id': '/bodies/B-1',
  '/bodies/:id/mentions': '/bodies/B-1/mentions',
  '/sources/:id': '/sources/S-1',
  '/reports/:id': '/reports/REPORT-1',
  '/reports/:id/table': '/reports/REPORT-1/table',
  '/reports/:id/coverage': '/reports/REPORT-1/coverage',
  '/reports/:id/versions': '/reports/REPORT-1/versions',
  '/reports/:id/changes': '/reports/REPORT-1/changes',
  '/reports/:id/now': '/reports/REPORT-1/now',
  '/verify/:fingerprint': `/verify/${'a'.repeat(64)}`,
};

/** Files for other programs; and a part of a report, of which the report here has none. */
const LEFT_OUT = [
  ...['/reports/:id.docx', '/verify/ledger-verify.mjs', '/verify/ledger-verify.html'],
  '/reports/:id/themes/:place',
];

/** Feeds are held to their own rules: feeds.spec.ts. */
const isLeftOut = (path: string) => LEFT_OUT.includes(path) || path.startsWith(`${FEEDS}/`);

/** Addresses that lead to another one by themselves. */
const LEADS_ON =
  /^\/(plans\/:plan\/(themes|priorities|tags)\/:\w+|updates\/:id|milestones\/:id|reports\/:id|meetings\/:id|metrics\/:id(\/\w+)?|external-recommendations\/:id)/;

/** Everything here is made from the list of registered routes, so that a new page cannot be forgotten. */
describe('every page', () => {
  let ledger: SmallLedger;
  let pages: { route: string; address: string }[];
  let inViews: typeof pages;

  beforeAll(async () => {
    ledger = await smallLedger();
    const routes = routesOf(ledger.service.app.getHttpAdapter().getInstance() as Express);
    const named: typeof NAMED = { ...NAMED, '/backfills/:id': `/backfills/${ledger.events.get('open-backfill')![0]}` };
    pages = [];
    for (const { path } of routes.filter((route) => isPage(route.path) && !isLeftOut(route.path))) {
      let address = named[path] ?? path;
      if (LEADS_ON.test(path)) {
        const answer = await get(address);
        if (answer.status === 308) address = answer.headers.location!;
      }
      pages.push({ route: path, address });
    }
    inViews = pages.filter(({ address }) => !hasOneAddress(address));
  });
  afterAll(() => ledger?.close());

  const get = (address: string) => request(ledger.service.url).get(address).redirects(0);

  it('is there to be tested', () => {
    expect(pages.length).toBeGreaterThanOrEqual(7);
    expect(pages.filter(({ address }) => address.includes(':'))).toEqual([]);
  });

  it('is HTML that loads nothing from elsewhere and runs nothing written into it', async () => {
    for (const { route, address } of pages) {
      const { status, headers, text } = await get(address);
      expect([route, status, headers['content-type']]).toEqual([route, 200, 'text/html; charset=utf-8']);
      const policy = headers['content-security-policy'];
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toMatch(/unsafe|\*/);
      expect(headers['set-cookie']).toBeUndefined();
      const scripts = text.match(/<script[^>]*>/g)!;
      expect([route, scripts.filter((script) => !script.includes(' src="/assets/'))]).toEqual([route, ['<script>']]);
      expect([route, text.match(/ (style|on\w+)="/g)]).toEqual([route, null]);
      for (const [, asset] of text.matchAll(/(?:src|<link rel="(?:stylesheet|icon)"[^>]*? ?href)="([^"]+)"/g))
        expect([route, asset]).toEqual([route, expect.stringMatching(/^\/assets\//)]);
    }
  });

  it('refuses parameters that it does not know, and repeated ones, on a page', async () => {
    for (const { address } of pages) {
      for (const query of ['sequence=1', 'asreportedon=2022-08-04', 'sequence=', 'page=1&page=1', 'sort=a&sort=b']) {
        const { status, type, text } = await get(`${address}?${query}`);
        expect([address, query, status, type]).toEqual([address, query, 400, 'text/html']);
        expect(text).toContain('<title>Error: This address cannot be read');
      }
    }
  });

  it('says its view in its headers and words, and names the address where it stays the same', async () => {
    for (const { route, address } of inViews) {
      const { headers, text } = await get(address);
      const size = headers['ledger-at-size'];
      const day = headers['ledger-as-reported-on'];
      const pinned = `/at/${day}/size/${size}${address === '/' ? '' : address}`;
      expect([route, headers['content-location']]).toEqual([route, pinned]);
      expect(text).toContain(`<link rel="canonical" href="${pinned}">`);
      expect(text).toContain('<strong>As known now.</strong>');
      expect((await get(pinned)).text).toMatch(/<strong>As (reported|published)/);
    }
  });

  it('is asked for again every time, but for a pinned one, and not sent again while it is the same', async () => {
    for (const { address } of inViews) await expectAskedAgain(ledger.service.url, address);
  });

  it('stays in its view: every link in it to a page is in the same one', async () => {
    for (const { route, address } of inViews) {
      const prefix = '/at/2022-08-04';
      const { text } = await get(prefix + (address === '/' ? '' : address));
      const main = text.slice(text.indexOf('<main'), text.indexOf('</main>'));
      const links = [...main.matchAll(/href="(\/[^"]*)"/g)].map(([, link]) => link!);
      const outside = links.filter((link) => isPage(link) && !hasOneAddress(link) && !link.startsWith(prefix));
      expect([route, outside]).toEqual([route, []]);
    }
  });

  it('says its view in its path alone', async () => {
    for (const { address } of inViews) {
      const rest = address === '/' ? '' : address;
      const cases: [string, string][] = [
        [`${address}?asReportedOn=2022-08-04`, `/at/2022-08-04${rest}`],
        [`${address}?asOf=2022-08-04&atSize=20`, `/at/2022-08-04/size/20${rest}`],
      ];
      for (const [from, to] of cases) {
        const { status, headers } = await get(from);
        expect([from, status, headers.location]).toEqual([from, 303, to]);
      }
      expect((await get(`/at/2022-08-04${rest}?asReportedOn=2022-06-07`)).status).toBe(400);
      expect((await get(`${address}?atSize=20`)).status).toBe(400);
      expect((await get(`${address}?asReportedOn=2022-8-4`)).status).toBe(400);
    }
  });

  it('can be had in any view that there is, and in no other', async () => {
    for (const { route, address } of inViews) {
      const rest = address === '/' ? '' : address;
      expect([route, (await get(`/at/2999-01-01${rest}`)).status]).toEqual([route, 400]);
      expect([route, (await get(`/at/2022-08-04/size/999999${rest}`)).status]).toEqual([route, 404]);
      expect([route, (await get(`/at/2022-8-4${rest}`)).status]).toEqual([route, 404]);
    }
  });

  it('has one address: a slash at its end leads away', async () => {
    for (const { address } of pages.filter((page) => page.address !== '/')) {
      const { status, headers } = await get(`${address}/?x=1`);
      expect([address, status, headers.location]).toEqual([address, 308, `${address}?x=1`]);
    }
  });

  it('names the plan that narrows it as links do', async () => {
    const [plan] = (await request(ledger.service.url).get('/api/plans')).body.items;
    for (const [from, to] of [
      ['/milestones?show=ahead&plan=', '/milestones?show=ahead&plan=PLAN'],
      ['/at/2022-08-04/milestones?plan=', '/at/2022-08-04/milestones?plan=PLAN'],
      ['/changes?plan=', '/changes?plan=PLAN'],
      ['/entries?plan=', '/entries?plan=PLAN'],
    ]) {
      const { status, headers } = await get(from + plan.id);
      expect([from, status, headers.location]).toEqual([from, 308, to]);
      expect([to, (await get(to!)).status]).toEqual([to, 200]);
    }
  });

  it('names the promise that narrows its history as links do', async () => {
    const { id } = (await request(ledger.service.url).get('/api/commitments/C-1')).body;
    const { status, headers } = await get(`/at/2022-08-04/commitments/C-1/history?object=${id}&order=reported`);
    expect([status, headers.location]).toEqual([
      308,
      '/at/2022-08-04/commitments/C-1/history?object=C-1&order=reported',
    ]);
    const { status: found, text } = await get('/commitments/C-1/history?object=C-1');
    expect([found, text]).toEqual([200, expect.stringMatching(/<option value="C-1" selected/)]);
  });

  it('has the same address in every view where it says the same', async () => {
    for (const { address } of pages.filter((page) => hasOneAddress(page.address))) {
      const { status, headers } = await get(`/at/2022-08-04${address}`);
      expect([address, status, headers.location]).toEqual([address, 308, address]);
    }
  });

  it('takes no other methods', async () => {
    for (const { address } of pages) {
      const { status, headers } = await request(ledger.service.url).put(address);
      const sent = address === '/verify' ? ', POST' : ''; // a file
      expect([address, status, headers.allow]).toEqual([address, 405, `GET, HEAD${sent}`]);
      const head = await request(ledger.service.url).head(address);
      expect([address, head.status, head.text]).toEqual([address, 200, undefined]);
    }
  });
});
