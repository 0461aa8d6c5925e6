import { type SmallLedger, smallLedger } from './small-ledger.js';

const PAPER = { doc: 'S-1', sha256: 'a'.repeat(64) };

describe('a search over HTTP', () => {
  let ledger: SmallLedger;
  beforeAll(async () => {
    ledger = await smallLedger();
  });
  afterAll(() => ledger?.close());

  const search = async (parameters: Record<string, string>) => {
    const { status, body } = await ledger.get(`/api/search?${new URLSearchParams(parameters)}`);
    expect([status, body.detail]).toEqual([200, undefined]);
    return body;
  };
  const kinds = async (parameters: Record<string, string>) =>
    (await search(parameters)).items.map(({ kind }: { kind: string }) => kind);

  it('finds words with other endings, names what they are said of, and cites where they come from', async () => {
    const { items, counts, total } = await search({ q: 'call centres opening' });
    expect(total).toBe(1);
    expect(counts.byKind).toEqual([{ kind: 'milestone', count: 1 }]);
    const [hit] = items;
    expect(hit).toMatchObject({
      kind: 'milestone',
      facet: 'promise',
      plan: { name: 'A plan' },
      excerpt: 'A new call centre opens.',
      from: { reportedOn: '2022-08-04', entryLabel: 'Loaded later', source: { document: { title: 'A paper' } } },
    });
    expect(hit.marks.map(({ from, to }: { from: number; to: number }) => hit.excerpt.slice(from, to))).toEqual([
      ...['call', 'centre', 'opens'],
    ]);
  });

  it('finds what answers in the view and nothing else', async () => {
    expect(await kinds({ q: 'centre', asReportedOn: '2022-08-03' })).toEqual([]);
    expect((await kinds({ q: 'centre', asReportedOn: '2022-08-04' })).sort()).toEqual(['decision', 'milestone']);
    expect(await kinds({ q: 'answers "five minutes"' })).toEqual(['update']);
    expect(await kinds({ q: 'answers "minutes five"' })).toEqual([]);
    expect(await kinds({ q: 'centre -money' })).toEqual(['milestone']);
    expect(await kinds({ q: 'centre', kind: 'decision' })).toEqual(['decision']);
    expect(await kinds({ q: 'centre', plan: 'PLAN', kind: 'milestone' })).toEqual(['milestone']);
    expect(await kinds({ q: 'the' })).toEqual([]);
  });

  it('follows a correction and a withdrawal, each from where it counts', async () => {
    const [milestone] = ledger.events.get('promise-milestone')!;
    const before = (await search({ q: 'centre' })).view.atSize as number;
    const corrected = await ledger.send({
      command: 'correct-entry',
      target: milestone,
      statement: {
        ...{ kind: 'promise', what: 'A new contact hub opens.', promisedBy: { bodyId: 'B-1', basis: 'named' } },
      },
      correctionReason: 'Mistyped',
    });
    expect([corrected.status, corrected.text]).toEqual([200, expect.anything()]);
    await ledger.get('/api/search').set('Ledger-After', corrected.body.eventIds[0]).expect(200);
    expect(await kinds({ q: 'hub' })).toEqual(['milestone']);
    expect(await kinds({ q: 'centre', kind: 'milestone' })).toEqual([]);
    expect(await kinds({ q: 'centre', kind: 'milestone', atSize: String(before) })).toEqual(['milestone']);
    expect(await kinds({ q: 'hub', atSize: String(before) })).toEqual([]);

    const withdrawn = await ledger.send({
      ...{ command: 'withdraw-entry', target: milestone, reportedOn: '2026-06-12', source: PAPER },
      ...{ reason: 'Said in error' },
    });
    expect([withdrawn.status, withdrawn.text]).toEqual([200, expect.anything()]);
    await ledger.get('/api/search').set('Ledger-After', withdrawn.body.eventIds[0]).expect(200);
    expect(await kinds({ q: 'hub' })).toEqual([]);
    expect(await kinds({ q: 'hub', asReportedOn: '2026-06-11' })).toEqual(['milestone']);
  });

  it('finds nothing where nothing was asked', async () => {
    expect(await search({})).toMatchObject({ items: [], total: 0, counts: { byKind: [] }, next: null });
    expect((await ledger.get('/api/search?q=%20')).body.code).toBe('malformed-parameter');
  });

  it('leads from an id to what has it, as far as the view holds it', async () => {
    const page = async (q: string, view = '') => (await ledger.get(`${view}/search?q=${q}`).expect(200)).text;
    expect(await page('C-1')).toMatch(/C-1 is the id of:[\s\S]*?Commitment: <a [^>]*href="\/commitments\/C-1"/);
    expect(await page('c-1')).toContain('C-1 is the id of:');
    expect(await page('P-1')).toContain('Part of a plan: ');
    expect(await page('C-1', '/at/2000-01-01')).not.toContain('is the id of:');
    expect(await page('centre')).not.toContain('is the id of:');
  });

  it('leads from an id as data too, and says of no words that they were not found', async () => {
    expect(await search({ q: 'c-1' })).toMatchObject({
      identified: { asked: 'C-1', category: 'commitment', object: { name: 'C-1' } },
      ...{ items: [], total: 0 },
    });
    expect(await search({ q: 'centre' })).not.toHaveProperty('identified');
    const { text } = await ledger.get('/search?q=C-1').expect(200);
    expect(text).not.toContain('0 results');
  });

  it('finds a figure by the words that the paper prints, and by what it is a part of', async () => {
    const hits = async (q: string) =>
      (await search({ q })).items.map(({ kind, object, facet, excerpt }: Record<string, unknown>) => [
        ...[kind, (object as { name: string }).name, (facet as string).split('/')[0], excerpt],
      ]);
    const figure = await ledger.send({
      ...{ command: 'submit-metric', metricId: 'MET-1', reportedOn: '2026-06-12', source: PAPER },
      ...{ effective: { from: '2022-05-01', to: '2022-06-01' }, areas: [{ name: 'Greater Manchester' }] },
      ...{ value: '277', qualifier: 'exact', printed: '4 mins 37', definitionVersion: 1 },
      breakdown: [{ name: 'offence', value: 'residential burglary' }],
    });
    expect([figure.status, figure.text]).toEqual([200, expect.anything()]);
    await ledger.get('/api/search').set('Ledger-After', figure.body.eventIds[0]).expect(200);
    for (const words of ['"4 mins 37"', 'residential burglaries'])
      expect(await hits(words)).toEqual([
        ['metric', 'Answer time', 'value', expect.stringContaining('residential burglary')],
      ]);
  });

  it('comes in pages, each item once', async () => {
    const whole = (await search({ q: 'call or calls or centre or combined' })).items.map(
      ({ id }: { id: string }) => id,
    );
    expect(whole.length).toBeGreaterThan(3);
    const ids: string[] = [];
    let next: string | null = '/api/search?q=call+or+calls+or+centre+or+combined&limit=2';
    while (next) {
      const { body }: { body: { items: { id: string }[]; next: string | null } } = await ledger.get(next);
      ids.push(...body.items.map(({ id }) => id));
      next = body.next;
    }
    expect(ids).toEqual(whole);
  });
});
