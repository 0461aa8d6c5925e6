import type { Express } from 'express';
import request from 'supertest';
import { FEEDS } from '../../src/web/feeds/feed.view.js';
import { hasOneAddress } from '../../src/web/time/address.js';
import { registerOddBody } from '../http/odd-body.js';
import { type SmallLedger, smallLedger } from '../http/small-ledger.js';
import { routesOf } from '../support/routes.js';
import { all, parseXml, textIn, type XmlElement } from '../support/xml.js';
import { expectAskedAgain } from './caching.js';

const NAMED: Record<string, string> = {
  '/feeds/plans/:id': '/feeds/plans/PLAN',
  '/feeds/commitments/:id': '/feeds/commitments/C-1',
  '/feeds/metrics/:id': '/feeds/metrics/MET-1',
  '/feeds/meetings/:id': '/feeds/meetings/MEET-1',
  '/feeds/bodies/:id': '/feeds/bodies/B-1',
};

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const URN = /^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

interface Line {
  id: string;
  index: number;
  recordedAt: string;
  category: string;
  type: string;
}

/** Everything here is made from the list of registered routes, so that a new feed cannot be forgotten. */
describe('every feed', () => {
  let ledger: SmallLedger;
  let feeds: string[];
  let inViews: string[];

  beforeAll(async () => {
    ledger = await smallLedger();
    const routes = routesOf(ledger.service.app.getHttpAdapter().getInstance() as Express);
    const addresses = routes.filter(({ path }) => path.startsWith(`${FEEDS}/`)).map(({ path }) => NAMED[path] ?? path);
    feeds = await Promise.all(addresses.map(async (one) => (await get(one)).headers.location ?? one));
    inViews = feeds.filter((one) => !hasOneAddress(one));
  });
  afterAll(() => ledger?.close());

  const get = (address: string) =>
    request(ledger.service.url)
      .get(address)
      .redirects(0)
      .buffer(true)
      .parse((response, done) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('end', () => done(null, Buffer.concat(chunks).toString('utf8')));
      });
  const feedAt = async (address: string) => {
    const { status, headers, body } = await get(address);
    expect([address, status, headers['content-type']]).toEqual([address, 200, 'application/atom+xml; charset=utf-8']);
    return feedIn(body);
  };
  const trail = async (query: string): Promise<Line[]> =>
    (await ledger.get(`/api/trail?${query}`).expect(200)).body.items;

  it('is there to be tested', () => {
    expect(feeds.length).toBeGreaterThanOrEqual(17);
    expect(feeds.filter((address) => address.includes(':'))).toEqual([]);
  });

  it('is what RFC 4287 asks for, of entries whose links lead somewhere', async () => {
    const known = new Map((await trail('limit=1000')).map((line) => [line.id, line]));
    for (const address of feeds) {
      const feed = await feedAt(address);
      expect([address, feed.name, feed.attributes.xmlns]).toEqual([address, 'feed', 'http://www.w3.org/2005/Atom']);
      expect(one(feed, 'id')).toMatch(URN);
      expect(one(feed, 'title')).toMatch(/ – Progress ledger$/);
      expect(one(feed, 'updated')).toMatch(INSTANT);
      expect(textIn(own(feed, 'author')[0]!)).toBe('Progress ledger');
      expect(linkOf(feed, 'self')).toBe(address);
      const entries = own(feed, 'entry');
      const isFilled = entries.length > 0;
      expect([address, isFilled]).toEqual([address, address !== '/feeds/changes']); // nothing is since the last report
      if (isFilled) expect(one(feed, 'updated')).toBe(one(entries[0]!, 'updated'));
      const ids = entries.map((entry) => one(entry, 'id'));
      expect([address, new Set(ids).size]).toEqual([address, ids.length]);
      for (const entry of entries) {
        expect(one(entry, 'id')).toMatch(URN);
        expect(one(entry, 'title').trim()).not.toBe('');
        const line = known.get(one(entry, 'id').slice('urn:uuid:'.length))!;
        expect([one(entry, 'updated'), linkOf(entry, 'alternate')]).toEqual([
          line.recordedAt,
          `/entries/${line.index}`,
        ]);
      }
      for (const entry of entries.slice(0, 3))
        for (const link of own(entry, 'link').map(({ attributes }) => attributes.href!))
          expect([address, link, (await request(ledger.service.url).get(link).redirects(1)).status]).toEqual([
            address,
            link,
            200,
          ]);
    }
  });

  it('stands beside a page, which links to it twice, in its view', async () => {
    for (const address of feeds) {
      for (const prefix of hasOneAddress(address) ? [''] : ['', '/at/2026-06-11']) {
        const page = linkOf(await feedAt(prefix + address), 'alternate');
        expect(page).toBe(prefix + address.slice(FEEDS.length));
        const { status, text } = await request(ledger.service.url).get(page);
        expect([page, status]).toEqual([page, 200]);
        const head = /<link rel="alternate" type="application\/atom\+xml" title="[^"]+" href="([^"]+)">/.exec(text);
        expect([page, head?.[1]]).toEqual([page, prefix + address]);
        expect(text).toContain(`href="${prefix + address}" type="application/atom+xml">Atom feed</a>`);
      }
    }
  });

  it('holds only what its view holds, and has an id of its own there', async () => {
    const ids = new Set<string>();
    for (const address of inViews)
      for (const prefix of ['', '/at/2026-06-11', '/at/2026-06-11/size/90']) {
        const { status, body } = await get(prefix + address);
        if (status === 200) ids.add(one(feedIn(body), 'id'));
        else expect([prefix + address, status]).toEqual([prefix + address, 404]); // what is not held at that size
      }
    expect(ids.size).toBeGreaterThan(2.5 * inViews.length);
    const june = entryIds(await feedAt('/at/2022-06-07/feeds/plans/PLAN'));
    const lines = await trail('limit=50&plan=PLAN&asReportedOn=2022-06-07');
    expect(june).toEqual(lines.map(({ id }) => id));
    expect(june).not.toEqual(entryIds(await feedAt('/feeds/plans/PLAN')));
  });

  it('is asked for again every time, but for a pinned one, and not sent again while it is the same', async () => {
    for (const address of inViews) await expectAskedAgain(ledger.service.url, address);
  });

  it('has one address, and refuses parameters that narrow nothing', async () => {
    const { items } = (await ledger.get('/api/plans')).body;
    const byUuid = await get(`/at/2026-06-11/feeds/plans/${items[0].id}`);
    expect([byUuid.status, byUuid.headers.location]).toEqual([308, '/at/2026-06-11/feeds/plans/PLAN']);
    for (const list of ['milestones?show=undated', 'changes?from=2022-06-07']) {
      const { status, headers } = await get(`/at/2026-06-11/feeds/${list}&plan=${items[0].id}`);
      expect([status, headers.location]).toEqual([308, `/at/2026-06-11/feeds/${list}&plan=PLAN`]);
    }
    const prefixed = await get('/at/2022-06-07/feeds/reports');
    expect([prefixed.status, prefixed.headers.location]).toEqual([308, '/feeds/reports']);
    for (const address of feeds)
      for (const query of ['page=2', 'sequence=1', 'page=', 'limit=1'])
        expect([address, query, (await get(`${address}?${query}`)).status]).toEqual([address, query, 400]);
  });

  it('is narrowed as its page is, whatever the order of the parameters', async () => {
    const [milestone] = await trail('category=milestone');
    const of = entryIds(await feedAt('/feeds/milestones?plan=PLAN&show=undated'));
    expect(of).not.toContain(milestone!.id);
    const narrowed = await feedAt('/feeds/metrics?words=answer&use=performance');
    const turned = await feedAt('/feeds/metrics?use=performance&words=answer');
    expect(one(narrowed, 'title')).toBe('Figures (words: answer, use: performance) – Progress ledger');
    expect([one(turned, 'id'), entryIds(turned)]).toEqual([one(narrowed, 'id'), entryIds(narrowed)]);
    expect(linkOf(narrowed, 'alternate')).toBe('/metrics?words=answer&use=performance');
    const page = (await request(ledger.service.url).get('/metrics?words=answer&page=1')).text;
    expect(page).toContain('<a class="govuk-link" href="/feeds/metrics?words=answer"');
  });

  it('of what changed has the entries that made the difference', async () => {
    const lines = (await ledger.get('/api/changes?from=2022-06-07&limit=1000')).body.items as { from?: Line }[];
    const indexes = lines.flatMap(({ from }) => (from ? [from.index] : [])).sort((a, b) => b - a);
    const feed = await feedAt('/feeds/changes?from=2022-06-07');
    expect(own(feed, 'entry').map((entry) => linkOf(entry, 'alternate'))).toEqual(
      [...new Set(indexes)].slice(0, 50).map((index) => `/entries/${index}`),
    );
  });

  it('of a list of parts of meetings has the entries about those parts alone', async () => {
    for (const [address, type] of [
      ['/feeds/recommendations', 'Recommendation'],
      ['/feeds/decisions', 'Decision'],
      ['/feeds/actions', 'Action'],
    ] as const) {
      const ids = new Set(entryIds(await feedAt(address)));
      const lines = await trail('limit=1000&category=meeting');
      const found = lines.filter(({ id }) => ids.has(id)).map((line) => line.type);
      expect(found.filter((one) => !one.includes(type))).toEqual([]);
      expect(found).toHaveLength(ids.size);
    }
  });

  it('tells of a correction as of something new, and leaves what it told before as it was', async () => {
    const address = feeds.find((one) => one.startsWith('/feeds/metrics/'))!;
    const before = await feedAt(address);
    const [target] = (await trail('object=MET-1')).filter(({ type }) => type === 'MetricSubmitted');
    const sent = await ledger.send({
      command: 'void-entry',
      target: target!.id,
      reason: 'It belongs to another measure.',
    });
    expect([sent.status, sent.text]).toEqual([200, expect.anything()]);
    await ledger.get('/api/plans').set('Ledger-After', sent.body.eventIds[0]);
    const after = await feedAt(address);
    expect(entryIds(after)).toEqual([sent.body.eventIds[0], ...entryIds(before)]);
    expect(one(after, 'id')).toBe(one(before, 'id'));
    const [first, ...others] = own(after, 'entry');
    expect(textIn(first!)).toContain('Ledger entry voided');
    expect(others.map((entry) => one(entry, 'updated'))).toEqual(
      own(before, 'entry').map((entry) => one(entry, 'updated')),
    );
  });

  it('gives back any name as it is, markup and all', async () => {
    const name = '<script>alert("1")</script> & \'Sons\' ]]> naïve';
    await registerOddBody(ledger, 'B-ODD', name);
    const feed = await feedAt('/feeds/bodies/B-ODD');
    expect(one(feed, 'title')).toBe(`${name} – Progress ledger`);
    expect(all(feed, 'script')).toEqual([]);
    expect(textIn(own(feed, 'entry')[0]!)).toContain(name);
  });
});

function feedIn(xml: string): XmlElement {
  expect(xml.startsWith('<?xml version="1.0" encoding="utf-8"?>\n<feed ')).toBe(true);
  return parseXml(xml);
}

function own({ children }: XmlElement, name: string): XmlElement[] {
  return children.filter((child): child is XmlElement => typeof child !== 'string' && child.name === name);
}

/** The text of the only element of a name. */
function one(element: XmlElement, name: string): string {
  const found = own(element, name);
  expect([name, found.length]).toEqual([name, 1]);
  return textIn(found[0]!);
}

function linkOf(element: XmlElement, rel: string): string {
  const links = own(element, 'link').filter(({ attributes }) => attributes.rel === rel);
  expect([rel, links.length]).toEqual([rel, 1]);
  return links[0]!.attributes.href!;
}

function entryIds(feed: XmlElement): string[] {
  return own(feed, 'entry').map((entry) => one(entry, 'id').slice('urn:uuid:'.length));
}
