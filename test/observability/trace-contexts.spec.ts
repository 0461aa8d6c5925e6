import { randomUUID } from 'node:crypto';
import { type SpanContext, TraceFlags } from '@opentelemetry/api';
import type pg from 'pg';
import { TraceContexts } from '../../src/observability/tracing/trace-contexts.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { until } from '../support/until.js';

const span = (digit: string, traceFlags = TraceFlags.SAMPLED): SpanContext => ({
  traceId: digit.repeat(32),
  spanId: digit.repeat(16),
  traceFlags,
});

describe('the spans kept for projections', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.close());

  it('are found by their events, each once, as coming from elsewhere', async () => {
    const contexts = new TraceContexts(database.appPool);
    const [first, second, third, stranger] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    await contexts.keep(span('a'), [first, second]);
    await contexts.keep(span('b'), [third]);
    expect(await contexts.find([first, second])).toEqual([{ ...span('a'), isRemote: true }]);
    const both = await contexts.find([first, second, third, stranger]);
    expect(both.map(({ traceId }) => traceId[0]).sort()).toEqual(['a', 'b']);
    expect(await contexts.find([stranger])).toEqual([]);
  });

  it('are those of the last attempt to append an event', async () => {
    const contexts = new TraceContexts(database.appPool);
    const id = randomUUID();
    await contexts.keep(span('a'), [id]);
    await contexts.keep(span('b'), [id]);
    expect(await contexts.find([id])).toEqual([{ ...span('b'), isRemote: true }]);
  });

  it('are only those that are recorded', async () => {
    const contexts = new TraceContexts(database.appPool);
    const [unsampled, invalid] = [randomUUID(), randomUUID()];
    await contexts.keep(span('a', TraceFlags.NONE), [unsampled]);
    await contexts.keep(span('0'), [invalid]);
    const { rows } = await database.ownerPool.query('SELECT FROM projection.trace_context WHERE event_id = ANY ($1)', [
      [unsampled, invalid],
    ]);
    expect(rows).toEqual([]);
  });

  it('are swept after an hour', async () => {
    const [old, recent] = [randomUUID(), randomUUID()];
    await new TraceContexts(database.appPool).keep(span('a'), [old, recent]);
    await database.ownerPool.query(
      `UPDATE projection.trace_context SET at = now() - interval '61 minutes' WHERE event_id = $1`,
      [old],
    );
    const next = new TraceContexts(database.appPool);
    await next.keep(span('b'), [randomUUID()]);
    await until('the sweep', async () => (await next.find([old])).length === 0);
    expect(await next.find([recent])).toHaveLength(1);
  });

  it.each([
    ['fails', () => Promise.reject(new Error('no such table'))],
    ['never answers', () => new Promise(() => undefined)],
  ])('hold nothing up when the database %s', async (_, query) => {
    const contexts = new TraceContexts({ query } as unknown as pg.Pool);
    await contexts.keep(span('a'), [randomUUID()]);
    expect(await contexts.find([randomUUID()])).toEqual([]);
  });
});
