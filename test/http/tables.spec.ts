import { createHash } from 'node:crypto';
import { NestFactory } from '@nestjs/core';
import type { OpenAPIObject } from '@nestjs/swagger';
import { DATA_LICENCE, LicenceModule } from '../../src/http/list/licence.js';
import { readCsv, unescaped } from '../support/csv.js';
import { registerOddBody } from './odd-body.js';
import { type SmallLedger, smallLedger } from './small-ledger.js';

/** Objects of the small ledger, one of which every list of something's parts is asked for. */
const OBJECTS = ['PLAN', 'C-1', 'MET-1', 'B-1', 'MEET-1', 'M-1', 'U-1', 'S-1', 'R-1', 'REPORT-1'];

// biome-ignore lint/suspicious/noExplicitAny: answers of many routes
type Answer = any;
type Item = Record<string, unknown> & { id: string };

/** Under which the ledger's data stands, as its operator says. */
const LICENCE = 'https://licence.example/open';

interface Metadata {
  url: string;
  tableSchema: { columns: { name: string }[] };
  [of: `${'dc' | 'ledger'}:${string}`]: unknown;
}

/** Everything here is made from the list of described routes, so that a new list cannot be forgotten. */
describe('every list as a table', () => {
  let ledger: SmallLedger;
  /** Of lists that come in pages. */
  let lists: string[];
  /** Of those, and of answers that hold a list. */
  let tables: string[];

  beforeAll(async () => {
    ledger = await smallLedger({ DATA_LICENCE: LICENCE });
    const document: OpenAPIObject = (await ledger.get('/api/openapi.json')).body;
    const taking = (parameter: string) =>
      Object.entries(document.paths)
        .filter(([, { get }]) => get?.parameters?.some((one) => 'name' in one && one.name === parameter))
        .map(([path]) => path);
    const paths = taking('format');
    const inPages = taking('limit').filter((path) => paths.includes(path));
    tables = await Promise.all(paths.map(addressOf));
    lists = tables.filter((_, place) => inPages.includes(paths[place]!));
  });
  afterAll(() => ledger?.close());

  const addressOf = async (path: string) => {
    if (!path.includes('{')) return path;
    for (const object of OBJECTS) {
      const address = path.replace('{id}', object);
      if ((await ledger.get(address)).status === 200) return address;
    }
    throw new Error(`The small ledger has nothing for ${path}`);
  };

  const table = async (address: string) => {
    const response = await ledger.get(address).buffer(true);
    expect([address, response.status, response.type]).toEqual([address, 200, 'text/csv']);
    const [names, ...rows] = readCsv(response.text);
    return { response, names: names!, rows };
  };

  it('is there to be tested', () => {
    expect(lists.length).toBeGreaterThanOrEqual(12);
  });

  it('is every public list of the API but the entries, which come as JSON Lines, and checkpoints, of no view', async () => {
    const document: OpenAPIObject = (await ledger.get('/api/openapi.json')).body;
    const others = Object.entries(document.paths).filter(([, { get }]) => {
      const schema = JSON.stringify(get?.responses['200'] ?? {});
      const isTable = get?.parameters?.some((one) => 'name' in one && one.name === 'format');
      return !isTable && !get?.security && /"properties":\{[^}]*\}?[^}]*"items":\{"type":"array"/.test(schema);
    });
    expect(others.map(([path]) => path)).toEqual(['/api/entries', '/api/checkpoints']);
  });

  it.each<[string, (answer: Answer) => unknown[]]>([
    ['/api/plans/PLAN/lineage', ({ rows }) => rows.map(({ before, after }: Answer) => (before ?? after).text)],
    ['/api/commitments/C-1/wordings', ({ versions }) => versions.map(({ text }: Answer) => text)],
    ['/api/reports/REPORT-1/coverage', ({ findings }) => findings.map(({ why }: Answer) => why)],
    ['/api/metrics/MET-2/areas', ({ series }) => series.map(({ areas }: Answer) => areas[0]?.name)],
    [
      '/api/metrics/MET-2/revisions',
      ({ rows }) => rows.flatMap(({ cells }: Answer) => cells).map(({ display }: Answer) => display),
    ],
  ])('has the rows of %s, whatever stands around them', async (address, saidIn) => {
    const { names, rows } = await table(`${address}?format=csv`);
    const said = saidIn((await ledger.get(address)).body);
    expect(said.length).toBeGreaterThan(0);
    expect(rows).toHaveLength(said.length);
    for (const [place, one] of said.entries())
      expect([names, rows[place]!.map(unescaped)]).toEqual([names, expect.arrayContaining([one])]);
    expect(tables.map((one) => one.split('/').at(-1))).toContain(address.split('/').at(-1));
  });

  it('is named after its plan, itself, and its view', async () => {
    const nameOf = async (address: string) => {
      const { response } = await table(address);
      const [, name] = /filename="(.*)"/.exec(response.headers['content-disposition']!)!;
      return name!.replace(/_at-\d+/, '');
    };
    const day = 'format=csv&asReportedOn=2022-08-04';
    expect(await nameOf(`/api/commitments?plan=PLAN&${day}`)).toBe('PLAN_commitments_as-reported-2022-08-04.csv');
    expect(await nameOf(`/api/commitments?${day}`)).toBe('commitments_as-reported-2022-08-04.csv');
    expect(await nameOf(`/api/commitments/C-1/history?${day}`)).toBe(
      'commitments-C-1-history_as-reported-2022-08-04.csv',
    );
    for (const list of lists.filter((one) => one.startsWith('/api/plans/')))
      expect(await nameOf(`${list}?format=csv`)).toMatch(/^PLAN_[\w-]+_as-reported-/);
  });

  it('has the items of the JSON in the same order, each with its entry', async () => {
    for (const list of lists) {
      const { items, total } = (await ledger.get(`${list}?limit=1000`)).body as { items: Item[]; total: number };
      const { names, rows } = await table(`${list}?format=csv`);
      expect([list, rows.length]).toEqual([list, total]);
      for (const [name, of] of [
        ['id', (item: Item) => item.id],
        ['entryId', (item: Item) => (item.from as { entryId: string } | undefined)?.entryId],
      ] as const) {
        const column = names.indexOf(name);
        if (column < 0) continue;
        expect([list, rows.map((row) => unescaped(row[column]!))]).toEqual([list, items.map((item) => of(item) ?? '')]);
      }
      expect([list, names.includes('id')]).toEqual([list, true]);
    }
  });

  it('has a name for each column and a cell for each name', async () => {
    for (const list of tables) {
      const { names, rows } = await table(`${list}?format=csv`);
      expect([list, names.filter((name, place) => names.indexOf(name) !== place)]).toEqual([list, []]);
      for (const name of names) expect([list, name]).toEqual([list, expect.stringMatching(/^[a-z][A-Za-z0-9]*$/)]);
      for (const row of rows) expect([list, row.length]).toEqual([list, names.length]);
    }
  });

  it('holds nothing but what the cells of a table hold', async () => {
    for (const list of tables) {
      const { rows } = await table(`${list}?format=csv`);
      for (const cell of rows.flat()) expect(cell).not.toMatch(/\[object |undefined|^null$/);
    }
  });

  it('is the same file again at its pinned address, with the hash that it states', async () => {
    for (const list of tables) {
      const { response } = await table(`${list}?format=csv`);
      const pinned = response.headers['content-location']!;
      expect(new URL(pinned, 'http://x').searchParams.get('format')).toBe('csv');
      const again = (await table(pinned)).response;
      expect(again.text).toBe(response.text);
      expect(again.headers['cache-control']).toBe('public, max-age=300');
      expect(again.headers['ledger-content-sha256']).toBe(createHash('sha256').update(again.text).digest('hex'));
      expect(again.headers['content-type']).toMatch(/charset=utf-8/);
      const { asReportedOn, atSize } = Object.fromEntries(new URL(pinned, 'http://x').searchParams);
      expect(again.headers['content-disposition']).toMatch(
        new RegExp(`^attachment; filename="[\\w.-]+_as-reported-${asReportedOn}_at-${atSize}\\.csv"$`),
      );
    }
  });

  it('has metadata beside it that describe that very file', async () => {
    for (const list of tables) {
      const { response, names, rows } = await table(`${list}?format=csv`);
      const [, address] = /<([^>]+)>; rel="describedby"; type="application\/csvm\+json"/.exec(response.headers.link!)!;
      const metadata = await fetch(new URL(address!, ledger.service.url));
      expect([list, metadata.status]).toEqual([list, 200]);
      expect(metadata.headers.get('content-type')).toMatch(/^application\/csvm\+json/);
      const described = (await metadata.json()) as Metadata;
      expect(described.url).toBe(response.headers['content-location']);
      expect(described['ledger:sha256']).toBe(response.headers['ledger-content-sha256']);
      expect(described['ledger:items']).toBe(rows.length);
      expect(described.tableSchema.columns.map(({ name }) => name)).toEqual(names);
      expect(described['dc:license']).toBe(LICENCE);
      expect(described['ledger:view']).toMatchObject({ atSize: Number(response.headers['ledger-at-size']) });
      if (!lists.includes(list)) continue;
      const { items, entries } = (await ledger.get(`${list}?limit=1000`)).body;
      expect([list, described['ledger:entries']]).toEqual([list, entries]);
      expect(entries.live + entries.backfill + entries.correction).toBeLessThanOrEqual(items.length);
      const origins = (items as Item[]).map((item) => (item.from ?? item) as { index?: number; entry?: string });
      const places = origins.flatMap(({ index, entry }) => (index === undefined || entry === undefined ? [] : [index]));
      const span = places.length > 0 ? { first: Math.min(...places), last: Math.max(...places) } : null;
      expect([list, described['ledger:entryRange']]).toEqual([list, span]);
    }
  });

  it('says that no licence is stated where the service was not told of one', async () => {
    const app = await NestFactory.createApplicationContext(LicenceModule.forRoot({ dataLicence: undefined }), {
      logger: false,
    });
    expect(app.get(DATA_LICENCE)).toBe('Not stated by the publisher');
    await app.close();
  });

  it.each([
    ['/api/commitments', 'noUpdate=true'],
    ['/api/bodies', 'words=combined'],
  ])('of %s leaves out what %s leaves out of the JSON', async (list, filter) => {
    const all = (await ledger.get(`${list}?limit=1000`)).body as { total: number };
    const { items, total } = (await ledger.get(`${list}?${filter}&limit=1000`)).body as {
      items: Item[];
      total: number;
    };
    const { names, rows, response } = await table(`${list}?${filter}&format=csv`);
    expect(total).toBeGreaterThan(0);
    expect(total).toBeLessThan(all.total);
    expect(rows.map((row) => unescaped(row[names.indexOf('id')]!))).toEqual(items.map(({ id }) => id));
    expect(response.headers['content-location']).toContain(filter);
  });

  it('comes in pages where a limit is given', async () => {
    const whole = await table('/api/commitments/C-1/history?format=csv');
    const pages: string[][] = [];
    let next: string | undefined = '/api/commitments/C-1/history?format=csv&limit=1';
    while (next !== undefined) {
      const { response, rows } = await table(next);
      expect(rows).toHaveLength(1);
      pages.push(...rows);
      next = /<([^>]+)>; rel="next"/.exec(response.headers.link!)?.[1];
    }
    expect(pages).toEqual(whole.rows);
  });

  it('is what a caller gets who would rather have a table', async () => {
    const asked = await ledger.get('/api/bodies').set('Accept', 'text/csv').buffer(true);
    expect(asked.type).toBe('text/csv');
    expect(asked.headers.vary).toMatch(/Accept/);
    expect(asked.headers['content-location']).toMatch(/format=csv/);
    const browser = await ledger.get('/api/bodies').set('Accept', 'text/html,application/xhtml+xml,*/*;q=0.8');
    expect(browser.type).toBe('application/json');
    const both = await ledger.get('/api/bodies?format=json').set('Accept', 'text/csv');
    expect(both.type).toBe('application/json');
  });

  it('shows no formula to a spreadsheet, and gives its text back', async () => {
    const name = '=HYPERLINK("http://evil.example","Click")';
    await registerOddBody(ledger, 'B-EVIL', name);
    const { names, rows } = await table('/api/bodies?format=csv');
    const cells = rows.map((row) => row[names.indexOf('name')]!);
    expect(cells).toContain(`'${name}`);
    expect(cells.map(unescaped)).toContain(name);
  });

  it('refuses another form', async () => {
    const { status, body } = await ledger.get('/api/bodies?format=xlsx');
    expect([status, body.code]).toEqual([400, 'malformed-parameter']);
  });
});
