import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { AccessService } from '../../src/access/access.service.js';
import { dayIn } from '../../src/ledger/dates.js';
import { uuidV7At } from '../../src/ledger/ids.js';
import { type SmallLedger, smallLedger } from './small-ledger.js';

const PAPER = 'd'.repeat(64);

describe('backfills', () => {
  let ledger: SmallLedger;
  let batch: string;
  let unfinished: number;

  beforeAll(async () => {
    ledger = await smallLedger();
    batch = ledger.events.get('open-backfill')![0]!;
    unfinished = (await ledger.get('/api/backfills')).body.view.atSize;
    const { token } = await ledger.service.app
      .get(AccessService)
      .createToken({ name: 'Someone else', roles: ['approver'] });
    const closing = await request(ledger.service.url)
      .post('/api/commands/close-backfill')
      .set('Authorization', `Bearer ${token}`)
      .send({
        ...{ id: uuidV7At(Date.now(), randomUUID()), batch, refused: 2 },
        counts: [{ type: 'SourceRegistered', count: 1 }],
      });
    expect([closing.status, closing.text]).toEqual([200, expect.anything()]);
    await ledger.get('/api/backfills').set('Ledger-After', closing.body.eventIds[0]).expect(200);
  });
  afterAll(() => ledger?.close());

  const get = async (path: string) => (await ledger.get(path).expect(200)).body;

  it('are listed with their papers, how they were loaded, and what came in', async () => {
    const { items, total, next } = await get(`/api/backfills?atSize=${unfinished}`);
    expect([total, next]).toEqual([1, null]);
    const { index, first, last, openedAt, ...one } = items[0];
    expect(one).toEqual({
      ...{ id: batch, title: 'An older paper', state: 'unfinished', method: 'Typed from the paper.' },
      papers: [{ id: expect.any(String), externalIds: ['S-OLD'], title: 'An older paper', sha256: PAPER }],
      ...{ loader: 'by hand 1', openedBy: 'policy-officer', entries: 1 },
      ...{ reportedFrom: '2022-06-07', reportedTo: '2022-06-07' },
    });
    expect([first, last]).toEqual([index + 1, index + 1]);
    expect(openedAt).toMatch(/Z$/);
  });

  it('say who closed them, in which role, and what was stated then', async () => {
    expect(await get(`/api/backfills/${batch}`)).toMatchObject({
      ...{ state: 'closed', closedBy: 'approver', refused: 2, entries: 1 },
      counts: [{ type: 'SourceRegistered', count: 1 }],
      stated: [{ type: 'SourceRegistered', count: 1 }],
    });
    const before = await get(`/api/backfills/${batch}?atSize=${unfinished}`);
    expect([before.state, before.closedAt, before.stated]).toEqual(['unfinished', undefined, undefined]);
  });

  it('can be asked for by their state, on whichever day', async () => {
    const found = async (query: string) => (await get(`/api/backfills?${query}`)).total;
    expect(await found('state=closed')).toBe(1);
    expect(await found('state=unfinished')).toBe(0);
    expect(await found(`state=unfinished&atSize=${unfinished}`)).toBe(1);
    expect(await found('asReportedOn=1999-01-01')).toBe(1);
  });

  it('are not there before they were opened', async () => {
    const { index } = await get(`/api/backfills/${batch}`);
    expect((await get(`/api/backfills?atSize=${index}`)).total).toBe(0);
    for (const id of [batch, ledger.events.get('register-plan')![0], 'OPEN'])
      expect((await ledger.get(`/api/backfills/${id}?atSize=${index}`)).body).toMatchObject({
        ...{
          status: 404,
          code: 'unknown-backfill',
          detail: `A ledger of ${index} entries holds no backfill with this id`,
        },
      });
  });

  it('come as a table', async () => {
    const { text } = await ledger.get('/api/backfills?format=csv').buffer(true).expect(200);
    const [names, row] = text.split('\r\n');
    expect(names).toBe(
      'id,index,title,state,papers,method,loader,openedAt,openedBy,closedAt,closedBy,entries,first,last,reportedFrom,reportedTo,refused',
    );
    expect(row).toContain(`,An older paper,closed,An older paper,Typed from the paper.,by hand 1,`);
  });

  it('mark what they loaded on the pages that show it, and nothing else', async () => {
    const paper = { doc: 'S-1', sha256: 'a'.repeat(64) };
    const opened = await ledger.send({
      ...{ command: 'open-backfill', title: 'The paper again', method: 'Typed from the paper.' },
      ...{ documents: [{ sourceId: 'S-1', sha256: paper.sha256 }], loader: { name: 'by hand', version: '1' } },
    });
    expect([opened.status, opened.body.errors ?? opened.body.detail]).toEqual([200, undefined]);
    const update = async (updateId: string, reportedOn: string, source: object) => {
      const { status, body } = await ledger.send({
        ...{ command: 'report-progress', updateId, planId: 'PLAN', targets: ['C-1'], reportedOn, source },
        citations: [{ sourceId: 'S-1', row: 'R1' }],
        blocks: [{ blockId: 'p1', kind: 'paragraph', text: `Calls are counted, says ${updateId}.` }],
      });
      expect([updateId, status, body.errors ?? body.detail]).toEqual([updateId, 200, undefined]);
      await ledger.get('/api/plans').set('Ledger-After', body.eventIds[0]).expect(200);
    };
    await update('U-OLD', '2022-06-07', { ...paper, batch: opened.body.eventIds[0] });
    await update('U-LIVE', dayIn('Europe/London', new Date()), paper);
    const origins = async (page: string) => {
      const { text } = await ledger.get(page).redirects(1).expect(200);
      return [...text.matchAll(/<span class="app-origin">(.*?)<\/span>/gs)].map(([, words]) => words!);
    };
    for (const view of ['', '/at/2022-06-07'])
      expect(await origins(`${view}/updates/U-OLD`)).toEqual([
        expect.stringMatching(/^Reported 7 June 2022 .* · Loaded later · <a /s),
      ]);
    const [live, ...others] = await origins('/updates/U-LIVE');
    expect(others).toEqual([]);
    expect(live).toMatch(/^Reported .* · Recorded at the time · <a /s);
  });
});
