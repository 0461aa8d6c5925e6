import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import type pg from 'pg';
import { AccessService } from '../../src/access/access.service.js';
import type { Actor } from '../../src/access/roles.js';
import { APP_POOL } from '../../src/database/database.module.js';
import { uuidV7At } from '../../src/ledger/ids.js';
import { Importer } from '../../src/transfer/importer.js';
import { isPage } from '../../src/web/time/address.js';
import { createFolder, removeFolder } from '../database/service-process.js';
import { type SmallLedger, smallLedger } from '../http/small-ledger.js';
import { seeded } from '../support/random-logs.js';
import { allEvents, caughtUp, expectReadModelsMadeAnew, expectSoundLog } from '../support/soundness.js';
import { type Answer, Caller, faultsOf } from './caller.js';
import { type Known, type Schema, samplesOf } from './samples.js';
import { hostileText, hostileValue, mutated, mutation } from './values.js';

/** Cases of each kind; 5,400 in all. */
const BODIES = 2_600;
const BROKEN_BODIES = 400;
const QUERIES = 1_300;
const PATHS = 500;
const HEADERS = 200;
const FILES = 400;

/** Of what people read, with something hostile in the address. */
const PAGES = ['/{id}', '/plans/{id}', '/commitments/{id}', '/at/{id}', '/at/2022-08-04/size/{id}', '/search?q={id}'];

const LIMIT_MS = 120_000;

describe('hostile input', () => {
  let ledger: SmallLedger;
  let caller: Caller;
  let pool: pg.Pool;
  let actor: Actor;
  let folder: string;
  let description: Description;
  let size = 0;
  const statuses = new Map<number, number>();

  beforeAll(async () => {
    ledger = await smallLedger();
    caller = new Caller(ledger.service.url);
    pool = ledger.service.app.get<pg.Pool>(APP_POOL);
    actor = (await ledger.service.app.get(AccessService).authenticate(ledger.token))!;
    folder = await createFolder();
    description = JSON.parse((await caller.send('GET', '/api/openapi.json')).text);
    size = await currentSize();
  });

  afterAll(async () => {
    process.stderr.write(
      `${[...statuses]
        .sort()
        .map(([status, count]) => `${status}: ${count}`)
        .join(', ')}\n`,
    );
    caller.close();
    await ledger.close();
    await removeFolder(folder);
  });

  const currentSize = () => ledger.service.engine.size(pool);

  /** Whatever was sent: the answer is in order, and the ledger grew by what was acknowledged and nothing else. */
  async function expectInOrder(answer: Answer, address = '/api'): Promise<void> {
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
    const isOfPage = isPage(address.split('?')[0]!);
    expect({ faults: faultsOf(answer, isOfPage), text: answer.text }).toEqual({ faults: [], text: answer.text });
    const now = await currentSize();
    const written = answer.status === 200 && !isOfPage ? (JSON.parse(answer.text).eventIds?.length ?? 0) : 0;
    expect([size, size + written]).toContain(now); // a command that was sent before writes nothing
    if (written === 0) expect(now).toBe(size);
    size = now;
  }

  function post(command: string, body: string | Buffer, headers: Record<string, string> = {}): Promise<Answer> {
    return caller.send(
      'POST',
      `/api/commands/${command}`,
      {
        Authorization: `Bearer ${ledger.token}`,
        'Content-Type': 'application/json',
        'Content-Length': String(Buffer.byteLength(body)),
        ...headers,
      },
      body,
    );
  }

  const known = (): Known => ({
    ids: IDS,
    usual: USUAL,
    entries: [...ledger.events.values()].flat(),
    statement: {
      areas: [{ name: 'Greater Manchester', code: 'E47000001' }],
      qualifier: 'exact',
      definitionVersion: 1,
      value: '295',
    },
  });

  function commands(): fc.Arbitrary<{ command: string; body: object }> {
    const { paths, components } = description;
    const all = Object.keys(paths).filter((path) => path.startsWith('/api/commands/'));
    return fc.oneof(
      ...all.map((path) => {
        const schema = paths[path]!.post!.requestBody!.content['application/json'].schema;
        const command = path.split('/').at(-1)!;
        return samplesOf(schema, components.schemas, known()).map((body) => ({ command, body: { ...body, command } }));
      }),
    );
  }

  it(
    'in the bodies of every command',
    async () => {
      await fc.assert(
        fc.asyncProperty(commands(), mutations(3), async ({ command, body }, changes) => {
          await expectInOrder(await post(command, JSON.stringify(mutated(fresh(body), changes))));
        }),
        seeded(BODIES),
      );
      expect(statuses.get(200)).toBeGreaterThan(20);
    },
    LIMIT_MS,
  );

  it(
    'in bodies that are no commands at all',
    async () => {
      const broken = commands().chain(({ command, body }) =>
        fc
          .tuple(fc.nat(), fc.constantFrom(...TEXT_FAULTS), hostileValue, fc.uint8Array({ maxLength: 20 }))
          .map(([at, fault, value, bytes]) => ({ command, text: fault(JSON.stringify(body), at, value, bytes) })),
      );
      const type = fc.option(
        fc.constantFrom(
          'application/json; charset=utf-16',
          'text/json',
          'application/x-www-form-urlencoded',
          'multipart/form-data; boundary=x',
          '',
          'application/json;'.repeat(50),
        ),
        { freq: 5, nil: undefined },
      );
      await fc.assert(
        fc.asyncProperty(broken, type, async ({ command, text }, contentType) => {
          const headers: Record<string, string> = contentType === undefined ? {} : { 'Content-Type': contentType };
          await expectInOrder(await post(command, text, headers));
        }),
        seeded(BROKEN_BODIES),
      );
    },
    LIMIT_MS,
  );

  it.each([
    65_000, 65_535, 65_536, 66_500, 190_000, 204_799, 204_801, 1_000_000,
  ])('in bodies of %d bytes', async (bytes) => {
    const body = {
      id: newId(),
      bodyId: 'B-1',
      kind: 'panel',
      reportedOn: '2026-06-01',
      source: { sha256: 'a'.repeat(64) },
    };
    const empty = JSON.stringify({ ...body, remit: '', citations: [] }).length;
    const citations = Array.from({ length: 50 }, () => ({ sourceId: 'S-1', section: '漢'.repeat(100) }));
    const filled = { ...body, remit: 'x'.repeat(Math.max(0, bytes - empty)), citations };
    for (const sent of [{ ...body, remit: 'x'.repeat(bytes - empty), citations: [] }, filled])
      await expectInOrder(await post('describe-body', JSON.stringify(sent)));
  });

  it('in entries just below and just above the size that the log takes', async () => {
    const block = (n: number, length: number) => ({ blockId: `p${n}`, kind: 'paragraph', text: 'ü'.repeat(length) });
    for (const count of [7, 8, 15, 16, 30, 60]) {
      const blocks = Array.from({ length: count }, (_, n) => block(n, 4_000));
      const body = { id: newId(), updateId: `U-${count}`, planId: 'PLAN', targets: ['C-1'], blocks };
      await expectInOrder(
        await post('report-progress', JSON.stringify({ ...body, reportedOn: '2022-08-04', source: { doc: 'S-1' } })),
      );
    }
  });

  it(
    'in the parameters of every address',
    async () => {
      const reads = Object.entries(description.paths).filter(([, { get }]) => get);
      const address = fc.constantFrom(...reads).chain(([path, { get }]) => {
        const names = (get!.parameters ?? []).filter((one) => one.in === 'query').map((one) => one.name);
        const name = fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...names, 'atSize') }, hostileText);
        const value = fc.oneof(
          { weight: 3, arbitrary: hostileText },
          fc.constantFrom('2022-08-04', '2026-06-11', '0', '1', '7', '1000', 'C-1', 'PLAN', 'Answer'),
          fc.nat().map(String),
        );
        return fc
          .tuple(fc.constantFrom(...IDS), fc.array(fc.tuple(name, value), { maxLength: 4 }))
          .map(
            ([id, pairs]) =>
              `${path.replace('{id}', id)}?${pairs.map((pair) => pair.map(encoded).join('=')).join('&')}`,
          );
      });
      await fc.assert(
        fc.asyncProperty(address, async (path) => expectInOrder(await caller.send('GET', path.slice(0, 15_000)))),
        seeded(QUERIES),
      );
    },
    LIMIT_MS,
  );

  it(
    'in the ids of addresses, and in commands that there are not',
    async () => {
      const reads = Object.keys(description.paths).filter((path) => path.includes('{id}'));
      const id = fc.oneof(
        { weight: 3, arbitrary: hostileText.map(encoded) },
        fc
          .uint8Array({ maxLength: 30 })
          .map((bytes) => [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')),
        fc.constantFrom(
          '%',
          '%zz',
          '%00',
          '%2e%2e%2f',
          '..',
          '.',
          '%c0%80',
          '%ed%a0%80',
          '%F0%9F',
          ';a=b',
          '%2F',
          'a'.repeat(14_000),
        ),
      );
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...reads, ...PAGES, '/api/commands/{id}', '/api/docs/{id}'),
          id,
          async (path, text) => {
            const address = path.replace('{id}', text.slice(0, 15_000));
            if (path.startsWith('/api/docs')) return expectHarmless(await caller.send('GET', address));
            await expectInOrder(await caller.send('GET', address), address);
            if (path.startsWith('/api/commands')) await expectInOrder(await post(text.slice(0, 15_000), '{}'));
          },
        ),
        seeded(PATHS),
      );
    },
    LIMIT_MS,
  );

  it(
    'in headers and methods',
    async () => {
      const printable = fc.string({ maxLength: 60 }).map((text) => text.replaceAll(/[^\x20-\x7e]/g, '~'));
      const header = fc.tuple(
        fc.constantFrom(
          'Accept',
          'If-None-Match',
          'Range',
          'Host',
          'X-Correlation-Id',
          'Authorization',
          'X-Forwarded-For',
          'Cookie',
          'Expect',
          'If-Modified-Since',
        ),
        fc.oneof(
          printable,
          fc.constantFrom(
            '*/*;q=zz',
            'Bearer ',
            `Bearer plt_${'A'.repeat(43)}`,
            'bytes=0-',
            'x'.repeat(10_000),
            ',,,',
            '100-continue',
          ),
        ),
      );
      const method = fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE');
      const path = fc.constantFrom(
        '/api/plans',
        '/api/plans/PLAN',
        '/api/entries',
        '/api/commands/rename-body',
        '/health/live',
        '/nothing',
      );
      await fc.assert(
        fc.asyncProperty(method, path, fc.array(header, { maxLength: 3 }), async (verb, address, headers) => {
          const answer = await caller.send(verb, address, Object.fromEntries(headers));
          if (verb === 'HEAD' || verb === 'OPTIONS' || headers.some(([name]) => name === 'Expect'))
            expectHarmless(answer);
          else await expectInOrder(answer, address);
        }),
        seeded(HEADERS),
      );
    },
    LIMIT_MS,
  );

  it.each([
    ['no HTTP at all', Buffer.from('\x16\x03\x01\x02\x00\x01')],
    ['a NUL in the address', Buffer.from('GET /api/plans\0 HTTP/1.1\r\nHost: a\r\n\r\n')],
    [
      'bytes above 127 in the address',
      Buffer.from('GET /api/plans/\xff\xfe HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', 'latin1'),
    ],
    [
      'two lengths',
      Buffer.from(
        'POST /api/commands/rename-body HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}',
      ),
    ],
    [
      'a length and chunks',
      Buffer.from(
        'POST /api/commands/rename-body HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      ),
    ],
    [
      '200 headers',
      Buffer.from(`GET /api/plans HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${'X: y\r\n'.repeat(200)}\r\n`),
    ],
    ['headers of 20 KB', Buffer.from(`GET /api/plans HTTP/1.1\r\nHost: a\r\nX: ${'y'.repeat(20_000)}\r\n\r\n`)],
    [
      'a body that ends early',
      Buffer.from(
        'POST /api/commands/rename-body HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 200\r\n\r\n{"id"',
      ),
    ],
  ])('on a bare connection: %s', async (_, bytes) => {
    const answer = await caller.raw(bytes);
    expect(answer).toMatch(/^(HTTP\/1\.1 [24]\d\d |$)/);
    expect(await currentSize()).toBe(size);
  });

  it(
    'in import files, which take and refuse what the addresses take and refuse',
    async () => {
      const importer = ledger.service.app.get(Importer);
      const path = join(folder, 'hostile.jsonl');
      await fc.assert(
        fc.asyncProperty(commands(), mutations(2), async ({ command, body }, changes) => {
          const sent = mutated(fresh(body), changes) as { command?: unknown };
          const text = JSON.stringify(sent);
          await writeFile(path, `\n${text}\r\n`);
          const { problems, warnings, lines } = await importer.check(path, actor);
          expect(await currentSize()).toBe(size);
          for (const { line } of [...problems, ...warnings]) expect(line).toBe(2);
          expect(lines).toBe(1);
          if (sent.command !== command) return; // goes elsewhere
          const answer = await post(command, text);
          await expectInOrder(answer);
          expect({ text, taken: problems.length + warnings.length === 0 }).toEqual({
            text,
            taken: answer.status === 200,
          });
        }),
        seeded(FILES),
      );
    },
    LIMIT_MS,
  );

  it('leaves a sound ledger behind, and read models that have taken in all of it', async () => {
    const { engine } = ledger.service;
    await caughtUp(pool, engine);
    const events = await allEvents(pool, engine);
    expect(events.length).toBe(size);
    await expectSoundLog(pool, engine, events);
    await expectReadModelsMadeAnew(pool, events);
    for (const path of ['/api/plans', '/api/updates', '/api/milestones', '/api/bodies', '/api/entries'])
      expect((await caller.send('GET', path)).status).toBe(200);
    const { status, text } = await caller.send('GET', '/health/ready');
    expect([status, text]).toEqual([200, text]);
  });

  function expectHarmless({ status }: Answer): void {
    expect(status).toBeLessThan(500);
  }
});

interface Description {
  paths: Record<
    string,
    {
      get?: { parameters?: { name: string; in: string }[] };
      post?: { requestBody?: { content: { 'application/json': { schema: Schema } } } };
    }
  >;
  components: { schemas: Record<string, Schema> };
}

/** None in half of the cases: what has the right shape must meet the rules, too. */
function mutations(most: number) {
  return fc.oneof(fc.constant([]), fc.array(mutation, { minLength: 1, maxLength: most }));
}

/** What the small ledger holds. */
const IDS = [
  'PLAN',
  'P-1',
  'C-1',
  'C-3',
  'W-1',
  'U-1',
  'M-1',
  'DL-1',
  'MET-1',
  'MEET-1',
  'R-1',
  'DEC-1',
  'S-1',
  'GAP-1',
  'B-1',
];

const USUAL = {
  planId: 'PLAN',
  nodeId: 'P-1',
  homeId: 'P-1',
  parentId: 'P-1',
  scopeId: 'PLAN',
  commitmentId: 'C-1',
  targets: 'C-1',
  targetId: 'C-1',
  wordingId: 'W-1',
  updateId: 'U-1',
  milestoneId: 'M-1',
  deliveryId: 'DL-1',
  metricId: 'MET-1',
  meetingId: 'MEET-1',
  recommendationId: 'R-1',
  decisionId: 'DEC-1',
  sourceId: 'S-1',
  doc: 'S-1',
  gapId: 'GAP-1',
  bodyId: 'B-1',
};

/** Ways to spoil a JSON text. */
const TEXT_FAULTS: ((text: string, at: number, value: unknown, bytes: Uint8Array) => string | Buffer)[] = [
  (text, at) => text.slice(0, at % text.length),
  (text, at, _, bytes) =>
    Buffer.concat([Buffer.from(text.slice(0, at % text.length)), bytes, Buffer.from(text.slice(at % text.length))]),
  (text) => text.replace('{', '{"id":"01900000-0000-7000-8000-000000000001","id":'),
  (text) => text.replace('{', '{"__proto__":{"id":"x"},"constructor":{"prototype":{"a":1}},'),
  (text) => text.replace('{', '{"edition":-0,"reason":1e999,'),
  (text) => `\ufeff${text}`,
  (text) => `[${text}]`,
  (text) => `${text}${text}`,
  (text) => text.replaceAll('"', "'"),
  (_, __, value) => JSON.stringify(value),
  (_, at) => '['.repeat(1 + (at % 100_000)),
  (_, at) => '{"a":'.repeat(1 + (at % 30_000)),
  (_, at) => `"${'\\u0000'.repeat(at % 1_000)}"`,
];

let made = 0;

function newId(): string {
  return uuidV7At(Date.now(), `hostile ${made++}`);
}

/** The same command under an id of its own, so that shrinking a case does not send it twice. */
function fresh(body: object): object {
  return 'id' in body ? { ...body, id: newId() } : body;
}

/** Percent-encoded; a lone surrogate as the bytes that it would have. */
function encoded(text: string): string {
  return Array.from(text, (char) => {
    if (/^[A-Za-z0-9._~-]$/.test(char)) return char;
    const bytes = char.isWellFormed()
      ? Buffer.from(char)
      : Buffer.from([0xed, 0xa0 | ((char.charCodeAt(0) >> 6) & 31), 0x80]);
    return [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  }).join('');
}
