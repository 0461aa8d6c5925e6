import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Site } from './site.js';

/** Files of the pages. Each name stands for one content, so that nobody need ask for it twice. */
export function serveAssets(site: Site): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    const asset = ['GET', 'HEAD'].includes(request.method) ? site.asset(request.originalUrl) : undefined;
    if (!asset) {
      next();
      return;
    }
    response.set({ 'Cache-Control': 'public, max-age=31536000, immutable', 'Content-Type': asset.type });
    response.vary('Accept-Encoding');
    const gzipped = request.acceptsEncodings('gzip') ? asset.gzipped : undefined;
    if (gzipped) response.set('Content-Encoding', 'gzip');
    response.send(gzipped ?? asset.bytes);
  };
}
