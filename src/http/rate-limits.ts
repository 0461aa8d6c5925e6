import type { Request, RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { ProblemError } from './problem.js';

export interface RateLimits {
  /** Writing requests that one address may send in a minute. */
  writesPerMinute: number;
  /** Answers 401 that one address may get in fifteen minutes. */
  failedLoginsPerQuarterHour: number;
}

const DEFAULTS: RateLimits = { writesPerMinute: 600, failedLoginsPerQuarterHour: 20 };

/**
 * Limits by the caller's address, counted in this process. Reading is not limited here: it is cacheable and belongs to
 * the proxy in front. A guesser of tokens is stopped by the second limit long before the first.
 */
export function rateLimits(given: Partial<RateLimits> = {}): RequestHandler[] {
  const { writesPerMinute, failedLoginsPerQuarterHour } = { ...DEFAULTS, ...given };
  const writes = limit(60_000, writesPerMinute, 'Too many writing requests from this address');
  const failures = limit(15 * 60_000, failedLoginsPerQuarterHour, 'Too many requests without a valid token', {
    skipSuccessfulRequests: true,
    requestWasSuccessful: (_request, response) => response.statusCode !== 401,
  });
  return [writes, failures];
}

function limit(
  windowMs: number,
  most: number,
  message: string,
  more: Partial<Parameters<typeof rateLimit>[0]> = {},
): RequestHandler {
  return rateLimit({
    windowMs,
    limit: most,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    validate: { xForwardedForHeader: false }, // anybody may send that header; who is believed is configured
    skip: (request: Request) => request.method === 'GET' || request.method === 'HEAD',
    handler: (_request, response, next) => {
      const seconds = String(response.getHeader('Retry-After') ?? Math.ceil(windowMs / 1_000));
      const problem = new ProblemError(429, 'too-many-requests', `${message}. Try again in ${seconds} seconds`, {
        headers: { 'Retry-After': seconds },
      });
      next(problem);
    },
    ...more,
  });
}
