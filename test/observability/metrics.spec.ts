import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import request from 'supertest';
import { EventStore, START } from '../../src/ledger/event-store.js';
import { ListenError } from '../../src/listen-error.js';
import { ENGINE } from '../support/engine.js';
import { ROOT } from '../support/ledger-cli.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { until } from '../support/until.js';
import { Figures } from './exposition.js';
import { newId, registerSource, WatchedService } from './watched-service.js';

const REQUESTS = 'progress_ledger_http_request_duration_seconds_count';
const APPENDS = 'progress_ledger_append_duration_seconds_count';

describe('the figures of a service', () => {
  let service: WatchedService;
  const figures = () => Figures.at(service.metricsUrl);

  beforeAll(async () => {
    service = await WatchedService.start({ METRICS_PORT: '0' });
    await service.open();
  });
  afterAll(() => service.close());

  it('stand at an address of their own, and nothing else does', async () => {
    const page = await request(service.url)
      .get('/metrics')
      .expect('Content-Type', /^text\/html/);
    expect(page.text).not.toContain('progress_ledger_'); // where readers find the measures of plans
    const own = new URL(service.metricsUrl);
    expect(own.hostname).toBe('127.0.0.1');
    await request(own.origin).get('/').expect(404);
    await request(own.origin).post('/metrics').expect(405);
    await request(own.origin)
      .get('/metrics')
      .expect(200)
      .expect('Content-Type', /^text\/plain; version=0\.0\.4/);
  });

  it('count the appends that commands make', async () => {
    const before = (await figures()).value(`${APPENDS}{outcome="written"}`)!;
    await service.send(registerSource('S-2')).expect(200);
    await service.send(registerSource('S-2')).expect(422);
    expect((await figures()).value(`${APPENDS}{outcome="written"}`)).toBe(before + 1);
  });

  it('count what the store does not take, and why', async () => {
    const store = service.service.app.get(EventStore);
    const [first] = await store.readAll({ after: START, limit: 1 });
    const { stream, type, data, metadata } = first!;
    const event = { id: newId(), type, data, metadata };
    await expect(store.append(stream, 'no-stream', [event])).rejects.toThrow();
    await expect(store.append(stream, 'any', [])).rejects.toThrow(RangeError);
    const now = await figures();
    expect(now.value(`${APPENDS}{outcome="conflict"}`)).toBe(1);
    expect(now.value('progress_ledger_append_conflicts_total')).toBe(1);
    expect(now.value(`${APPENDS}{outcome="refused"}`)).toBe(1);
    expect(now.value(`${APPENDS}{outcome="unavailable"}`)).toBe(0);
  });

  it('know requests by their route, never by what stands in the address', async () => {
    const secret = 'whisper-4711';
    await request(service.url).get(`/api/plans/${secret}?x=${secret}`);
    await request(service.url).get(`/${secret}`).expect(404);
    await request(service.url).get('/health/live').expect(200);
    const now = await figures();
    expect(now.value(`${REQUESTS}{method="GET",route="/api/plans/:id",status="4xx"}`)).toBe(1);
    expect(now.value(`${REQUESTS}{method="GET",route="/health/live",status="2xx"}`)).toBe(1);
    expect(now.value(`${REQUESTS}{method="GET",route="none",status="4xx"}`)).toBeGreaterThanOrEqual(1);
    expect(now.text).not.toContain(secret);
  });

  it('count a request under way, and one whose caller went away', async () => {
    const { hostname, port } = new URL(service.url);
    const caller = connect(Number(port), hostname);
    caller.write('POST /api/commands/open-ledger HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n');
    caller.write('Content-Length: 100\r\n\r\n{"id":');
    const inFlight = async () => (await figures()).value('progress_ledger_http_requests_in_flight');
    await until('the request', async () => (await inFlight()) === 1).finally(() => caller.destroy());
    await until('its end', async () => (await inFlight()) === 0);
    expect((await figures()).text).toMatch(/request_duration_seconds_count\{.*status="aborted"\} 1/);
  });

  it('show how far projections are behind while they are held, and that they have caught up', async () => {
    const holder = await service.database.ownerPool.connect();
    await holder.query('BEGIN; SELECT FROM projection.cursor FOR UPDATE');
    try {
      await service.send(registerSource('S-3')).expect(200);
      const behind = await figures();
      for (const { name } of service.projections) {
        expect(behind.value(`progress_ledger_projection_lag_events{projection="${name}"}`)).toBe(1);
        expect(behind.value(`progress_ledger_projection_lag_seconds{projection="${name}"}`)).toBeGreaterThan(0);
      }
    } finally {
      await holder.query('COMMIT');
      holder.release();
    }
    for (const { name } of service.projections) {
      const lag = `progress_ledger_projection_lag_events{projection="${name}"}`;
      await until(`${name} to catch up`, async () => (await figures()).value(lag) === 0);
      expect((await figures()).value(`progress_ledger_projection_lag_seconds{projection="${name}"}`)).toBe(0);
    }
  });

  it('show which projection has stopped', async () => {
    const say = (status: string) =>
      service.database.ownerPool.query(`UPDATE projection.cursor SET status = $1 WHERE name = 'state'`, [status]);
    await say('stopped');
    const now = await figures();
    await say('running');
    expect(now.value('progress_ledger_projection_status{projection="state",status="stopped"}')).toBe(1);
    expect(now.value('progress_ledger_projection_status{projection="state",status="running"}')).toBe(0);
    expect(now.value('progress_ledger_projection_status{projection="seal",status="running"}')).toBe(1);
    expect(now.value('progress_ledger_projection_runners{projection="seal"}')).toBe(1);
  });

  it('say how the process itself is', async () => {
    const { families } = await figures();
    expect([...families.keys()]).toEqual(
      expect.arrayContaining([
        'process_cpu_seconds_total',
        'nodejs_heap_size_used_bytes',
        'nodejs_eventloop_lag_seconds',
      ]),
    );
  });

  it('hold no secret and no word of the ledger', async () => {
    const { text } = await figures();
    for (const hidden of [service.token, new URL(service.database.url).password, 'A paper with', 'Everyone at once'])
      expect(text).not.toContain(hidden);
  });

  it('are all described in docs/metrics.md, and no others are', async () => {
    const { families } = await figures();
    const own = [...families].filter(([name]) => name.startsWith('progress_ledger_'));
    const lines = (await readFile(join(ROOT, 'docs/metrics.md'), 'utf8')).split('\n');
    const described = lines
      .filter((line) => line.startsWith('| `progress_ledger_'))
      .map((line) =>
        line
          .split('|')
          .slice(1, 4)
          .map((cell) => cell.replaceAll('`', '').trim()),
      );
    const labels = new Map(described.map(([name, , label]) => [name, label]));
    // Of what there is none here, such as witnesses, no labels are seen.
    const served = own.map(([name, { type, samples }]) => [
      ...[name, type, samples.size === 0 ? labels.get(name) : labelsOf(samples)],
    ]);
    expect(described.sort()).toEqual(served.sort());
  });

  it('need a port that is free', async () => {
    const { port } = new URL(service.metricsUrl);
    const error = await WatchedService.start({ METRICS_PORT: port }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ListenError);
    expect((error as Error).message).toBe(
      `Port ${port} on 127.0.0.1 is taken by another program. Stop it, or set METRICS_PORT to another one, for ` +
        `example METRICS_PORT=${Number(port) + 1}`,
    );
  });
});

/** The labels of a family as they stand in the description: in order, without the buckets' own. */
function labelsOf(samples: Map<string, number>): string {
  const names = new Set(
    [...samples.keys()].flatMap((sample) => [...sample.matchAll(/([a-z_]+)="/g)].map(([, l]) => l)),
  );
  return [...names].filter((name) => name !== 'le').join(', ');
}

describe('the figures while the database is away', () => {
  const holdsEvents = ENGINE === 'postgresql';
  let proxy: TcpProxy;
  let service: WatchedService;

  beforeAll(async () => {
    service = await WatchedService.start({ METRICS_PORT: '0' }, async (url) => {
      proxy = await TcpProxy.open(Number(new URL(url).port));
      return Object.assign(new URL(url), { port: String(proxy.port) }).href;
    });
    await service.open();
  });
  afterAll(async () => {
    await service.close();
    await proxy.close();
  });

  it('are given all the same, though the database never answers, and say so', async () => {
    expect((await Figures.at(service.metricsUrl)).value('progress_ledger_projections_up')).toBe(1);
    proxy.withholdAnswers();
    const [away, again] = await Promise.all([Figures.at(service.metricsUrl), Figures.at(service.metricsUrl)]);
    for (const now of [away, again]) {
      expect(now.value('progress_ledger_event_store_up')).toBe(holdsEvents ? 0 : 1);
      expect(now.value('progress_ledger_projections_up')).toBe(0);
      expect(now.text).not.toMatch(/^progress_ledger_projection_(lag|status|runners).*\{/m);
      expect(now.value(`${APPENDS}{outcome="written"}`)).toBe(2);
    }
    proxy.passAnswers();
    proxy.cut();
    await until('the database', async () => {
      const now = await Figures.at(service.metricsUrl);
      return now.value('progress_ledger_projections_up') === 1 && now.value('progress_ledger_event_store_up') === 1;
    });
    const back = await Figures.at(service.metricsUrl);
    expect(back.value('progress_ledger_event_store_reconnects_total')! > 0).toBe(holdsEvents);
  });
});
