import { EventStoreDbEventStore } from '../../src/ledger/eventstoredb/event-store-db-event-store.js';
import { newEvent } from '../contract/event-store.contract.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { describeFaults, freshPrefix } from '../support/event-store-server.js';
import { EventStoreDbServer } from '../support/eventstoredb-server/index.js';

/** More than an HTTP/2 server lets a client reset in a short time before it gives up the connection. */
const READS = 1_500;

describeFaults('reading streams that are not there', () => {
  let database: TestDatabase;
  let server: EventStoreDbServer;
  let store: EventStoreDbEventStore;
  const said: string[] = [];

  beforeEach(async () => {
    [database, server] = await Promise.all([createTestDatabase(), EventStoreDbServer.start()]);
    store = new EventStoreDbEventStore(
      database.appPool,
      { url: server.url, streamPrefix: freshPrefix(), appendMode: 'unary' },
      { log: (message) => said.push(message) },
    );
  });

  afterEach(async () => {
    await store.close();
    await Promise.all([server.stop(), database.close()]);
  });

  it('costs nothing that others are connected by, however often', async () => {
    const stop = new AbortController();
    const following = (async () => {
      const ids: string[] = [];
      for await (const message of store.subscribeToAll({ after: { sequence: -1 }, signal: stop.signal })) {
        if (message.kind !== 'events') continue;
        ids.push(...message.events.map(({ id }) => id));
        stop.abort();
      }
      return ids;
    })();
    for (let i = 0; i < READS; i++)
      for await (const event of store.readStream(`plan-${i}`)) throw new Error(`There is ${event.id}`);
    const event = newEvent();
    await store.append('plan-0', 'no-stream', [event]);
    expect(await following).toEqual([event.id]);
    expect(said).toEqual([]);
    expect(server.calls.openCount('readStream')).toBe(0);
  });
});
