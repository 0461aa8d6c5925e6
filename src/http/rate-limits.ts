import type { Request, RequestHandler } from 'express';
import { ipKeyGenerator, MemoryStore, type Options, rateLimit } from 'express-rate-limit';
import { ProblemError } from './problem.js';

export interface RateLimits {
  /** Writing requests that one address may send in a minute. */
  writesPerMinute: number;
  /** Answers 401 that one address may get in fifteen minutes. */
  failedLoginsPerQuarterHour: number;
}

const DEFAULTS: RateLimits = { writesPerMinute: 600, failedLoginsPerQuarterHour: 20 };
const MINUTE = 60_000;
const QUARTER_HOUR = 15 * MINUTE;

/**
 * Limits by the caller's address, counted in this process. Reading without a token is not limited here: it is cacheable
 * and belongs to the proxy in front. A guesser of tokens is stopped by the second limit, whether they write or read.
 */
export function rateLimits(given: Partial<RateLimits> = {}): RequestHandler[] {
  const { writesPerMinute, failedLoginsPerQuarterHour } = { ...DEFAULTS, ...given };
  return [writes(writesPerMinute), failedLogins(failedLoginsPerQuarterHour)];
}

function writes(most: number): RequestHandler {
  return rateLimit({
    windowMs: MINUTE,
    limit: most,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    validate: { xForwardedForHeader: false }, // anybody may send that header; who is believed is configured
    skip: isReading,
    handler: (_request, response, next) => {
      const seconds = Number(response.getHeader('Retry-After') ?? MINUTE / 1_000);
      next(tooMany('Too many writing requests from this address', seconds));
    },
  });
}

/**
 * Counts answers, not requests: whoever sends many at once with a good token has failed at none of them. Those that are
 * on their way while the limit is reached are still answered.
 */
function failedLogins(most: number): RequestHandler {
  const failures = new MemoryStore();
  failures.init({ windowMs: QUARTER_HOUR } as Options);
  return async (request, response, next) => {
    // Guessing takes a token to send. What everybody may read is not held up by whoever else has the same address.
    if (isReading(request) && request.headers.authorization === undefined) {
      next();
      return;
    }
    const address = ipKeyGenerator(request.ip ?? '');
    const known = await failures.get(address);
    if (known && known.totalHits >= most) {
      const seconds = Math.ceil((known.resetTime!.getTime() - Date.now()) / 1_000);
      next(tooMany('Too many requests without a valid token', seconds));
      return;
    }
    response.once('finish', () => {
      if (response.statusCode === 401) void failures.increment(address);
    });
    next();
  };
}

function isReading({ method }: Request): boolean {
  return method === 'GET' || method === 'HEAD';
}

function tooMany(what: string, seconds: number): ProblemError {
  return new ProblemError(429, 'too-many-requests', `${what}. Try again in ${seconds} seconds`, {
    headers: { 'Retry-After': String(seconds) },
  });
}
