import { ROOT_CONTEXT, type SpanContext, SpanKind, trace } from '@opentelemetry/api';
import type pg from 'pg';
import type { BulkLoad, Projection, Tables } from '../../../projections/runner/projection.js';
import type { RecordedEvent } from '../../ledger/event.js';
import type { EventStore } from '../../ledger/event-store.js';
import { EVENTS, FIRST_SEQUENCE, LAST_SEQUENCE, markFailed, PROJECTION, tracer } from './spans.js';
import type { TraceContexts } from './trace-contexts.js';

/**
 * A span for each batch that a projection takes in. Events of one append make it a part of that append's trace; a batch
 * of several begins a trace of its own, linked to each of theirs.
 */
export class TracedProjection implements Projection {
  readonly name: string;
  readonly version: number;
  readonly answersFrom?: number;
  readonly tables?: Tables;
  readonly seenAgain?: Projection['seenAgain'];
  readonly check?: (store: EventStore, client: pg.ClientBase) => Promise<void>;
  readonly bulkLoad?: (client: pg.ClientBase) => Promise<BulkLoad>;

  constructor(
    private readonly inner: Projection,
    private readonly contexts: Pick<TraceContexts, 'find'>,
  ) {
    const { name, version, answersFrom, tables } = inner;
    this.name = name;
    this.version = version;
    // What the projection does not have, the runner must not find here either.
    if (answersFrom !== undefined) this.answersFrom = answersFrom;
    if (tables) this.tables = tables;
    if (inner.seenAgain) this.seenAgain = inner.seenAgain.bind(inner);
    if (inner.check) this.check = inner.check.bind(inner);
    if (inner.bulkLoad) this.bulkLoad = inner.bulkLoad.bind(inner);
  }

  async apply(events: readonly RecordedEvent[], client: pg.ClientBase): Promise<void> {
    const appends = await this.contexts.find(events.map(({ id }) => id));
    const span = tracer().startSpan(`project ${this.name}`, this.optionsFor(events, appends), parentOf(appends));
    try {
      await this.inner.apply(events, client);
    } catch (error) {
      markFailed(span, error);
      throw error;
    } finally {
      span.end();
    }
  }

  private optionsFor(events: readonly RecordedEvent[], appends: readonly SpanContext[]) {
    const attributes = {
      [PROJECTION]: this.name,
      [EVENTS]: events.length,
      [FIRST_SEQUENCE]: events[0]?.sequence,
      [LAST_SEQUENCE]: events.at(-1)?.sequence,
    };
    const links = appends.length > 1 ? appends.map((context) => ({ context })) : [];
    return { kind: SpanKind.CONSUMER, attributes, links };
  }
}

function parentOf(appends: readonly SpanContext[]) {
  const [only, ...others] = appends;
  return only && others.length === 0 ? trace.setSpanContext(ROOT_CONTEXT, only) : ROOT_CONTEXT;
}
