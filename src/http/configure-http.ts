import { isUtf8 } from 'node:buffer';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';
import { correlate } from './correlation.js';
import { ProblemError } from './problem.js';
import { type RateLimits, rateLimits } from './rate-limits.js';

/** A command is an entry of at most 64 KB; the rest is room for text whose bytes are hashed away. */
const BODY_LIMIT = '200kb';

/**
 * What every request goes through before it reaches a route. The application must have been created with
 * `bodyParser: false`, and this must be called before it listens.
 */
export function configureHttp(app: NestExpressApplication, limits?: Partial<RateLimits>): void {
  app.disable('x-powered-by');
  app.set('etag', 'strong'); // bodies are sent byte for byte as they are hashed
  app.set('query parser', false); // addresses are read strictly, by the routes' declared parameters
  app.use(correlate);
  app.use(securityHeaders());
  app.use(...rateLimits(limits));
  app.use(requireJson);
  const parser: Record<string, unknown> = {
    limit: BODY_LIMIT,
    strict: true,
    inflate: false, // a small body that unpacks to a large one is a way to tire a service
    type: 'application/json',
    verify: requireUtf8,
  };
  app.useBodyParser('json', parser);
}

/** The parser itself would put U+FFFD in the place of broken bytes, and an entry must say what was sent. */
function requireUtf8(_request: unknown, _response: unknown, body: Buffer): void {
  if (!isUtf8(body)) throw new Error('not UTF-8');
}

/**
 * Headers for answers that are data: nothing may be loaded, framed or guessed from them. Pages bring their own policy.
 * The defaults of helmet are left out: they would upgrade requests on plain-HTTP sites and allow inline styles.
 */
function securityHeaders() {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"], baseUri: ["'none'"], formAction: ["'none'"] },
    },
    crossOriginResourcePolicy: { policy: 'cross-origin' }, // published facts are there to be read
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'no-referrer' },
    frameguard: { action: 'deny' },
    strictTransportSecurity: false, // for whoever terminates TLS to promise
    xPoweredBy: false,
  });
}

/** A body of another kind is refused, not taken for none. */
function requireJson(request: Request, _response: Response, next: NextFunction): void {
  const carriesBody = request.headers['transfer-encoding'] !== undefined || Number(request.get('content-length')) > 0;
  const fine = !carriesBody || request.is('application/json');
  next(fine ? undefined : new ProblemError(415, 'unsupported-media-type', 'Send the body as application/json'));
}
