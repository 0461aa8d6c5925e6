import type { NestExpressApplication } from '@nestjs/platform-express';
import { Instruments } from './instruments.js';

/**
 * Lets those who watch requests see them before anything else does; where nobody watches, nothing is put in their way.
 * Call it before `configureHttp`.
 */
export function observeHttp(app: NestExpressApplication): void {
  for (const handler of app.get(Instruments).requests) app.use(handler);
}
