import { isSpanContextValid, type SpanContext, TraceFlags } from '@opentelemetry/api';
import type pg from 'pg';
import { within } from '../../ledger/within.js';

/** How long a command or a batch may be held up for its trace, in milliseconds. */
const PATIENCE_MS = 500;
/** How long a context is kept for projections that are behind, as PostgreSQL writes it. */
const KEPT_FOR = '1 hour';
/** How often a process that keeps contexts sweeps old ones, in milliseconds. */
const SWEEP_EVERY_MS = 10 * 60_000;

const KEEP = `
  INSERT INTO projection.trace_context (event_id, traceparent) SELECT unnest($1::uuid[]), $2
  ON CONFLICT (event_id) DO UPDATE SET traceparent = excluded.traceparent, at = excluded.at`;
const FIND = 'SELECT DISTINCT traceparent FROM projection.trace_context WHERE event_id = ANY ($1::uuid[])';
const SWEEP = `DELETE FROM projection.trace_context WHERE at < now() - interval '${KEPT_FOR}'`;

/**
 * The spans that events were appended in, for projections in whichever process. They stand beside the ledger, not in
 * it: an entry's bytes say nothing of how it was watched. Whatever goes wrong here costs a trace and nothing else.
 */
export class TraceContexts {
  private sweptAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly pool: pg.Pool) {}

  /** Remembers the span for its events, if it is one that is recorded. */
  async keep(span: SpanContext, eventIds: readonly string[]): Promise<void> {
    if (!isSpanContextValid(span) || (span.traceFlags & TraceFlags.SAMPLED) === 0) return;
    await within(PATIENCE_MS, this.pool.query(KEEP, [eventIds, toTraceparent(span)])).catch(() => undefined);
    this.sweepNowAndThen();
  }

  /** The different spans that these events were appended in, as far as they are known. */
  async find(eventIds: readonly string[]): Promise<SpanContext[]> {
    const found = await within(PATIENCE_MS, this.pool.query(FIND, [eventIds])).catch(() => undefined);
    return (found?.rows ?? []).map(({ traceparent }) => fromTraceparent(traceparent as string));
  }

  private sweepNowAndThen(): void {
    const now = performance.now();
    if (now - this.sweptAt < SWEEP_EVERY_MS) return;
    this.sweptAt = now;
    this.pool.query(SWEEP).catch(() => undefined); // the next one takes what this one left
  }
}

/** As in the header of the same name (W3C Trace Context). */
function toTraceparent({ traceId, spanId, traceFlags }: SpanContext): string {
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
}

function fromTraceparent(traceparent: string): SpanContext {
  const [, traceId, spanId, flags] = traceparent.split('-');
  return { traceId: traceId!, spanId: spanId!, traceFlags: Number.parseInt(flags!, 16), isRemote: true };
}
