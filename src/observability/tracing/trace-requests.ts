import { context, propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { RequestHandler } from 'express';
import { routeOf } from '../requests.js';
import { METHOD, RESPONSE_STATUS, ROUTE, tracer } from './spans.js';

/**
 * A span for every request, below the caller's own where it sends a `traceparent`. Of the address only the route's
 * pattern is kept: paths and parameters are the caller's words.
 */
export function traceRequests(): RequestHandler {
  return (request, response, next) => {
    const caller = propagation.extract(ROOT_CONTEXT, request.headers);
    const options = { kind: SpanKind.SERVER, attributes: { [METHOD]: request.method } };
    const span = tracer().startSpan(request.method, options, caller);
    response.once('close', () => {
      const route = routeOf(request);
      span.updateName(`${request.method} ${route}`);
      span.setAttribute(ROUTE, route);
      if (response.writableFinished) span.setAttribute(RESPONSE_STATUS, response.statusCode);
      if (response.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    });
    context.with(trace.setSpan(caller, span), next);
  };
}
