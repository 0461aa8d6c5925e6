import { type Attributes, context, type Span, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api';

/** Attributes, by the names of OpenTelemetry's conventions where it has one. None holds what somebody has written. */
export const METHOD = 'http.request.method';
export const ROUTE = 'http.route';
export const RESPONSE_STATUS = 'http.response.status_code';
export const ERROR_TYPE = 'error.type';
export const COMMAND_NAME = 'progress_ledger.command.name';
/** Correlates everything that a command leads to; the caller has chosen it. */
export const COMMAND_ID = 'progress_ledger.command.id';
export const STREAM = 'progress_ledger.stream';
/** Number of events of an append or a batch. */
export const EVENTS = 'progress_ledger.events';
export const OUTCOME = 'progress_ledger.outcome';
/** Stable codes of what a refused command was refused for. */
export const REFUSED_FOR = 'progress_ledger.refused_for';
export const PROJECTION = 'progress_ledger.projection';
/** 0-based places of a batch's first and last event in the ledger. */
export const FIRST_SEQUENCE = 'progress_ledger.first_sequence';
export const LAST_SEQUENCE = 'progress_ledger.last_sequence';

/** Asked for anew each time, since a tracer stays with the provider that it was first used under. */
export function tracer(): Tracer {
  return trace.getTracer('progress-ledger');
}

/** Runs work in a span below the active one, and ends it with the work. */
export async function inSpan<T>(name: string, attributes: Attributes, work: (span: Span) => Promise<T>): Promise<T> {
  const span = tracer().startSpan(name, { attributes });
  try {
    return await context.with(trace.setSpan(context.active(), span), () => work(span));
  } finally {
    span.end();
  }
}

/** Marks a span as failed, by the kind of error alone: a message may quote what was sent. */
export function markFailed(span: Span, error: unknown): void {
  span.setAttribute(ERROR_TYPE, error instanceof Error ? error.name : 'unknown');
  span.setStatus({ code: SpanStatusCode.ERROR });
}
