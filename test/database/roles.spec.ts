import { createTestDatabase, type TestDatabase } from '../support/database.js';

describe('what the service may do in the database', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.close());

  it('works as ledger_app from the first statement of every connection', async () => {
    const clients = await Promise.all(Array.from({ length: 5 }, () => database.appPool.connect()));
    for (const client of clients) {
      const { rows } = await client.query('SELECT current_user AS name');
      expect(rows).toEqual([{ name: 'ledger_app' }]);
      client.release();
    }
  });

  it('makes schemas for versions of read models, and views in read', async () => {
    await database.appPool.query('CREATE SCHEMA state_v1; CREATE VIEW read.one AS SELECT 1 AS one');
    const { rows } = await database.appPool.query('SELECT one FROM read.one');
    expect(rows).toEqual([{ one: 1 }]);
  });

  it.each([
    'ledger',
    'erasable',
    'person_key',
    'access',
    'log',
    'working',
    'public',
  ])('creates nothing in %s', async (schema) => {
    await expect(database.appPool.query(`CREATE TABLE ${schema}.intruder ()`)).rejects.toMatchObject({ code: '42501' });
  });
});
