import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';

const HEADER = 'X-Correlation-Id';

/** What a caller's own id may look like: nothing that could forge a line of the log. */
const SAFE = /^[A-Za-z0-9._-]{1,64}$/;

/** Gives each request an id, the caller's own where it is harmless, and says it in the answer. */
export function correlate(request: Request, response: Response, next: NextFunction): void {
  const given = request.get(HEADER);
  response.setHeader(HEADER, given !== undefined && SAFE.test(given) ? given : randomUUID());
  next();
}

/** The id of the request that an answer belongs to. */
export function correlationIdOf(response: Response): string {
  return String(response.getHeader(HEADER) ?? randomUUID());
}
