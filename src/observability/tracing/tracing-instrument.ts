import type pg from 'pg';
import type { Instrument } from '../instruments.js';
import type { TracingOptions } from '../observability-options.js';
import { startTracing } from './start-tracing.js';
import { TraceContexts } from './trace-contexts.js';
import { traceRequests } from './trace-requests.js';
import { TracedCommandProcessor } from './traced-command-processor.js';
import { TracedEventStore } from './traced-event-store.js';
import { TracedProjection } from './traced-projection.js';

/** Follows a request from its arrival to the read models, and sends what it sees to a collector. */
export function tracingInstrument(options: TracingOptions, pool: pg.Pool): Instrument {
  const contexts = new TraceContexts(pool);
  const close = startTracing(options);
  return {
    request: traceRequests(),
    processor: (processor) => new TracedCommandProcessor(processor),
    store: (engine) => new TracedEventStore(engine, contexts),
    projection: (projection) => new TracedProjection(projection, contexts),
    close,
  };
}
