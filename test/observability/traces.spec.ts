import { randomBytes } from 'node:crypto';
import request from 'supertest';
import { EventStore, START } from '../../src/ledger/event-store.js';
import { ENDLESS_MS } from '../support/endless.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { until } from '../support/until.js';
import { Collector, type ReceivedSpan } from './collector.js';
import { newId, registerSource, WatchedService } from './watched-service.js';

const SERVER = 2;
const CONSUMER = 5;
const ERROR = 2;

/** A caller's own span, as the header names it. */
function callersSpan() {
  const traceId = randomBytes(16).toString('hex');
  const spanId = randomBytes(8).toString('hex');
  return { traceId, spanId, traceparent: `00-${traceId}-${spanId}-01` };
}

describe('the traces of a service', () => {
  let collector: Collector;
  let service: WatchedService;

  beforeAll(async () => {
    collector = await Collector.start();
    process.env.OTEL_BSP_SCHEDULE_DELAY = '20';
    service = await WatchedService.start(collector.env);
    await service.open();
  });
  afterAll(async () => {
    await service.close();
    await collector.close();
    delete process.env.OTEL_BSP_SCHEDULE_DELAY;
  });

  /** The spans of a trace, once there are as many. */
  const trace = (traceId: string, count: number): Promise<ReceivedSpan[]> =>
    until('the spans', async () => collector.of(traceId).length >= count && collector.of(traceId));

  it('lead from the caller through the command and its append into every read model', async () => {
    const caller = callersSpan();
    const id = newId();
    const sent = await service.send({ id, ...registerSource('S-2') }, { traceparent: caller.traceparent }).expect(200);
    const spans = await trace(caller.traceId, 3 + service.projections.length);
    const named = (name: string) => spans.find((span) => span.name === name)!;

    const http = named('POST /api/commands/:command');
    expect(http).toMatchObject({ kind: SERVER, parentSpanId: caller.spanId, service: 'progress-ledger' });
    expect(http.attributes).toEqual({
      'http.request.method': 'POST',
      'http.route': '/api/commands/:command',
      'http.response.status_code': 200,
    });
    const command = named('command RegisterSource');
    expect(command.parentSpanId).toBe(http.spanId);
    expect(command.attributes).toEqual({
      'progress_ledger.command.name': 'RegisterSource',
      'progress_ledger.command.id': id,
      'progress_ledger.stream': sent.body.stream,
      'progress_ledger.outcome': 'accepted',
    });
    const append = named('append');
    expect(append.parentSpanId).toBe(command.spanId);
    expect(append.attributes).toEqual({
      'progress_ledger.stream': sent.body.stream,
      'progress_ledger.events': 1,
      'progress_ledger.outcome': 'written',
    });
    for (const { name } of service.projections) {
      const projected = named(`project ${name}`);
      expect(projected).toMatchObject({ kind: CONSUMER, parentSpanId: append.spanId, links: [] });
      expect(projected.attributes['progress_ledger.projection']).toBe(name);
    }
    expect(spans).toHaveLength(3 + service.projections.length);
  });

  it('link a batch of several appends to each of them', async () => {
    const callers = [callersSpan(), callersSpan(), callersSpan()];
    const holder = await service.database.ownerPool.connect();
    await holder.query('BEGIN; SELECT FROM projection.cursor FOR UPDATE');
    for (const [n, { traceparent }] of callers.entries())
      await service.send(registerSource(`S-BATCH-${n}`), { traceparent }).expect(200);
    await holder.query('COMMIT');
    holder.release();
    // The first of them was on its way when the place was locked; what came after it is one batch.
    const traced = new Set(callers.map(({ traceId }) => traceId));
    const batch = await until('a batch', async () =>
      collector.spans.find(({ name, links }) => name === 'project state' && traced.has(links[0]?.traceId ?? '')),
    );
    expect(batch.links.length).toBeGreaterThan(1);
    expect(batch.parentSpanId).toBeFalsy();
    expect(traced.has(batch.traceId)).toBe(false);
    expect(batch.attributes['progress_ledger.events']).toBe(batch.links.length);
    for (const { traceId, spanId } of batch.links) {
      const append = await until('its append', async () => collector.of(traceId).find(({ name }) => name === 'append'));
      expect(append.spanId).toBe(spanId);
    }
  });

  it('say why a command was refused, by code, and that it is no error', async () => {
    const caller = callersSpan();
    await service.send(registerSource('S-2'), { traceparent: caller.traceparent }).expect(422);
    const spans = await trace(caller.traceId, 2);
    const command = spans.find(({ name }) => name === 'command RegisterSource')!;
    expect(command.attributes['progress_ledger.outcome']).toBe('refused');
    expect(command.attributes['progress_ledger.refused_for']).toEqual(['already-exists']);
    expect(spans.filter(({ status }) => status.code === ERROR)).toEqual([]);
    expect(spans.map(({ name }) => name)).not.toContain('append');
  });

  it('are not made where the caller does not want one', async () => {
    const caller = callersSpan();
    const unsampled = caller.traceparent.replace(/01$/, '00');
    const sent = await service.send(registerSource('S-QUIET'), { traceparent: unsampled }).expect(200);
    const { rows } = await service.database.ownerPool.query(
      'SELECT FROM projection.trace_context WHERE event_id = ANY ($1)',
      [sent.body.eventIds],
    );
    expect(rows).toEqual([]);
    const after = callersSpan();
    await request(service.url).get('/health/live').set('traceparent', after.traceparent).expect(200);
    await trace(after.traceId, 1);
    expect(collector.of(caller.traceId)).toEqual([]);
  });

  it('hold nothing that was written, sent or is secret', async () => {
    const secret = 'whisper-4711';
    const caller = callersSpan();
    await request(service.url)
      .post(`/api/commands/register-source?x=${secret}`)
      .set({ Authorization: `Bearer ${secret}`, traceparent: caller.traceparent, 'X-Correlation-Id': secret })
      .send({ id: secret, title: secret });
    await service.send({ id: secret, ...registerSource('S-9'), note: secret }, { traceparent: caller.traceparent });
    await trace(caller.traceId, 3);
    const hidden = [secret, service.token, new URL(service.database.url).password, 'A paper with', 'Everyone at once'];
    for (const word of hidden) expect(collector.received).not.toContain(word);
  });

  it('leave no mark in the ledger', async () => {
    const events = await service.service.app.get(EventStore).readAll({ after: START, limit: 1_000 });
    const written = JSON.stringify(events, (_, value) => (typeof value === 'bigint' ? String(value) : value));
    expect(events.length).toBeGreaterThan(3);
    for (const { traceId } of collector.spans) expect(written).not.toContain(traceId);
  });
});

describe('a collector that is away', () => {
  it('is said to be, once, and holds up no commands', async () => {
    const said = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    process.env.OTEL_BSP_SCHEDULE_DELAY = '20';
    process.env.OTEL_EXPORTER_OTLP_TIMEOUT = '200';
    const away = await Collector.start();
    await away.close();
    const service = await WatchedService.start({ OTEL_EXPORTER_OTLP_ENDPOINT: away.url });
    const complaints = () => said.mock.calls.flat().filter((words) => /^Traces cannot be delivered/.test(words));
    try {
      await service.open();
      await until('the complaint', async () => complaints().length > 0);
      await service.send(registerSource('S-2')).expect(200);
      await service.close();
      expect(complaints()).toHaveLength(1);
    } finally {
      said.mockRestore();
      delete process.env.OTEL_BSP_SCHEDULE_DELAY;
      delete process.env.OTEL_EXPORTER_OTLP_TIMEOUT;
    }
  });

  it('or never answers holds up neither commands nor the end', async () => {
    const patience = ['OTEL_EXPORTER_OTLP_TIMEOUT', 'OTEL_BSP_EXPORT_TIMEOUT'];
    for (const name of patience) process.env[name] = String(ENDLESS_MS);
    process.env.OTEL_BSP_SCHEDULE_DELAY = '20';
    const collector = await Collector.start();
    const proxy = await TcpProxy.open(Number(new URL(collector.url).port));
    proxy.withholdAnswers();
    const service = await WatchedService.start({ OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${proxy.port}` });
    try {
      await service.open();
      await until('spans', async () => collector.spans.length > 0);
      await service.send(registerSource('S-3')).expect(200);
      await service.close();
      // What is still being sent comes to an end as well: each is sent once more.
      const sent = collector.spans.length;
      proxy.passAnswers();
      proxy.cut();
      await until('the spans once more', async () => collector.spans.length >= 2 * sent);
    } finally {
      for (const name of [...patience, 'OTEL_BSP_SCHEDULE_DELAY']) delete process.env[name];
      await Promise.all([proxy.close(), collector.close()]);
    }
  });
});
