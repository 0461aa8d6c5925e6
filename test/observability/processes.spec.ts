import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { createFolder, removeFolder } from '../database/service-process.js';
import { freePort } from '../faults/built-service.js';
import { LedgerProcess } from '../processes/ledger-process.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { TestEngine } from '../support/engine.js';
import { createToken, ROOT } from '../support/ledger-cli.js';
import { until } from '../support/until.js';
import { Collector } from './collector.js';
import { Figures } from './exposition.js';
import { newId, OPEN_LEDGER } from './watched-service.js';

jest.setTimeout(120_000);

it('a process that nobody watches loads nothing for it', async () => {
  const script = `
    import 'reflect-metadata';
    import { Module } from 'node:module';
    await import(${JSON.stringify(pathToFileURL(join(ROOT, 'dist/src/service.js')).href)});
    console.log(Object.keys(Module._cache).join('\\n'));`;
  const node = [process.execPath, ['--input-type=module', '--eval', script], { cwd: ROOT }] as const;
  const { stdout } = await promisify(execFile)(...node);
  expect(stdout).toContain(join('node_modules', 'pg', 'lib')); // the list is there
  expect(stdout).not.toMatch(/prom-client|opentelemetry/);
});

describe('two processes of the service, watched from outside', () => {
  let database: TestDatabase;
  let engine: TestEngine;
  let folder: string;
  let collector: Collector;
  let started: LedgerProcess[];

  beforeAll(async () => {
    const all = [createTestDatabase(), TestEngine.start(), createFolder(), Collector.start()] as const;
    [database, engine, folder, collector] = await Promise.all(all);
    started = [];
  });
  afterAll(async () => {
    await Promise.all(started.map((each) => each.end('SIGKILL')));
    await Promise.all([database.close(), engine.close(), removeFolder(folder), collector.close()]);
  });

  it('share a trace, from the request to one to the read models of the other, and each has its figures', async () => {
    const env = { DATABASE_URL: database.url, DATA_DIR: folder, ...engine.env };
    const launch = async (kind: 'api' | 'projections') => {
      const port = await freePort();
      const watched = { ...collector.env, METRICS_PORT: String(port), OTEL_SERVICE_NAME: kind };
      const process = await LedgerProcess.launch(kind, { ...env, ...watched });
      started.push(process);
      await process.ready();
      return { process, figures: () => Figures.at(`http://127.0.0.1:${port}/metrics`) };
    };
    const projections = await launch('projections'); // a moment before the API, which is ready when it is
    const api = await launch('api');

    const token = await createToken(env, 'Administrator', ['administrator']);
    const traceId = 'c0ffee'.padEnd(32, '0');
    const { command, ...body } = OPEN_LEDGER;
    const answer = await api.process.get(`/api/commands/${command}`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${token}`,
        'Content-Type': 'application/json',
        traceparent: `00-${traceId}-00f067aa0ba902b7-01`,
      },
      body: JSON.stringify({ id: newId(), ...body }),
    });
    expect(answer.status).toBe(200);

    const spans = await until('the spans', async () => collector.of(traceId).length >= 7 && collector.of(traceId));
    const append = spans.find(({ name }) => name === 'append')!;
    expect(spans.map(({ service, name }) => `${service}: ${name}`).sort()).toEqual([
      'api: POST /api/commands/:command',
      'api: append',
      'api: command OpenLedger',
      'projections: project audit-trail',
      'projections: project seal',
      'projections: project search',
      'projections: project state',
    ]);
    for (const { service, parentSpanId } of spans)
      if (service === 'projections') expect(parentSpanId).toBe(append.spanId);

    const written = 'progress_ledger_append_duration_seconds_count{outcome="written"}';
    const [served, kept] = [await api.figures(), await projections.figures()];
    expect([served.value(written), kept.value(written)]).toEqual([1, 0]);
    for (const figures of [served, kept])
      expect(figures.value('progress_ledger_projection_runners{projection="state"}')).toBe(1);
    for (const each of started) expect(await each.end('SIGTERM')).toMatchObject({ code: 0 });
  });
});
