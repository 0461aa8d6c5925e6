import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { CoreModule } from '../../src/app.module.js';
import { readConfig } from '../../src/config.js';
import { Finder } from '../../src/ledger/lookups/finder.js';
import { createTestDatabase } from '../support/database.js';

describe('a ledger that has just been made', () => {
  it('can be asked what there is before any read model has begun to follow', async () => {
    const database = await createTestDatabase();
    const dataDir = await mkdtemp(join(tmpdir(), 'first-question-'));
    const config = readConfig({ PORT: '0', DATA_DIR: dataDir, DATABASE_URL: database.url });
    const core = CoreModule.forRoot(config);
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
