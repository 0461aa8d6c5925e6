import { createHash } from 'node:crypto';
import request from 'supertest';
import { type SmallLedger, smallLedger } from '../http/small-ledger.js';

const TEXT = 'Calls were answered in four minutes.\n';
const COPY = createHash('sha256').update(TEXT).digest('hex');
const LATER = { reportedOn: '2022-08-20', source: { sha256: COPY } };

interface Passage {
  id: string;
  category: string;
  facet: string;
  passages: { sourceId: string; line?: number; quote?: string }[];
  from: { reportedOn: string };
}

describe('the page of a document', () => {
  let ledger: SmallLedger;
  let before: number;

  beforeAll(async () => {
    ledger = await smallLedger();
    before = (await ledger.get('/api/sources')).body.view.atSize;
    const commands = [
      {
        ...{ command: 'register-source', sourceId: 'S-2', externalIds: ['S-2'], title: 'The same, corrected' },
        ...{ kind: 'panelPaper', dated: { precision: 'none' }, mediaType: 'text/plain', size: 37, sha256: COPY },
        ...{ language: 'en', licence: 'Open', publishedOn: '2022-08-19', ...LATER },
      },
      { command: 'supersede-source', sourceId: 'S-1', bySourceId: 'S-2', ...LATER },
      {
        ...{ command: 'add-source-copy', sourceId: 'S-1', sha256: 'c'.repeat(64), address: 'https://x.example/c' },
        ...{ retrievedOn: '2022-08-20', mediaType: 'text/html', size: 3, ...LATER },
      },
      {
        ...{ command: 'note-source-unavailable', sourceId: 'S-1', address: 'https://x.example/a' },
        ...{ seenOn: '2022-08-19', archiveAddress: 'https://archive.example/a', ...LATER },
      },
      {
        ...{ command: 'make-recommendation', meetingId: 'MEET-1', recommendationId: 'R-QUOTED', type: 'note' },
        ...{ text: 'Note the calls.', reportedOn: '2022-08-04', source: { doc: 'S-1', sha256: 'a'.repeat(64) } },
        citations: [
          { sourceId: 'S-1', line: 3, quote: 'calls were answered' },
          { sourceId: 'S-2', line: 1 },
        ],
      },
    ];
    let last = '';
    for (const command of commands) {
      const { status, text, body } = await ledger.send(command);
      expect([command.command, status, text]).toEqual([command.command, 200, expect.anything()]);
      last = body.eventIds.at(-1);
    }
    await ledger.get('/api/sources').set('Ledger-After', last).expect(200);
  });
  afterAll(() => ledger?.close());

  const get = async (path: string) => (await ledger.get(path).expect(200)).body;

  it('has its copies, where it is gone, and what takes its place', async () => {
    expect(await get('/api/sources/S-1')).toMatchObject({
      title: 'A paper',
      gaps: [{ what: 'Page 2 is missing.' }],
      copies: [{ sha256: 'c'.repeat(64), address: 'https://x.example/c', from: { entryLabel: 'Loaded later' } }],
      supersededBy: { name: 'The same, corrected' },
      supersedes: [],
      unavailable: { seenOn: '2022-08-19', archiveAddress: 'https://archive.example/a' },
      kept: 'hashOnly',
    });
    expect(await get('/api/sources/S-2')).toMatchObject({
      ...{ licence: 'Open', publishedOn: '2022-08-19', copies: [], supersedes: [{ name: 'A paper' }] },
    });
  });

  it('is as it was in an earlier view', async () => {
    const { copies, supersededBy, unavailable } = await get(`/api/sources/S-1?atSize=${before}`);
    expect([copies, supersededBy, unavailable]).toEqual([[], undefined, undefined]);
    const { status, body } = await ledger.get('/api/sources/S-2?asReportedOn=2022-08-04');
    expect([status, body.code]).toEqual([404, 'unknown-object']);
    expect(body.detail).toContain('20 August 2022');
  });

  it('says what of it is kept', async () => {
    await request(ledger.service.url)
      .put(`/api/sources/files/${COPY}`)
      .set({ Authorization: `Bearer ${ledger.token}`, 'Content-Type': 'text/plain' })
      .send(TEXT)
      .expect(201);
    expect((await get('/api/sources/S-2')).kept).toBe('bytesAndText');
  });

  it('lists what was taken from it in the order of its lines, with the quotes', async () => {
    const { items } = (await get('/api/sources/S-1/passages?limit=1000')) as { items: Passage[] };
    const [first, second] = items;
    expect(first).toMatchObject({ category: 'meeting', passages: [{ line: 3, quote: 'calls were answered' }] });
    expect(first!.passages).toHaveLength(1); // that of the other document is on the other's page
    expect(second).toMatchObject({ category: 'update', passages: [{ line: 7 }] });
    expect(items.filter(({ passages }) => passages.length === 0).length).toBeGreaterThan(5);
    for (const { passages } of items) for (const one of passages) expect(one.sourceId).toBe(passages[0]!.sourceId);

    const other = (await get('/api/sources/S-2/passages')) as { items: Passage[] };
    expect(other.items).toMatchObject([{ id: first!.id, passages: [{ line: 1 }] }]);
  });

  it('lists what answers in the view alone', async () => {
    const facets = async (path: string) =>
      ((await get(path)).items as Passage[]).map(({ category, facet }) => `${category} ${facet}`);
    expect(await facets('/api/sources/S-1/passages?asReportedOn=2022-06-07&limit=1000')).not.toContain('update text');
    const early = (await get('/api/sources/S-1/passages?asReportedOn=2022-06-07&limit=1000')).items as Passage[];
    expect(early.length).toBeGreaterThan(5);
    expect(early.filter(({ from }) => from.reportedOn > '2022-06-07')).toEqual([]);
    const small = (await get(`/api/sources/S-1/passages?atSize=${before}&limit=1000`)).items as Passage[];
    expect(small.filter(({ passages }) => passages.some(({ line }) => line === 3))).toEqual([]);
  });
});
