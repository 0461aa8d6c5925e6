import type { RequestHandler } from 'express';
import { routeOf } from '../requests.js';
import type { Metrics } from './metrics.js';

/** Measures requests until their answers have ended, whichever way. */
export function measureRequests(metrics: Metrics): RequestHandler {
  return (request, response, next) => {
    const began = performance.now();
    metrics.requestBegan();
    response.once('close', () => {
      const { statusCode, writableFinished } = response;
      const status = writableFinished ? `${Math.floor(statusCode / 100)}xx` : 'aborted';
      const labels = { method: request.method, route: routeOf(request), status };
      metrics.requestEnded(labels, (performance.now() - began) / 1_000);
    });
    next();
  };
}
