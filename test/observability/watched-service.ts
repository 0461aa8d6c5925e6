import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { Projections } from '../../projections/runner/projections.js';
import { ProjectionRunner } from '../../projections/runner/runner.js';
import { AccessService } from '../../src/access/access.service.js';
import { ROLES } from '../../src/access/roles.js';
import { readConfig } from '../../src/config.js';
import { APP_POOL } from '../../src/database/database.module.js';
import { EventStore } from '../../src/ledger/event-store.js';
import { uuidV7At } from '../../src/ledger/ids.js';
import type { MetricsServer } from '../../src/observability/metrics/metrics-server.js';
import { METRICS_SERVER } from '../../src/observability/observability.module.js';
import { type Service, startService } from '../../src/service.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { TestEngine } from '../support/engine.js';
import { until } from '../support/until.js';

/** The service as it is started for real, on a database of its own, with a token that may do everything. */
export class WatchedService {
  private constructor(
    readonly service: Service,
    readonly database: TestDatabase,
    private readonly engine: TestEngine,
    readonly token: string,
    private readonly dataDir: string,
  ) {}

  /** @param through leads the service to its database by another way */
  static async start(
    env: Record<string, string> = {},
    through: (url: string) => Promise<string> = async (url) => url,
  ): Promise<WatchedService> {
    const [database, engine] = await Promise.all([createTestDatabase(), TestEngine.start()]);
    const dataDir = await mkdtemp(join(tmpdir(), 'progress-ledger-watched-'));
    const given = { PORT: '0', DATA_DIR: dataDir, DATABASE_URL: await through(database.url), ...engine.env, ...env };
    const service = await startService(readConfig(given)).catch(async (error: unknown) => {
      await Promise.all([database.close(), engine.close()]);
      await rm(dataDir, { recursive: true });
      throw error;
    });
    const { token } = await service.app.get(AccessService).createToken({ name: 'Everyone at once', roles: ROLES });
    return new WatchedService(service, database, engine, token, dataDir);
  }

  get url(): string {
    return this.service.url;
  }

  get metricsUrl(): string {
    return this.service.app.get<MetricsServer>(METRICS_SERVER).url;
  }

  send(
    { command, ...body }: Record<string, unknown> & { command: string },
    headers: Record<string, string> = {},
  ): request.Test {
    return request(this.url)
      .post(`/api/commands/${command}`)
      .set('Authorization', `Bearer ${this.token}`)
      .set(headers)
      .send({ id: newId(), ...body });
  }

  get projections(): readonly { name: string }[] {
    return this.service.app.get(ProjectionRunner).projections;
  }

  /** Opens the ledger, registers a first paper, and waits until the read models have both. */
  async open(): Promise<void> {
    await this.send(OPEN_LEDGER).expect(200);
    await this.send(registerSource('S-1')).expect(200);
    const { app } = this.service;
    const all = new Projections(app.get(EventStore), app.get(APP_POOL), app.get(ProjectionRunner).projections);
    await until('the read models', async () => (await all.list()).every(({ lag }) => lag.events === 0));
  }

  async close(): Promise<void> {
    await this.service.close();
    await Promise.all([this.database.close(), this.engine.close()]);
    await rm(this.dataDir, { recursive: true, force: true });
  }
}

let made = 0;

/** A command's id as a client makes it. */
export function newId(): string {
  return uuidV7At(Date.now(), `watched service ${made++}`);
}

export const OPEN_LEDGER = {
  command: 'open-ledger',
  name: 'A watched ledger',
  origin: 'ledger.example/watched',
  timeZone: 'Europe/London',
  languages: ['en'],
  ownerBodyId: 'B-1',
  reportedOnConvention: 'The date of the paper.',
};

export function registerSource(sourceId: string) {
  const sha256 = createHash('sha256').update(sourceId).digest('hex');
  return {
    command: 'register-source',
    sourceId,
    reportedOn: '2022-06-07',
    source: { sha256 },
    title: 'A paper with words of its own',
    kind: 'panelPaper',
    dated: { date: '2022-06-07', precision: 'day' },
    mediaType: 'text/plain',
    size: 10,
    sha256,
    language: 'en',
  };
}
