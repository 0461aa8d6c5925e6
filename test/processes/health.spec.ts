import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { Ajv } from 'ajv';
import { AccessService } from '../../src/access/access.service.js';
import { readConfig } from '../../src/config.js';
import { EngineMismatchError } from '../../src/ledger/engine-mark.js';
import { uuidV7At } from '../../src/ledger/ids.js';
import { type ProcessKind, type Service, startService } from '../../src/service.js';
import { STANDARD_SCHEME } from '../../src/settings/standard-scheme.js';
import { createFolder, removeFolder } from '../database/service-process.js';
import { closed } from '../http/samples.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { EventStoreDbServer } from '../support/eventstoredb-server/index.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { until } from '../support/until.js';
import type { Health } from './ledger-process.js';

/** Nobody listens there. */
const DISCARD_PORT = 9;

const OPEN = {
  name: 'Health',
  origin: 'ledger.example/health',
  timeZone: 'UTC',
  languages: ['en'],
  ownerBodyId: 'OWNER',
  reportedOnConvention: 'The day of the paper.',
};

describe('the health of a process', () => {
  let database: TestDatabase;
  let folder: string;
  const started: Service[] = [];
  beforeEach(async () => {
    [database, folder] = await Promise.all([createTestDatabase(), createFolder()]);
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await Promise.all(started.splice(0).map((service) => service.close()));
    await database.close();
    await removeFolder(folder);
  });

  async function start(kind: ProcessKind, env: Record<string, string> = {}): Promise<Service> {
    const config = readConfig({ PORT: '0', DATA_DIR: folder, DATABASE_URL: database.url, ...env });
    const service = await startService(config, kind);
    started.push(service);
    return service;
  }

  async function ask({ url }: Service): Promise<{ status: number; retryAfter: string | null; health: Health }> {
    const answer = await fetch(`${url}/health/ready`);
    return {
      status: answer.status,
      retryAfter: answer.headers.get('Retry-After'),
      health: (await answer.json()) as Health,
    };
  }

  const asked = (service: Service, what: string, such: (health: Health) => boolean) =>
    until(what, async () => {
      const answer = await ask(service);
      return such(answer.health) ? answer : null;
    });

  async function send(service: Service, command: string, body: object): Promise<Response> {
    const { token } = await service.app.get(AccessService).createToken({ name: 'Admin', roles: ['administrator'] });
    return fetch(`${service.url}/api/commands/${command}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
      body: JSON.stringify({ ...body, id: uuidV7At(Date.now(), command) }),
    });
  }

  const openLedger = async (service: Service): Promise<number> => (await send(service, 'open-ledger', OPEN)).status;

  async function expectAsDescribed(
    service: Service,
    { status, health }: Awaited<ReturnType<typeof ask>>,
  ): Promise<void> {
    const document = await (await fetch(`${service.url}/api/openapi.json`)).json();
    const validator = new Ajv({ strict: false, validateFormats: false });
    validator.addSchema(closed(document as OpenAPIObject), 'api');
    const schema = `api#/paths/~1health~1ready/get/responses/${status}/content/application~1json/schema`;
    expect([validator.validate({ $ref: schema }, health), validator.errors]).toEqual([true, null]);
  }

  it('names the engine, the database, and who runs each projection', async () => {
    const service = await start('everything');
    const isRun = ({ runBy }: { runBy?: string }) => runBy !== undefined;
    const answer = await asked(service, 'readiness', ({ ready, projections }) => ready && projections.every(isRun));
    const { instance } = answer.health;
    expect(answer).toEqual({
      status: 200,
      retryAfter: null,
      health: {
        ready: true,
        instance,
        engine: { name: 'postgresql', connected: true },
        database: { connected: true },
        projections: ['seal', 'state', 'audit-trail', 'search'].map((name) => ({
          ...{ name, status: 'running', size: 0, eventsBehind: 0, secondsBehind: 0 },
          runBy: instance,
        })),
        log: { status: 'unsigned' },
      },
    });
    await expectAsDescribed(service, answer);
  });

  it('is bad when a projection has stopped, in processes too that run none', async () => {
    const api = await start('api');
    expect(await openLedger(api)).toBe(200);
    const { rows } = await database.ownerPool.query('SELECT event_id FROM ledger.event');
    await database.ownerPool.query(
      `UPDATE projection.cursor SET status = 'stopped', error = 'secret', event_id = $1 WHERE name = 'state'`,
      [rows[0].event_id],
    );
    const answer = await ask(api);
    expect([answer.status, answer.retryAfter, answer.health.ready]).toEqual([503, '5', false]);
    expect(answer.health.projections[1]).toEqual({
      ...{ name: 'state', status: 'stopped', size: 0, eventsBehind: 1, secondsBehind: expect.any(Number) },
      stoppedAt: rows[0].event_id,
    });
    expect(JSON.stringify(answer.health)).not.toContain('secret');
    await expectAsDescribed(api, answer);
  });

  it('is bad when a projection hangs back for long', async () => {
    const api = await start('api');
    expect(await openLedger(api)).toBe(200);
    expect((await ask(api)).status).toBe(200);
    const later = Date.now() + 31_000;
    jest.spyOn(Date, 'now').mockReturnValue(later);
    jest.useFakeTimers({
      now: later,
      doNotFake: ['setTimeout', 'setInterval', 'setImmediate', 'nextTick', 'performance'],
    });
    try {
      const { status, health } = await ask(api);
      expect([status, health.projections[0]!.eventsBehind]).toEqual([503, 1]);
    } finally {
      jest.useRealTimers();
    }
  });

  it('says that the database is away, and comes back with it', async () => {
    jest.spyOn(console, 'warn').mockReturnValue(); // connections are lost
    const behind = new URL(database.url);
    const proxy = await TcpProxy.open(Number(behind.port));
    const through = new URL(behind);
    through.port = String(proxy.port);
    try {
      const service = await start('everything', { DATABASE_URL: through.href });
      await asked(service, 'readiness', ({ ready }) => ready);
      proxy.retarget(DISCARD_PORT);
      proxy.cut();
      const answer = await asked(service, 'the loss', ({ database }) => !database.connected);
      expect([answer.status, answer.retryAfter, answer.health.projections]).toEqual([503, '5', []]);
      expect(answer.health.engine.connected).toBe(false);
      await expectAsDescribed(service, answer);
      expect(JSON.stringify(answer.health)).not.toContain(behind.password);
      proxy.retarget(Number(behind.port));
      await asked(service, 'readiness', ({ ready }) => ready);
    } finally {
      await Promise.all(started.splice(0).map((service) => service.close()));
      await proxy.close();
    }
  });

  it('is bad while the event store is down, from the start on, and good without a restart', async () => {
    jest.spyOn(console, 'warn').mockReturnValue(); // that there is no key yet
    jest.spyOn(process.stderr, 'write').mockReturnValue(true); // the requests that fail meanwhile
    const server = await EventStoreDbServer.start();
    await server.stop();
    try {
      let service = await start('everything', { EVENTSTOREDB_URL: server.url });
      const answer = await ask(service);
      expect([answer.status, answer.retryAfter]).toEqual([503, '5']);
      expect(answer.health.engine).toEqual({ name: 'eventstoredb', connected: false, problem: expect.any(String) });
      expect(answer.health.projections.map(({ eventsBehind }) => eventsBehind)).toEqual([
        undefined,
        undefined,
        undefined,
        undefined,
      ]);
      expect(existsSync(join(folder, 'keys', 'service.key'))).toBe(false); // nobody knows yet that the ledger is new
      await expectAsDescribed(service, answer);
      expect(await openLedger(service)).toBe(503);

      await server.start();
      await asked(service, 'readiness', ({ ready }) => ready);
      expect(existsSync(join(folder, 'keys', 'service.key'))).toBe(true);
      expect(await openLedger(service)).toBe(200);
      await asked(service, 'the entry', ({ projections }) => projections.every(({ size }) => size === 1));

      await service.close();
      await server.stop();
      service = await start('everything', { EVENTSTOREDB_URL: server.url });
      await asked(service, 'the loss', ({ engine }) => !engine.connected);
      expect((await fetch(`${service.url}/api/plans`)).status).toBe(200); // what is known is still read
      await server.start();
      await asked(service, 'readiness', ({ ready }) => ready);
    } finally {
      await Promise.all(started.splice(0).map((service) => service.close()));
      await server.stop();
    }
  });

  it('is bad, and nothing is recorded, where the event store is not the one that holds this ledger', async () => {
    jest.spyOn(process.stderr, 'write').mockReturnValue(true); // what is refused, and why
    const [server, other] = await Promise.all([EventStoreDbServer.start(), EventStoreDbServer.start()]);
    const scheme = { ...STANDARD_SCHEME, reportedOn: '2022-06-07', source: { sha256: 'a'.repeat(64) } };
    const voiding = { target: uuidV7At(1, 'entry'), reason: 'Never said' };
    try {
      const first = await start('everything', { EVENTSTOREDB_URL: server.url });
      expect(await openLedger(first)).toBe(200);
      await asked(first, 'the entry', ({ projections }) => projections.every(({ size }) => size === 1));
      await first.close();

      const api = await start('api', { EVENTSTOREDB_URL: other.url });
      const answer = await ask(api);
      expect([answer.status, answer.health.ready]).toEqual([503, false]);
      expect(answer.health.engine).toEqual({
        ...{ name: 'eventstoredb', connected: true },
        problem: expect.stringMatching(/does not hold the last entry of the log.*Set EVENTSTOREDB_URL/),
      });
      await expectAsDescribed(api, answer);
      // Of what only the other server holds, too: nothing is said to be missing.
      for (const command of ['publish-status-scheme', 'void-entry']) {
        const refused = await send(api, command, command === 'void-entry' ? voiding : scheme);
        expect([refused.status, refused.headers.get('Retry-After')]).toEqual([503, '60']);
        expect(await refused.json()).toMatchObject({
          code: 'takes-no-entries',
          detail: expect.stringMatching(/\/health\/ready says what is wrong. Nothing was recorded/),
        });
      }
      expect(other.log.events.filter(({ stream }) => stream.startsWith('progressledger.'))).toEqual([]);
      expect((await fetch(`${api.url}/api/plans`)).status).toBe(200); // what is known is still read
      await api.close();

      const again = await start('everything', { EVENTSTOREDB_URL: server.url });
      await asked(again, 'readiness', ({ ready }) => ready);
      const taken = await send(again, 'publish-status-scheme', scheme);
      expect(taken.status).toBe(200);
    } finally {
      await Promise.all(started.splice(0).map((service) => service.close()));
      await Promise.all([server.stop(), other.stop()]);
    }
  });

  it('tells that the key is missing as soon as the event store shows that the ledger is not new', async () => {
    jest.spyOn(console, 'warn').mockReturnValue();
    const server = await EventStoreDbServer.start();
    const env = { EVENTSTOREDB_URL: server.url };
    try {
      const first = await start('everything', env);
      expect(await openLedger(first)).toBe(200);
      await Promise.all(started.splice(0).map((service) => service.close()));
      await removeFolder(folder);
      await database.close();
      database = await createTestDatabase();

      await server.stop();
      const second = await start('api', env);
      await server.start();
      const { health } = await asked(second, 'the engine', ({ engine }) => engine.connected);
      expect(health).toMatchObject({ ready: false, problem: expect.stringContaining('service key') });
      expect(existsSync(join(folder, 'keys', 'service.key'))).toBe(false);
    } finally {
      await Promise.all(started.splice(0).map((service) => service.close()));
      await server.stop();
    }
  });

  it('is not asked for: a ledger that is elsewhere does not start', async () => {
    await start('api');
    const elsewhere = start('api', { EVENTSTOREDB_URL: 'esdb://127.0.0.1:9?tls=false' });
    await expect(elsewhere).rejects.toThrow(EngineMismatchError);
    await started.pop()!.close();
    await until('the end of both', async () => {
      const { rows } = await database.ownerPool.query(
        `SELECT FROM pg_stat_activity WHERE application_name = 'progress-ledger owner' AND datname = current_database()`,
      );
      return rows.length === 0;
    });
  });

  it('is kept by sweeping: claims of events that never came go where projections are run', async () => {
    const claims = async () => (await database.ownerPool.query('SELECT FROM ledger.claim')).rowCount;
    await database.ownerPool.query(
      `INSERT INTO ledger.claim (event_id, stream, claimed_at, renewed_at)
       VALUES (gen_random_uuid(), 'thing-1', now() - interval '2 days', now() - interval '2 days')`,
    );
    const api = await start('api');
    await asked(api, 'an answer', () => true);
    expect(await claims()).toBe(1);
    await start('projections');
    await until('the sweep', async () => (await claims()) === 0);
  });

  it('goes with a log that errors reach', async () => {
    await start('api');
    const written = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    new Logger('Http').error('what went wrong');
    expect(written.mock.calls.join()).toContain('what went wrong');
  });
});
