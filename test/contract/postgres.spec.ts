import { PostgresEventStore } from '../../src/ledger/postgres/postgres-event-store.js';
import { createTestDatabase } from '../support/database.js';
import { eventStoreContract } from './event-store.contract.js';

eventStoreContract('PostgreSQL', async () => {
  const database = await createTestDatabase();
  const store = new PostgresEventStore(database.appPool);
  const other = new PostgresEventStore(database.appPool);
  const close = async () => {
    await Promise.all([store.close(), other.close()]);
    await database.close();
  };
  return { store, other, close };
});
