import { MAX_APPEND_BYTES } from '../../src/ledger/eventstoredb/appender.js';
import { EventStoreDbEventStore } from '../../src/ledger/eventstoredb/event-store-db-event-store.js';
import type { EventStoreDbOptions } from '../../src/ledger/eventstoredb/event-store-db-options.js';
import { createTestDatabase } from '../support/database.js';
import { freshPrefix, openEventStoreServer } from '../support/event-store-server.js';
import { eventStoreContract, type LedgerUnderTest } from './event-store.contract.js';

async function openLedger(appendMode: EventStoreDbOptions['appendMode']): Promise<LedgerUnderTest> {
  const [database, server] = await Promise.all([createTestDatabase(), openEventStoreServer()]);
  const options = { url: server.url, streamPrefix: freshPrefix(), appendMode };
  // Machines that are busy with other tests are slow, and nothing here is about how long an append may take.
  const patient = { times: { append: { budgetMs: 120_000 } } };
  const store = new EventStoreDbEventStore(database.appPool, options, patient);
  const other = new EventStoreDbEventStore(database.appPool, options, patient);
  const close = async () => {
    await Promise.all([store.close(), other.close()]);
    await Promise.all([server.close(), database.close()]);
  };
  return { store, other, maxAppendBytes: MAX_APPEND_BYTES, close };
}

eventStoreContract('EventStoreDB', () => openLedger('unary'));

// A login with user and password is for the other mode alone.
if (!/^[^/]*\/\/[^/?]*@/.test(process.env.EVENTSTOREDB_TEST_URL ?? ''))
  eventStoreContract('EventStoreDB, by batch appends', () => openLedger('batch'));
