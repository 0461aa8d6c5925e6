import type { AddressInfo } from 'node:net';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { ProjectionRunner } from '../projections/runner/runner.js';
import { AppModule } from './app.module.js';
import type { Config } from './config.js';
import { configureHttp } from './http/configure-http.js';
import { configureServer } from './http/configure-server.js';
import { setupOpenApi } from './http/open-api.js';
import { Catalogue } from './ledger/catalogue/catalogue.js';
import { listenError } from './listen-error.js';
import { observeHttp } from './observability/observe-http.js';

export interface Service {
  app: NestExpressApplication;
  /** Where it listens, without a trailing slash. */
  url: string;
  /** Takes no more requests, finishes those under way, then everything else in order. */
  close(): Promise<void>;
}

/**
 * Starts the whole service: database, migrations, projections, HTTP.
 *
 * @throws ConfigError, DatabaseError, ServiceKeyError, ListenError with what to do
 */
export async function startService(config: Config): Promise<Service> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.forRoot(config), {
    bodyParser: false,
    abortOnError: false,
    logger: false, // what goes wrong here is thrown and explained once
  });
  app.useLogger(['error', 'warn', 'fatal']);
  try {
    observeHttp(app);
    configureHttp(app, config);
    app.use(homeToDocs);
    setupOpenApi(app, app.get(Catalogue));
    const server = app.getHttpServer();
    configureServer(server);
    app.get(ProjectionRunner).start();
    await app.listen(config.port, config.host);
    const { port } = server.address() as AddressInfo;
    const host = config.host.includes(':') ? `[${config.host}]` : config.host;
    const close = async () => {
      await new Promise<void>((done) => {
        server.close(() => done());
        server.closeIdleConnections();
      });
      await app.close();
    };
    return { app, url: `http://${host}:${port}`, close };
  } catch (error) {
    await app.close();
    throw listenError(error, config);
  }
}

/** Until there are pages, the bare address leads to the one page there is. */
function homeToDocs(request: Request, response: Response, next: NextFunction): void {
  if (request.path === '/' && ['GET', 'HEAD'].includes(request.method)) response.redirect(302, '/api/docs');
  else next();
}
