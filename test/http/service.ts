import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Service, startService } from '../../src/service.js';
import { createTestDatabase } from '../support/database.js';

/** The whole service on a database of its own. */
export interface TestService extends Service {
  close(): Promise<void>;
}

export async function startTestService(): Promise<TestService> {
  const database = await createTestDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'progress-ledger-http-'));
  const service = await startService({
    port: 0,
    host: '127.0.0.1',
    dataDir,
    databaseUrl: database.url,
    serviceKeyFile: join(dataDir, 'service.key'),
  });
  const close = async () => {
    await service.close();
    await database.close();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { ...service, close };
}
