import type { AddressInfo } from 'node:net';
import { ConsoleLogger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { ProjectionRunner } from '../projections/runner/runner.js';
import { ReportedStates } from './administration/state.module.js';
import { AppModule, ProjectionsProcessModule } from './app.module.js';
import type { Config } from './config.js';
import { closedOnFailure } from './database/open-database.js';
import { UnfinishedErasures } from './erasure/erasure.module.js';
import { configureHttp } from './http/configure-http.js';
import { configureServer } from './http/configure-server.js';
import { setupOpenApi } from './http/open-api.js';
import { stoppable } from './http/stop-server.js';
import { Catalogue } from './ledger/catalogue/catalogue.js';
import { OrphanSweep } from './ledger/eventstoredb/orphan-sweep.js';
import { listenError } from './listen-error.js';
import { observeHttp } from './observability/observe-http.js';
import { MOST_BYTES } from './web/verify/uploaded.js';

export interface Service {
  app: NestExpressApplication;
  /** Where it listens, without a trailing slash. */
  url: string;
  /** Takes no more requests, finishes those under way, then everything else in order. */
  close(): Promise<void>;
}

/**
 * What a process of the service does: everything, or only one of its halves beside other processes. Those that share a
 * ledger need one PostgreSQL server between them.
 */
export type ProcessKind = 'everything' | 'api' | 'projections';

/**
 * Starts a process of the service: database, migrations, projections, HTTP.
 *
 * @throws ConfigError, DatabaseError, EngineMismatchError, ServiceKeyError, ListenError with what to do
 */
export async function startService(config: Config, kind: ProcessKind = 'everything'): Promise<Service> {
  const module = kind === 'projections' ? ProjectionsProcessModule : AppModule;
  const app = await closedOnFailure((options) =>
    NestFactory.create<NestExpressApplication>(module.forRoot(config, options), {
      bodyParser: false,
      abortOnError: false,
      logger: false, // what goes wrong here is thrown and explained once
    }),
  );
  app.useLogger(new ConsoleLogger({ logLevels: ['error', 'warn', 'fatal'] }));
  try {
    observeHttp(app);
    configureHttp(app, config);
    if (kind !== 'projections') setupOpenApi(app, app.get(Catalogue));
    const server = app.getHttpServer();
    configureServer(server, Math.max(config.sourceFileLimit, MOST_BYTES));
    const stop = stoppable(server);
    if (kind !== 'api') workBehind(app);
    await app.listen(config.port, config.host);
    if (kind !== 'api') recordBehind(app);
    const { port } = server.address() as AddressInfo;
    const host = config.host.includes(':') ? `[${config.host}]` : config.host;
    const close = async () => {
      await stop();
      await app.close();
    };
    return { app, url: `http://${host}:${port}`, close };
  } catch (error) {
    await app.close();
    throw listenError(error, config);
  }
}

/** What goes on whether or not anybody asks for anything. */
function workBehind(app: NestExpressApplication): void {
  app.get(ProjectionRunner).start();
  app.get(OrphanSweep).start();
}

/** What the service itself has to say in the ledger. It asks the read models, which answer once everything is ready. */
function recordBehind(app: NestExpressApplication): void {
  app.get(UnfinishedErasures).start();
  app.get(ReportedStates).start();
}
