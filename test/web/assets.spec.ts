import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { readConfig } from '../../src/config.js';
import type { Asset } from '../../src/web/render/assets.js';
import { Site } from '../../src/web/site.js';
import { startTestService, type TestService } from '../http/service.js';

const site = new Site(readConfig({}).site);
const styles = site.styles.map(({ bytes }) => bytes.toString('utf8')).join('\n');

describe('what pages load', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService({ SITE_NAME: 'Mayor’s <plans>', SITE_COLOUR: '#4c2c92' });
  });
  afterAll(() => service?.close());

  it('has no typeface, crown or crest of another publisher, and asks no other host', () => {
    expect(styles).not.toMatch(/GDS Transport|@font-face|crown|crest|govuk-logo/i);
    expect(styles.match(/url\((?!["']?data:)[^)]*\)/g) ?? []).toEqual([]);
    expect(styles).toContain('Helvetica Neue');
  });

  it('is of a size that a telephone on a train can take', () => {
    expect(styles.length).toBeLessThan(160_000);
    expect(site.script.bytes.length).toBeLessThan(10_000);
  });

  it('is kept for ever, under a name that no other content has', async () => {
    const { text } = await request(service.url).get('/');
    const assets = [...text.matchAll(/"(\/assets\/[^"]+)"/g)].map(([, address]) => address!);
    expect(assets.length).toBeGreaterThanOrEqual(4);
    for (const asset of assets) {
      const { status, headers } = await request(service.url).get(asset);
      expect([asset, status, headers['cache-control']]).toEqual([asset, 200, 'public, max-age=31536000, immutable']);
      expect(asset).toMatch(/-[0-9a-f]{12}\.(css|js|svg)$/);
      expect((await request(service.url).get(asset.replace(/-[0-9a-f]{12}/, '-000000000000'))).status).toBe(404);
    }
    const script = await request(service.url).get(
      assets.find((asset) => asset.includes('pages-') && asset.endsWith('.js'))!,
    );
    const [, imported] = /from ?'([^']+)'/.exec(script.text)!;
    expect((await request(service.url).get(imported!)).type).toBe('text/javascript');
  });

  it('is sent gzipped to who can read that, and says so to what keeps it on the way', async () => {
    const [{ address, bytes }] = site.styles as [Asset];
    const plain = await request(service.url).get(address).set('Accept-Encoding', 'identity');
    expect([plain.headers['content-encoding'], plain.headers.vary]).toEqual([undefined, 'Accept-Encoding']);
    expect(plain.text).toBe(bytes.toString('utf8'));
    const packed = await request(service.url).get(address).set('Accept-Encoding', 'gzip, br');
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(Number(packed.headers['content-length'])).toBeLessThan(bytes.length / 4);
    expect(packed.text).toBe(plain.text);
  });

  it('looks like its host, whose name is no HTML', async () => {
    const { text } = await request(service.url).get('/');
    expect(text).toContain('Mayor’s &lt;plans&gt;');
    expect(text).not.toContain('<plans>');
    const [, colour] = /href="(\/assets\/site-[^"]+)"/.exec(text)!;
    expect((await request(service.url).get(colour!)).text).toBe(':root{--site-colour:#4c2c92}');
    expect(text).toContain('content="#4c2c92"');
  });

  it('has its host’s name in the place of a logo that was not given', async () => {
    expect((await request(service.url).get('/')).text).not.toContain('app-logo');
  });

  it('shows pages while the ledger is empty', async () => {
    const { status, text } = await request(service.url).get('/plans');
    expect(status).toBe(200);
    expect(text).toContain('Nothing held for this date');
  });
});

describe('a logo', () => {
  const SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>';
  let folder: string;
  let service: TestService;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'progress-ledger-logo-'));
    const file = join(folder, 'Host’s mark.SVG');
    await writeFile(file, SVG);
    service = await startTestService({ SITE_NAME: 'Mayor’s "plans"', SITE_LOGO_FILE: file });
  });
  afterAll(async () => {
    await service?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('stands on every page in the place of the name, which it is read out as', async () => {
    for (const page of ['/', '/plans', '/nowhere']) {
      const { text } = await request(service.url).get(page);
      const [, link] = /<header[^>]*>.*?<a href="\/"[^>]*>(.*?)<\/a>/s.exec(text)!;
      expect([page, link!.trim().replace(/-[0-9a-f]{12}\./, '-HASH.')]).toEqual([
        page,
        '<img class="app-logo" src="/assets/logo-HASH.svg" alt="Mayor’s &quot;plans&quot;">',
      ]);
    }
  });

  it('is the file that was named', async () => {
    const { text } = await request(service.url).get('/');
    const [, address] = /src="(\/assets\/logo-[^"]+)"/.exec(text)!;
    const { status, type, body } = await request(service.url).get(address!);
    expect([status, type, body.toString()]).toEqual([200, 'image/svg+xml', SVG]);
  });
});
