import { createHash, randomBytes } from 'node:crypto';
import { SystemClock } from '../../src/ledger/clock.js';
import { ServiceKey } from '../../src/ledger/erasable/service-key.js';
import { RemovedFileError } from '../../src/sources/removed-file.js';
import { SourceFiles } from '../../src/sources/source-files.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { until } from '../support/until.js';

const SOMEBODY = '8c7b1c0e-0000-4000-8000-000000000009';
const DELETE = 'DELETE FROM erasable.source_file WHERE sha256 = $1';
const NOTE = `INSERT INTO erasable.removed_file VALUES ($1, 'personal-data', now(), '${SOMEBODY}')`;

/**
 * A file that was sent while somebody removed it was kept again, with the removal noted beside it; and removing it once
 * more was answered as if nothing had been there.
 */
describe('a source file that is removed while it is sent', () => {
  let database: TestDatabase;
  let files: SourceFiles;
  const key = new ServiceKey(randomBytes(32));

  beforeAll(async () => {
    database = await createTestDatabase();
    files = new SourceFiles(database.appPool, async () => key, new SystemClock(), 2 ** 20);
  });
  afterAll(() => database?.close());

  async function kept(words: string) {
    const bytes = Buffer.from(words);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const send = () => files.put(sha256, { mediaType: 'text/plain', bytes }, SOMEBODY);
    expect(await send()).toBe(true);
    return { sha256, send, hash: [Buffer.from(sha256, 'hex')] };
  }

  it('stays removed', async () => {
    const { sha256, send, hash } = await kept('Names');
    const remover = await database.ownerPool.connect();
    await remover.query('BEGIN');
    await remover.query(DELETE, hash);
    await remover.query(NOTE, hash);
    const sent = send().catch((error: unknown) => error);
    await until('the sender to wait', async () => {
      const { rows } = await database.ownerPool.query(
        `SELECT FROM pg_stat_activity
          WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%INTO erasable.source_file%'`,
      );
      return rows.length > 0;
    });
    await remover.query('COMMIT');
    remover.release();
    expect(await sent).toBeInstanceOf(RemovedFileError);
    expect(await files.all()).not.toContain(sha256);
  });

  it('is said to be gone when its bytes go, even where an earlier removal is noted', async () => {
    const { sha256, hash } = await kept('More names');
    await database.ownerPool.query(NOTE, hash);
    expect(await files.remove(sha256, 'copyright', SOMEBODY)).toBe(true);
    expect(await files.all()).not.toContain(sha256);
    expect(await files.remove(sha256, 'copyright', SOMEBODY)).toBe(false);
  });
});
