import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { QueryBus } from '@nestjs/cqrs';
import request from 'supertest';
import { GetEntryWitnessed } from '../../projections/seal/queries/checkpoints.queries.js';
import { GetCoveringNote } from '../../projections/seal/queries/evidence.queries.js';
import { sealNumbered } from '../support/sealed-entries.js';
import { vkeyNamed } from '../support/witness-keys.js';
import { startTestService, type TestService } from './service.js';

const POLICY = `
witness board ${vkeyNamed('board.example')} http://127.0.0.1:1/
witness council ${vkeyNamed('council.example')} http://127.0.0.1:2/
group both all board council
quorum both
`;

/** The sizes that have been published, and of each who cosigned it when. */
const PUBLISHED: [size: number, at: string, cosigners: [witness: string, at: string][]][] = [
  [0, '2026-03-01T10:00:00Z', []],
  [
    5,
    '2026-03-02T10:00:00Z',
    [
      ['council.example', '2026-03-04T08:00:00Z'],
      ['board.example', '2026-03-02T10:00:01Z'],
    ],
  ],
  [9, '2026-03-03T10:00:00Z', [['council.example', '2026-03-03T10:00:01Z']]],
  [12, '2026-03-05T10:00:00Z', [['left.example', '2026-03-05T10:00:02Z']]],
];

describe('the list of checkpoints', () => {
  let folder: string;
  let service: TestService;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'progress-ledger-checkpoints-'));
    const policy = join(folder, 'policy');
    writeFileSync(policy, POLICY);
    service = await startTestService({ LEDGER_WITNESS_POLICY: policy });
    for (const [size, at, cosigners] of PUBLISHED) await write(service, size, at, cosigners);
    await write(service, 20, null, [['board.example', '2026-03-06T10:00:00Z']]); // held back still
  });
  afterAll(async () => {
    await service?.close();
    rmSync(folder, { recursive: true });
  });

  const get = (parameters = '') => request(service.url).get(`/api/checkpoints${parameters}`);
  const witnessed = (index: number) => service.app.get(QueryBus).execute(new GetEntryWitnessed(index));

  it('has the newest first, with those who have cosigned them', async () => {
    const { status, body, headers } = await get();
    expect([status, headers['cache-control'], body.total, body.next, body.view]).toEqual([200, 'no-cache', 4, null]);
    expect(body.items.map(({ size, cosigning }: { size: number; cosigning: string }) => [size, cosigning])).toEqual([
      [12, 'not-yet-cosigned'], // by somebody whom the policy does not know
      [9, 'not-yet-cosigned'], // by one of the two
      [5, 'cosigned'],
      [0, 'not-yet-cosigned'],
    ]);
    expect(body.items[2]).toEqual({
      size: 5,
      root: 'BQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQU=',
      publishedAt: '2026-03-02T10:00:00.000Z',
      cosigning: 'cosigned',
      cosignatures: [
        { witness: 'board.example', time: '2026-03-02T10:00:01.000Z' },
        { witness: 'council.example', time: '2026-03-04T08:00:00.000Z' },
      ],
    });
  });

  it('comes in pages, which go on behind a size', async () => {
    const sizes: number[][] = [];
    for (let next: string | null = '/api/checkpoints?limit=2'; next !== null; ) {
      const { body } = await request(service.url).get(next);
      sizes.push(body.items.map(({ size }: { size: number }) => size));
      next = body.next;
    }
    expect(sizes).toEqual([
      [12, 9],
      [5, 0],
    ]);
    expect((await get('?after=10&limit=1')).body).toMatchObject({
      items: [{ size: 9 }],
      next: '/api/checkpoints?after=9&limit=1',
    });
  });

  it('gives out each as it was signed, with its cosignatures, and none that was not published', async () => {
    const { status, headers, text } = await get('/5');
    expect([status, text]).toEqual([200, `${noteOf(5)}lineline`]);
    expect([headers['content-type'], headers['cache-control'], headers['content-disposition']]).toEqual([
      ...['text/plain; charset=utf-8', 'no-cache', 'attachment; filename="checkpoint-5.txt"'],
    ]);
    for (const absent of ['/6', '/20', '/05', '/five', '/-1']) {
      const answer = await get(absent);
      expect([absent, answer.status, answer.body.code]).toEqual([absent, 404, 'unknown-checkpoint']);
    }
  });

  it.each([
    [0, { witness: 'board.example', time: '2026-03-02T10:00:01.000Z', size: 5 }],
    [4, { witness: 'board.example', time: '2026-03-02T10:00:01.000Z', size: 5 }],
    [5, { witness: 'council.example', time: '2026-03-03T10:00:01.000Z', size: 9 }],
    [9, { witness: 'left.example', time: '2026-03-05T10:00:02.000Z', size: 12 }],
    [12, null],
  ])('tells from when an outsider vouches for entry %i', async (index, expected) => {
    expect(await witnessed(index)).toEqual(expected);
  });

  it('tells of an entry by its id who vouches for it, each since when', async () => {
    await sealNumbered(service.database.appPool, 0, 25);
    const at = async (index: number) => {
      const { rows } = await service.database.appPool.query('SELECT event_id FROM log.log_entry WHERE idx = $1', [
        index,
      ]);
      return (await request(service.url).get(`/api/entries/${rows[0].event_id}/witnesses`)).body;
    };
    expect(await at(2)).toEqual({
      ...{ index: 2, checkpoint: 5 },
      witnesses: [
        { witness: 'board.example', time: '2026-03-02T10:00:01.000Z', size: 5 },
        { witness: 'council.example', time: '2026-03-04T08:00:00.000Z', size: 5 },
        { witness: 'left.example', time: '2026-03-05T10:00:02.000Z', size: 12 },
      ],
    });
    expect(await at(12)).toEqual({ index: 12, witnesses: [] });
    for (const id of [randomUUID(), 'x']) {
      const { status, body } = await request(service.url).get(`/api/entries/${id}/witnesses`);
      expect([status, body.code]).toEqual([404, 'unknown-entry']);
    }
  });

  it('rests evidence on the smallest that covers it, but on the newest where only that is cosigned as asked for', async () => {
    const restsOn = async (entries: number) =>
      (await service.app.get(QueryBus).execute(new GetCoveringNote(entries)))?.size;
    const sizes = async () => Promise.all([0, 3, 5, 6, 12, 13].map(restsOn));
    expect(await sizes()).toEqual([0, 5, 5, 9, 12, undefined]);
    await write(service, 15, '2026-03-06T10:00:00Z', [
      ['council.example', '2026-03-06T10:00:01Z'],
      ['board.example', '2026-03-06T10:00:02Z'],
    ]);
    expect(await sizes()).toEqual([15, 5, 5, 15, 15, 15]);
    expect((await service.app.get(QueryBus).execute(new GetCoveringNote(6)))?.note).toBe(`${noteOf(15)}lineline`);
  });
});

describe('without witnesses', () => {
  it('says that nobody else has signed a checkpoint, and rests evidence on the smallest that covers it', async () => {
    const service = await startTestService();
    try {
      expect((await request(service.url).get('/api/checkpoints')).body).toEqual({ items: [], total: 0, next: null });
      await write(service, 3, '2026-03-01T10:00:00Z', []);
      const { body } = await request(service.url).get('/api/checkpoints');
      expect(body.items).toEqual([expect.objectContaining({ size: 3, cosigning: 'unwitnessed', cosignatures: [] })]);
      await write(service, 7, '2026-03-02T10:00:00Z', [['left.example', '2026-03-02T10:00:02.000Z']]);
      expect(await service.app.get(QueryBus).execute(new GetCoveringNote(2))).toEqual({ size: 3, note: noteOf(3) });
    } finally {
      await service.close();
    }
  });
});

const rootOf = (size: number) => Buffer.alloc(32, size);
const noteOf = (size: number) =>
  `ledger.example\n${size}\n${rootOf(size).toString('base64')}\n\n— ledger.example AAAAAAAA\n`;

/** A checkpoint whose root is its size again and again. */
async function write(service: TestService, size: number, at: string | null, cosigners: [string, string][]) {
  const pool = service.database.appPool;
  await pool.query('INSERT INTO log.log_checkpoint (size, root, note, published_at) VALUES ($1, $2, $3, $4)', [
    ...[size, rootOf(size), noteOf(size), at],
  ]);
  for (const [witness, time] of cosigners)
    await pool.query('INSERT INTO log.log_cosignature (size, witness, line, cosigned_at) VALUES ($1, $2, $3, $4)', [
      ...[size, witness, 'line', time],
    ]);
}
