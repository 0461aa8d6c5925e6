import { ROOT_CONTEXT, type SpanContext, SpanStatusCode, TraceFlags, trace } from '@opentelemetry/api';
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import type pg from 'pg';
import type { Projection } from '../../projections/runner/projection.js';
import { type Actor, ROLES } from '../../src/access/roles.js';
import type { CommandType } from '../../src/ledger/catalogue/catalogue.js';
import { Refused } from '../../src/ledger/commands/refused.js';
import type { RecordedEvent } from '../../src/ledger/event.js';
import { StoreUnavailableError } from '../../src/ledger/event-store.js';
import { InMemoryEventStore } from '../../src/ledger/memory/in-memory-event-store.js';
import { TracedCommandProcessor } from '../../src/observability/tracing/traced-command-processor.js';
import { TracedEventStore } from '../../src/observability/tracing/traced-event-store.js';
import { TracedProjection } from '../../src/observability/tracing/traced-projection.js';
import { newId } from './watched-service.js';

const exporter = new InMemorySpanExporter();
const type = { name: 'RegisterSource' } as CommandType;
const SENDER: Actor = { subject: '8c7b1c0e-0000-4000-8000-000000000002', name: 'A sender', roles: ROLES };
const receipt = { command: '', stream: 'source-1', rev: 1, eventIds: [] };
const client = {} as pg.ClientBase;

const remote = (digit: string): SpanContext => ({
  traceId: digit.repeat(32),
  spanId: digit.repeat(16),
  traceFlags: TraceFlags.SAMPLED,
  isRemote: true,
});

function event(id = newId()) {
  return { id, type: 'SourceRegistered', data: {}, metadata: { by: { $c: 'c' } } };
}

function recorded(sequence: number): RecordedEvent {
  return { ...event(), stream: 's', revision: 0n, recordedAt: '2026-01-01T00:00:00.000Z', sequence };
}

describe('the spans', () => {
  const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });

  beforeAll(() => provider.register());
  beforeEach(() => exporter.reset());
  afterAll(() => provider.shutdown());

  describe('of a command', () => {
    it.each([['no id at all'], [7], [undefined]])('keep no id such as %j', async (id) => {
      await new TracedCommandProcessor({ process: async () => receipt }).process(type, { id }, SENDER);
      expect(exporter.getFinishedSpans()[0]!.attributes).not.toHaveProperty('progress_ledger.command.id');
    });

    it('tell a refusal, with its warnings, from a failure, of which only the kind is told', async () => {
      const problem = { code: 'rule', field: 'f', message: 'secret words' };
      const refused = new TracedCommandProcessor({
        process: () => Promise.reject(new Refused(422, [problem], [{ ...problem, code: 'warning' }])),
      });
      await expect(refused.process(type, null, SENDER)).rejects.toThrow(Refused);
      const failing = new TracedCommandProcessor({ process: () => Promise.reject(new RangeError('secret words')) });
      await expect(failing.process(type, {}, SENDER)).rejects.toThrow(RangeError);

      const [refusal, failure] = exporter.getFinishedSpans();
      expect(refusal!.attributes).toMatchObject({
        'progress_ledger.outcome': 'refused',
        'progress_ledger.refused_for': ['rule', 'warning'],
      });
      expect(refusal!.status.code).toBe(SpanStatusCode.UNSET);
      expect(failure!.attributes).toMatchObject({ 'progress_ledger.outcome': 'failed', 'error.type': 'RangeError' });
      expect(failure!.status).toEqual({ code: SpanStatusCode.ERROR });
      expect([...refusal!.events, ...failure!.events]).toEqual([]);
    });
  });

  describe('of an append', () => {
    it('stand below that of the command, and are kept for its events before these can be seen', async () => {
      const store = new InMemoryEventStore();
      const kept: { span: SpanContext; ids: readonly string[]; seen: number }[] = [];
      const contexts = {
        keep: async (span: SpanContext, ids: readonly string[]) => {
          const seen = (await store.readAll({ after: { sequence: -1 }, limit: 10 })).length;
          kept.push({ span, ids, seen });
        },
      };
      const traced = new TracedEventStore(store, contexts);
      const events = [event(), event()];
      const processor = new TracedCommandProcessor({
        process: async () => {
          await traced.append('source-1', 'no-stream', events);
          return receipt;
        },
      });
      await processor.process(type, {}, SENDER);
      const [append, command] = exporter.getFinishedSpans();
      expect(append!.parentSpanContext?.spanId).toBe(command!.spanContext().spanId);
      expect(append!.attributes).toEqual({
        'progress_ledger.stream': 'source-1',
        'progress_ledger.events': 2,
        'progress_ledger.outcome': 'written',
      });
      expect(kept).toEqual([{ span: append!.spanContext(), ids: events.map(({ id }) => id), seen: 0 }]);
    });

    it('say how it ended, and that no answer is an error while a conflict is none', async () => {
      const store = new InMemoryEventStore();
      const traced = new TracedEventStore(store, { keep: async () => undefined });
      await expect(traced.append('s', 3n, [event()])).rejects.toThrow();
      store.append = () => Promise.reject(new StoreUnavailableError('at secret-host'));
      await expect(traced.append('s', 'any', [event()])).rejects.toThrow(StoreUnavailableError);
      const [conflict, unavailable] = exporter.getFinishedSpans();
      expect(conflict!.attributes['progress_ledger.outcome']).toBe('conflict');
      expect(conflict!.status.code).toBe(SpanStatusCode.UNSET);
      expect(unavailable!.attributes).toMatchObject({
        'progress_ledger.outcome': 'unavailable',
        'error.type': 'StoreUnavailableError',
      });
      expect(unavailable!.status).toEqual({ code: SpanStatusCode.ERROR });
    });
  });

  describe('of a projection', () => {
    const projection = (more: Partial<Projection> = {}): Projection => ({
      name: 'state',
      version: 3,
      apply: async () => undefined,
      ...more,
    });
    const tracedWith = (found: SpanContext[], inner = projection()) =>
      new TracedProjection(inner, { find: async () => found });

    it.each([
      ['events of one append go on with its trace', [remote('a')], 'a', []],
      ['events of several begin a trace and are linked to theirs', [remote('a'), remote('b')], undefined, ['a', 'b']],
      ['events of nobody knows which begin a trace', [], undefined, []],
    ])('%s', async (_, found, parent, links) => {
      await tracedWith(found).apply([recorded(4), recorded(5)], client);
      const [span] = exporter.getFinishedSpans();
      expect(span!.parentSpanContext?.spanId).toBe(parent?.repeat(16));
      expect(span!.links.map(({ context }) => context.traceId)).toEqual(links.map((digit) => digit.repeat(32)));
      expect(span!.attributes).toEqual({
        'progress_ledger.projection': 'state',
        'progress_ledger.events': 2,
        'progress_ledger.first_sequence': 4,
        'progress_ledger.last_sequence': 5,
      });
    });

    it('do not go on with what happens to be active where they run', async () => {
      const other = trace.getTracer('test').startSpan('other', {}, ROOT_CONTEXT);
      await tracedWith([]).apply([recorded(0)], client);
      other.end();
      expect(exporter.getFinishedSpans()[0]!.parentSpanContext).toBeUndefined();
    });

    it('tell of a failure its kind, not its words, and let the runner have it', async () => {
      const broken = projection({ apply: () => Promise.reject(new TypeError('secret words')) });
      await expect(tracedWith([], broken).apply([recorded(0)], client)).rejects.toThrow('secret words');
      const [span] = exporter.getFinishedSpans();
      expect(span!.attributes['error.type']).toBe('TypeError');
      expect(span!.status).toEqual({ code: SpanStatusCode.ERROR });
      expect(span!.events).toEqual([]);
    });

    it('leave a projection what it is: nothing less, nothing more', async () => {
      expect(Object.keys(tracedWith([]))).not.toEqual(
        expect.arrayContaining([expect.stringMatching(/^(answersFrom|tables|seenAgain|check|bulkLoad)$/)]),
      );
      const called: string[] = [];
      const whole = projection({
        answersFrom: 2,
        tables: { create: '', complete: '', views: ['v'] },
        seenAgain: async () => void called.push('seenAgain'),
        check: async () => void called.push('check'),
        bulkLoad: async () => {
          called.push('bulkLoad');
          return { add: async () => undefined, finish: async () => undefined, abandon: () => undefined };
        },
      });
      const traced = tracedWith([], whole);
      expect(traced).toMatchObject({ name: 'state', version: 3, answersFrom: 2, tables: whole.tables });
      await traced.seenAgain!([], client);
      await traced.check!(new InMemoryEventStore(), client);
      await traced.bulkLoad!(client);
      expect(called).toEqual(['seenAgain', 'check', 'bulkLoad']);
    });
  });
});
