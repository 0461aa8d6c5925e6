import { StateCommitments, type StateParts } from '../../src/administration/state-commitments.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { until } from '../support/until.js';

/** Nobody listened to the connection that held the lock: a database that went away then ended the whole service. */
describe('a connection that is lost while states are committed', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.close());

  /** Ends the session that holds a lock in this database, and waits until it is gone. */
  async function endHolder(): Promise<void> {
    const holders = `FROM pg_locks JOIN pg_database ON pg_database.oid = database
                    WHERE locktype = 'advisory' AND datname = current_database()`;
    const { rowCount } = await database.ownerPool.query(`SELECT pg_terminate_backend(pid) ${holders}`);
    expect(rowCount).toBe(1);
    await until('the end', async () => (await database.ownerPool.query(`SELECT ${holders}`)).rowCount === 0);
  }

  it('fails that attempt, and nothing else', async () => {
    const queries = { execute: () => endHolder().then(() => []) };
    const states = new StateCommitments({ pool: database.appPool, queries } as unknown as StateParts);
    await expect(states.commitReports()).rejects.toThrow(/terminat|not queryable/);
    expect((await database.appPool.query('SELECT 1')).rowCount).toBe(1);
  });
});
