import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { CoreModule } from '../../src/app.module.js';
import { Finder } from '../../src/ledger/lookups/finder.js';
import { createTestDatabase } from '../support/database.js';

describe('a ledger that has just been made', () => {
  it('can be asked what there is before any read model has begun to follow', async () => {
    const database = await createTestDatabase();
    const dataDir = await mkdtemp(join(tmpdir(), 'first-question-'));
    const config = { port: 0, host: '127.0.0.1', dataDir, databaseUrl: database.url };
    const core = CoreModule.forRoot({ ...config, serviceKeyFile: join(dataDir, 'service.key') });
    const app = await NestFactory.createApplicationContext(core, { logger: false });
    try {
      const found = app.get(Finder).find({ category: 'body', facet: 'name', member: 'name', value: 'Nobody' });
      expect(await found).toEqual([]);
    } finally {
      await app.close();
      await database.close();
      await rm(dataDir, { recursive: true });
    }
  });
});
