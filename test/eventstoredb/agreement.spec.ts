import type pg from 'pg';
import { createAppPool } from '../../src/database/app-pool.js';
import { entryBytes } from '../../src/integrity/entry.js';
import { START, StoreUnavailableError } from '../../src/ledger/event-store.js';
import { Agreement } from '../../src/ledger/eventstoredb/agreement.js';
import { EventStoreDbEventStore } from '../../src/ledger/eventstoredb/event-store-db-event-store.js';
import { newEvent } from '../contract/event-store.contract.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { EventStoreDbServer } from '../support/eventstoredb-server/index.js';
import { TcpProxy } from '../support/tcp-proxy.js';

describe('the look whether the server is the ledger’s', () => {
  let database: TestDatabase;
  let server: EventStoreDbServer;
  let store: EventStoreDbEventStore;
  let proxy: TcpProxy;
  let pool: pg.Pool;

  beforeEach(async () => {
    [database, server] = await Promise.all([createTestDatabase(), EventStoreDbServer.start()]);
    const url = new URL(database.url);
    proxy = await TcpProxy.open(Number(url.port));
    [url.hostname, url.port] = ['127.0.0.1', String(proxy.port)];
    pool = createAppPool(url.href);
    store = new EventStoreDbEventStore(database.appPool, {
      ...{ url: server.url, streamPrefix: 'progressledger.', appendMode: 'unary' },
    });
    await store.append('plan-1', 'no-stream', [newEvent()]);
    const [event] = await store.readAll({ after: START, limit: 1 });
    await database.ownerPool.query('INSERT INTO log.log_entry (idx, event_id, entry) VALUES (0, $1, $2)', [
      event!.id,
      entryBytes(event!),
    ]);
  });

  afterEach(async () => {
    await Promise.all([proxy.close(), store.close()]);
    await pool.end();
    await Promise.all([database.close(), server.stop()]);
  });

  it('is given up where a connection has fallen silent, and the next goes over another', async () => {
    const agreement = new Agreement(store, pool, 500);
    await agreement.must();
    agreement.doubt();
    proxy.withholdAnswers();
    await expect(agreement.must()).rejects.toBeInstanceOf(StoreUnavailableError);
    proxy.passAnswers(); // what was withheld never comes
    await expect(agreement.must()).resolves.toBeUndefined();
  });
});
