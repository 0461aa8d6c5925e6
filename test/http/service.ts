import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { ProjectionRunner } from '../../projections/runner/runner.js';
import { AppModule } from '../../src/app.module.js';
import { readConfig } from '../../src/config.js';
import { configureHttp } from '../../src/http/configure-http.js';
import { configureServer } from '../../src/http/configure-server.js';
import { setupOpenApi } from '../../src/http/open-api.js';
import { Catalogue } from '../../src/ledger/catalogue/catalogue.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { TestEngine } from '../support/engine.js';

/** The whole service on a database of its own, with rate limits that a test does not run into. */
export interface TestService {
  app: NestExpressApplication;
  url: string;
  database: TestDatabase;
  engine: TestEngine;
  close(): Promise<void>;
}

/** @param env further settings */
export async function startTestService(env: Record<string, string> = {}): Promise<TestService> {
  const [database, engine] = await Promise.all([createTestDatabase(), TestEngine.start()]);
  const dataDir = await mkdtemp(join(tmpdir(), 'progress-ledger-http-'));
  const config = readConfig({ PORT: '0', DATA_DIR: dataDir, DATABASE_URL: database.url, ...engine.env, ...env });
  const app = await NestFactory.create<NestExpressApplication>(AppModule.forRoot(config), {
    bodyParser: false,
    logger: ['error', 'fatal'],
  });
  configureHttp(app, { limits: { writesPerMinute: 1_000_000, failedLoginsPerQuarterHour: 1_000_000 } });
  setupOpenApi(app, app.get(Catalogue));
  configureServer(app.getHttpServer(), config.sourceFileLimit);
  app.get(ProjectionRunner).start();
  await app.listen(0, config.host);
  const { port } = app.getHttpServer().address() as AddressInfo;
  const close = async () => {
    await app.close();
    await Promise.all([database.close(), engine.close()]);
    await rm(dataDir, { recursive: true, force: true });
  };
  return { app, url: `http://127.0.0.1:${port}`, database, engine, close };
}
