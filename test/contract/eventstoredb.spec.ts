import { MAX_APPEND_BYTES } from '../../src/ledger/eventstoredb/appender.js';
import { EventStoreDbEventStore } from '../../src/ledger/eventstoredb/event-store-db-event-store.js';
import { createTestDatabase } from '../support/database.js';
import { freshPrefix, openEventStoreServer } from '../support/event-store-server.js';
import { eventStoreContract } from './event-store.contract.js';

eventStoreContract('EventStoreDB', async () => {
  const [database, server] = await Promise.all([createTestDatabase(), openEventStoreServer()]);
  const options = { url: server.url, streamPrefix: freshPrefix(), appendMode: 'unary' } as const;
  const store = new EventStoreDbEventStore(database.appPool, options);
  const other = new EventStoreDbEventStore(database.appPool, options);
  const close = async () => {
    await Promise.all([store.close(), other.close()]);
    await Promise.all([server.close(), database.close()]);
  };
  return { store, other, maxAppendBytes: MAX_APPEND_BYTES, close };
});
