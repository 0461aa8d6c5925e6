import { type AddressInfo, connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Body, Controller, Get, Module, Param, Post } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { CqrsModule, type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import request from 'supertest';
import { FindEntryIndex, GetExtent, GetSealing } from '../../projections/extent/extent.queries.js';
import { AccessGuard, CurrentActor } from '../../src/access/access.guard.js';
import { AccessService } from '../../src/access/access.service.js';
import { Closed } from '../../src/access/closed.js';
import type { Actor } from '../../src/access/roles.js';
import { configureHttp } from '../../src/http/configure-http.js';
import { configureServer } from '../../src/http/configure-server.js';
import { ProblemFilter } from '../../src/http/problem.filter.js';
import { pageOf } from '../../src/http/view/page.js';
import { Asks, ListQuery, SizeQuery } from '../../src/http/view/parameters.js';
import { InReading, ReadingInterceptor } from '../../src/http/view/reading.interceptor.js';
import type { Reading } from '../../src/http/view/reading.js';
import { ViewResolver } from '../../src/http/view/view-resolver.js';
import { Clock } from '../../src/ledger/clock.js';
import { Refused } from '../../src/ledger/commands/refused.js';
import { AppendOutcomeUnknownError } from '../../src/ledger/event-store.js';
import { LedgerIdentityReader } from '../../src/ledger/ledger-identity.js';

const KNOWN_ENTRY = '01900000-0000-7000-8000-000000000001';
const UNKNOWN_ENTRY = '01900000-0000-7000-8000-000000000002';
const extent = { published: 9, state: 7 };

@Controller('things')
class ThingsController {
  @Get()
  @Asks(ListQuery)
  list(@InReading() reading: Reading<ListQuery>) {
    return pageOf(
      ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id })),
      reading,
    );
  }

  @Get('sized')
  @Asks(SizeQuery)
  sized(@InReading() reading: Reading<SizeQuery>) {
    return { size: reading.view?.atSize };
  }

  @Get('plain')
  plain() {
    return { plain: true };
  }

  @Get('closed')
  @Closed('auditor')
  closed() {
    return { closed: true };
  }

  @Get('broken')
  broken() {
    throw new Error('secret detail in /srv/app');
  }

  @Get('deadlocked')
  deadlocked() {
    throw Object.assign(new Error('deadlock detected'), { code: '40P01' });
  }

  @Get('named/:id')
  named(@Param('id') id: string) {
    return { id };
  }

  @Post()
  write(@Body() body: unknown, @CurrentActor() actor: Actor) {
    return { body, by: actor.name };
  }

  @Post('slow')
  async writeSlowly() {
    await delay(100);
    return {};
  }

  @Post('in-doubt')
  doubt() {
    throw new AppendOutcomeUnknownError([KNOWN_ENTRY], 'no answer from esdb.internal within 20000 ms');
  }

  @Post('refused')
  refuse() {
    throw new Refused(422, [{ code: 'rule', field: 'name', message: 'No' }], [{ code: 'w', field: '', message: 'Hm' }]);
  }
}

@QueryHandler(GetExtent)
class Extents implements IQueryHandler<GetExtent> {
  execute = async () => ({ ...extent });
}

@QueryHandler(FindEntryIndex)
class Entries implements IQueryHandler<FindEntryIndex> {
  execute = async ({ eventId }: FindEntryIndex) => (eventId === KNOWN_ENTRY ? 3 : null);
}

@QueryHandler(GetSealing)
class Sealed implements IQueryHandler<GetSealing> {
  execute = async () => ({ recordedUpTo: '2026-11-22T09:00:00.000Z', checkpoint: 8 });
}

@Module({
  imports: [CqrsModule.forRoot()],
  controllers: [ThingsController],
  providers: [
    Extents,
    Entries,
    Sealed,
    ViewResolver,
    { provide: Clock, useValue: { now: () => new Date('2026-11-22T23:30:00Z') } },
    {
      provide: LedgerIdentityReader,
      useValue: { current: async () => ({ id: 'x', origin: 'x', timeZone: 'Pacific/Auckland' }) },
    },
    {
      provide: AccessService,
      useValue: {
        authenticate: async (token: string) =>
          token === 'good' ? { subject: 's', name: 'Ann', roles: ['auditor'] } : undefined,
      },
    },
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_INTERCEPTOR, useClass: ReadingInterceptor },
  ],
})
class ThingsModule {}

async function startApp(options?: Parameters<typeof configureHttp>[1]): Promise<NestExpressApplication> {
  const module = await Test.createTestingModule({ imports: [ThingsModule] }).compile();
  const app = module.createNestApplication<NestExpressApplication>({ bodyParser: false, logger: false });
  configureHttp(app, options);
  configureServer(app.getHttpServer(), 2 ** 20);
  await app.listen(0, '127.0.0.1');
  return app;
}

describe('the HTTP layer', () => {
  let app: NestExpressApplication;
  const get = (path: string) => request(app.getHttpServer()).get(path);
  const post = (path: string) => request(app.getHttpServer()).post(path).set('Authorization', 'Bearer good');

  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.close());

  describe('parameters', () => {
    it.each([
      ['limit=0', 'malformed-parameter', 'limit'],
      ['limit=1001', 'malformed-parameter', 'limit'],
      ['limit=007', 'malformed-parameter', 'limit'],
      ['limit=+5', 'malformed-parameter', 'limit'],
      ['limit=', 'malformed-parameter', 'limit'],
      ['limit', 'malformed-parameter', 'limit'],
      ['limit=5&limit=5', 'repeated-parameter', 'limit'],
      ['Limit=5', 'unknown-parameter', 'Limit'],
      ['limit[]=5', 'unknown-parameter', 'limit[]'],
      ['asreportedon=2022-08-04', 'unknown-parameter', 'asreportedon'],
      ['asReportedOn=2022-8-4', 'malformed-parameter', 'asReportedOn'],
      ['asReportedOn=20220804', 'malformed-parameter', 'asReportedOn'],
      ['asReportedOn=2022-02-30', 'malformed-parameter', 'asReportedOn'],
      ['asReportedOn=2022-08-04T00:00:00Z', 'malformed-parameter', 'asReportedOn'],
      ['asReportedOn=2026-11-24', 'future-date', 'asReportedOn'],
      ['asOf=2026-11-24', 'future-date', 'asOf'],
      ['asOf=2022-08-04&asReportedOn=2022-08-04', 'repeated-parameter', 'asOf'],
      ['atSize=-1', 'malformed-parameter', 'atSize'],
      ['atSize=1.0', 'malformed-parameter', 'atSize'],
      ['atSize=99999999999999999', 'malformed-parameter', 'atSize'],
      ['after=z', 'malformed-parameter', 'after'],
      ['__proto__=1', 'unknown-parameter', '__proto__'],
    ])('refuses ?%s', async (query, code, field) => {
      const { status, body, type } = await get(`/things?${query}`);
      expect([status, type, body.code, body.errors[0].field]).toEqual([400, 'application/problem+json', code, field]);
    });

    it('refuses broken percent-encoding in parameters and in paths', async () => {
      expect((await get('/things?limit=%zz')).body.code).toBe('malformed-parameter');
      const { status, type } = await get('/things/named/%zz');
      expect([status, type]).toEqual([400, 'application/problem+json']);
    });

    it('refuses every parameter where none is declared, on writing routes too', async () => {
      expect((await get('/things/plain?a=1')).body.code).toBe('unknown-parameter');
      expect((await post('/things?dryRun=true').send({})).body.code).toBe('unknown-parameter');
      expect((await get('/things/sized?asReportedOn=2022-08-04')).body.allowed).toEqual(['atSize']);
    });

    it("takes the day of the ledger's time zone for today", async () => {
      expect((await get('/things?asOf=2026-11-23')).status).toBe(200);
      expect((await get('/things')).body.view.asReportedOn).toBe('2026-11-23');
    });

    it('says the published size when a larger one is asked for', async () => {
      const { status, body } = await get('/things?atSize=10');
      expect([status, body.code, body.publishedSize]).toEqual([404, 'size-not-reached', 9]);
    });
  });

  describe('the echo', () => {
    it('answers from the smallest size by default and says what was defaulted', async () => {
      const { body, headers } = await get('/things?limit=2');
      expect(body.view).toEqual({
        asReportedOn: '2026-11-23',
        atSize: 7,
        defaulted: ['asReportedOn', 'atSize'],
        timeZone: 'Pacific/Auckland',
        recordedUpTo: '2026-11-22T09:00:00.000Z',
        checkpoint: 8,
      });
      expect(headers['ledger-as-reported-on']).toBe('2026-11-23');
      expect(headers['ledger-at-size']).toBe('7');
      expect(headers['content-location']).toBe('/things?limit=2&asReportedOn=2026-11-23&atSize=7');
      expect(headers['cache-control']).toBe('no-cache');
    });

    it('pages through a list in one view', async () => {
      const seen: string[] = [];
      let next: string | null = '/things?limit=2';
      while (next) {
        const { body }: request.Response = await get(next);
        expect(body.view.atSize).toBe(7);
        seen.push(...body.items.map(({ id }: { id: string }) => id));
        next = body.next;
      }
      expect(seen).toEqual(['a', 'b', 'c', 'd', 'e']);
    });

    it('lets a pinned view be kept and asked for again', async () => {
      const first = await get('/things?asOf=2022-08-04&atSize=5');
      expect(first.body.view.defaulted).toEqual([]);
      expect(first.headers['cache-control']).toBe('public, max-age=300');
      expect(first.headers.etag).toMatch(/^"/);
      const same = await get(first.headers['content-location']!);
      expect(same.text).toBe(first.text);
      const again = await get('/things?asOf=2022-08-04&atSize=5').set('If-None-Match', first.headers.etag!);
      expect(again.status).toBe(304);
    });

    it('states the size alone where a day has no meaning', async () => {
      const { body, headers } = await get('/things/sized');
      expect([body.view.atSize, body.view.asReportedOn, headers['ledger-as-reported-on']]).toEqual([
        9,
        undefined,
        undefined,
      ]);
    });
  });

  describe('waiting', () => {
    afterEach(() => {
      extent.state = 7;
    });

    it('waits for a read model that is behind a pinned size', async () => {
      const answer = get('/things?atSize=9').then((response) => response);
      setTimeout(() => {
        extent.state = 9;
      }, 120);
      expect((await answer).body.view.atSize).toBe(9);
    });

    it('gives up after five seconds and says when to come back', async () => {
      const { status, headers, body } = await get('/things?atSize=9');
      expect([status, body.code, headers['retry-after']]).toEqual([503, 'not-yet-known', '1']);
    });

    it('lets a writer read what it wrote', async () => {
      expect((await get('/things').set('Ledger-After', KNOWN_ENTRY)).status).toBe(200);
      expect((await get('/things').set('Ledger-After', UNKNOWN_ENTRY)).status).toBe(503);
      expect((await get('/things').set('Ledger-After', 'x')).body.code).toBe('malformed-header');
    }, 15_000);
  });

  describe('errors', () => {
    it('knows wrong addresses from wrong methods', async () => {
      expect((await get('/nothing')).body).toMatchObject({ status: 404, code: 'unknown-address' });
      // A reader that met the switch of a read model, for example.
      expect((await get('/things/deadlocked')).body).toMatchObject({ status: 503, code: 'unavailable' });
      const wrong = await request(app.getHttpServer()).delete('/things');
      expect([wrong.status, wrong.headers.allow]).toEqual([405, 'GET, HEAD, POST']);
    });

    it('hides what is unexpected behind a correlation id', async () => {
      const { status, text, headers, body } = await get('/things/broken').set('X-Correlation-Id', 'mine-1');
      expect([status, headers['x-correlation-id'], body.correlationId]).toEqual([500, 'mine-1', 'mine-1']);
      expect(text).not.toMatch(/secret|srv|at /);
      expect((await get('/things/broken').set('X-Correlation-Id', 'a b')).body.correlationId).toMatch(
        /^[0-9a-f-]{36}$/,
      );
    });

    it('names the events that may have been recorded', async () => {
      const { status, headers, body, text } = await post('/things/in-doubt').send({});
      expect([status, body.code, headers['retry-after']]).toEqual([503, 'outcome-unknown', '5']);
      expect(body.eventIds).toEqual([KNOWN_ENTRY]);
      expect(text).not.toContain('esdb');
    });

    it('gives all reasons of a refusal', async () => {
      const { status, body } = await post('/things/refused').send({});
      expect([status, body.errors.length, body.warnings.length, body.title]).toEqual([
        422,
        1,
        1,
        'Unprocessable Entity',
      ]);
    });

    it.each([
      ['application/json', '{"a":', 400, 'malformed-json'],
      ['application/json', '"text"', 400, 'malformed-json'],
      ['application/json', `"${'x'.repeat(210_000)}"`, 413, 'body-too-large'],
      ['text/plain', 'a', 415, 'unsupported-media-type'],
      ['application/json; charset=latin1', '{}', 415, 'unsupported-charset'],
      ['application/x-www-form-urlencoded', 'a=1', 415, 'unsupported-media-type'],
    ])('refuses a body of %s', async (type, text, expected, code) => {
      const { status, body } = await post('/things').set('Content-Type', type).send(text);
      expect([status, body.code]).toEqual([expected, code]);
    });

    it('refuses bytes that are not UTF-8, and compressed bodies', async () => {
      const broken = await post('/things')
        .type('json')
        .serialize((body) => body)
        .send(Buffer.from([0x22, 0xff, 0x22]) as never);
      expect([broken.status, broken.body.code]).toEqual([400, 'malformed-text']);
      const packed = await post('/things').type('json').set('Content-Encoding', 'gzip').send('{}');
      expect([packed.status, packed.body.code]).toEqual([415, 'compressed-body']);
    });

    it.each([
      ['GARBAGE\r\n\r\n', 400],
      [`GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
    ])('answers what is no request with problem details', async (sent, status) => {
      const answer = await raw(app, sent);
      expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
      expect(answer).toContain('application/problem+json');
    });
  });

  describe('access', () => {
    it('needs a valid token for writing and none for reading', async () => {
      const none = await request(app.getHttpServer()).post('/things').send({});
      expect([none.status, none.headers['www-authenticate']]).toEqual([401, 'Bearer realm="ledger"']);
      const other = await post('/things').set('Authorization', 'Token good').send({});
      expect([other.status, other.body.detail]).toEqual([
        401,
        'This is no bearer token. Send it as Authorization: Bearer plt_…',
      ]);
      const bad = await post('/things').set('Authorization', 'Bearer bad').send({});
      expect([bad.status, bad.headers['www-authenticate']]).toEqual([
        401,
        'Bearer realm="ledger", error="invalid_token"',
      ]);
      expect((await post('/things').send({ a: 1 })).body).toEqual({ body: { a: 1 }, by: 'Ann' });
    });

    it('stops an address that keeps guessing, but not its readers', async () => {
      const guarded = await startApp({ limits: { failedLoginsPerQuarterHour: 2 } });
      const guess = () => request(guarded.getHttpServer()).post('/things').set('Authorization', 'Bearer bad').send({});
      const statuses = [(await guess()).status, (await guess()).status, (await guess()).status];
      expect(statuses).toEqual([401, 401, 429]);
      expect((await guess()).headers['retry-after']).toMatch(/^\d+$/);
      expect((await request(guarded.getHttpServer()).get('/things')).status).toBe(200);
      await guarded.close();
    });

    it.each([
      'get',
      'head',
    ] as const)('stops an address that keeps guessing with %s at what is closed', async (method) => {
      const guarded = await startApp({ limits: { failedLoginsPerQuarterHour: 2 } });
      const guess = () => request(guarded.getHttpServer())[method]('/things/closed').set('Authorization', 'Bearer bad');
      const statuses = [(await guess()).status, (await guess()).status, (await guess()).status];
      expect(statuses).toEqual([401, 401, 429]);
      expect((await request(guarded.getHttpServer())[method]('/things')).status).toBe(200);
      await guarded.close();
    });

    it('stops nobody who sends much at once, readers or writers with a good token', async () => {
      const guarded = await startApp({ limits: { failedLoginsPerQuarterHour: 2, writesPerMinute: 4 } });
      const many = async (send: () => request.Test) => {
        const answers = await Promise.all(Array.from({ length: 5 }, send));
        return answers.map(({ status }) => status).sort();
      };
      const server = guarded.getHttpServer();
      const slow = () => request(server).post('/things/slow').set('Authorization', 'Bearer good').send({});
      expect(await many(() => request(server).get('/things'))).toEqual([200, 200, 200, 200, 200]);
      expect(await many(() => request(server).get('/things/closed'))).toEqual([401, 401, 401, 401, 401]);
      expect(await many(() => request(server).get('/things'))).toEqual([200, 200, 200, 200, 200]);
      expect(await many(slow)).toEqual([201, 201, 201, 201, 429]);
      await guarded.close();
    });

    it.each([
      ['a trusted proxy', ['127.0.0.1'], [401, 401]],
      ['anybody else', [], [401, 429]],
    ])('take the word of %s for the address of a caller', async (_, trustedProxies, expected) => {
      const behind = await startApp({ limits: { failedLoginsPerQuarterHour: 1 }, trustedProxies });
      const guess = (from: string) =>
        request(behind.getHttpServer())
          .post('/things')
          .set({ Authorization: 'Bearer bad', 'X-Forwarded-For': from })
          .send({});
      expect([(await guess('192.0.2.1')).status, (await guess('192.0.2.2')).status]).toEqual(expected);
      await behind.close();
    });
  });

  it('sends data under a policy that lets nothing be loaded', async () => {
    const { headers } = await get('/things');
    expect(headers['content-security-policy']).toBe(
      "default-src 'none';frame-ancestors 'none';base-uri 'none';form-action 'none'",
    );
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['x-powered-by']).toBeUndefined();
  });
});

function raw(app: NestExpressApplication, text: string): Promise<string> {
  const { port } = app.getHttpServer().address() as AddressInfo;
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.on('data', (data) => {
      answer += data;
    });
    socket.on('end', () => resolve(answer));
    socket.on('error', reject);
  });
}
