import type { NestExpressApplication } from '@nestjs/platform-express';
import helmet from 'helmet';
import { takeJson } from './body.js';
import { correlate } from './correlation.js';
import { type RateLimits, rateLimits } from './rate-limits.js';

/**
 * What every request goes through before it reaches a route. The application must have been created with
 * `bodyParser: false`, and this must be called before it listens.
 */
export function configureHttp(
  app: NestExpressApplication,
  { limits, trustedProxies = [] }: { limits?: Partial<RateLimits>; trustedProxies?: readonly string[] } = {},
): void {
  app.disable('x-powered-by');
  // What anybody else says of where a request comes from could be made up to get round the limits.
  app.set('trust proxy', trustedProxies.length > 0 ? [...trustedProxies] : false);
  app.set('etag', 'strong'); // bodies are sent byte for byte as they are hashed
  app.set('query parser', false); // addresses are read strictly, by the routes' declared parameters
  app.use(correlate);
  app.use(securityHeaders());
  app.use(...rateLimits(limits));
  takeJson(app);
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
