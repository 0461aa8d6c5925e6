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

/** The address cannot be listened on; the message says what to do. */
export class ListenError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ListenError';
  }
}

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

function listenError(error: unknown, { port, host }: Config): unknown {
  const options = { cause: error };
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return new ListenError(
        `Port ${port} on ${host} is taken by another program. Stop it, or set PORT to another one, for example PORT=${port + 1}`,
        options,
      );
    case 'EACCES':
      return new ListenError(`This user may not listen on port ${port}. Set PORT to 1024 or more`, options);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new ListenError(
        `HOST is "${host}", which is no address of this machine. Set it to 127.0.0.1 or 0.0.0.0`,
        options,
      );
    default:
      return error;
  }
}
