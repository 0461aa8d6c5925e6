import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ResolvedEvent } from '@eventstore/db-client';
import { status } from '@grpc/grpc-js';
import pg from 'pg';
import type { RecordedEvent, StreamEvent } from '../../src/ledger/event.js';
import { START, type StreamRange, UNOBSERVED } from '../../src/ledger/event-store.js';
import { Clients } from '../../src/ledger/eventstoredb/clients.js';
import { EventStoreDbEventStore } from '../../src/ledger/eventstoredb/event-store-db-event-store.js';
import { withMigration } from '../../src/ledger/eventstoredb/migrated-event.js';
import { type ReadCall, Reading } from '../../src/ledger/eventstoredb/reading.js';
import { describeFaultsInBothModes } from '../support/event-store-server.js';
import { EventStoreDbServer, StoredLog } from '../support/eventstoredb-server/index.js';
import { until } from '../support/until.js';
import { range, readEverything } from './event-store.contract.js';

const PREFIX = 'ledger.';
const STREAM = `${PREFIX}plan-1`;
const BY = { by: { $c: 'uhJmOdJ0DU0JD3xv1w3I797m4IBNH_E4JdM7X4zeGB8' } };
/** More than an answer takes on a busy machine: one that is late is asked for again, and retries are counted here. */
const PATIENCE_MS = 1_500;

describeFaultsInBothModes('reading from EventStoreDB', (appendMode) => {
  let server: EventStoreDbServer;
  let stores: EventStoreDbEventStore[];
  /** Never connected to: nothing is appended through the store here. */
  let pool: pg.Pool;
  let retried: number;
  /** There is none in the other mode. */
  const login = appendMode === 'unary' ? '//ledger:s3cr3t@' : '//';
  const unhandled: unknown[] = [];
  const onUnhandled = (reason: unknown) => unhandled.push(reason);

  beforeEach(async () => {
    server = await EventStoreDbServer.start();
    stores = [];
    pool = new pg.Pool({ connectionString: 'postgres://127.0.0.1:1/none' });
    retried = 0;
    unhandled.length = 0;
    process.on('unhandledRejection', onUnhandled);
  });

  afterEach(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await server.stop();
    await pool.end();
    process.off('unhandledRejection', onUnhandled);
    expect(unhandled).toEqual([]);
  });

  function open(url = server.url): EventStoreDbEventStore {
    const observer = { retried: () => retried++, reconnected: () => undefined };
    const store = new EventStoreDbEventStore(
      pool,
      { url, streamPrefix: PREFIX, appendMode },
      { observer, log: () => undefined, times: { readPatienceMs: PATIENCE_MS, subscription: { backoffCap: 20 } } },
    );
    stores.push(store);
    return store;
  }

  /** Lets events of one stream come into being on the server; answers with their ids. */
  function write(count: number, metadata: (i: number) => object = () => BY, log: StoredLog = server.log): string[] {
    return range(count).map((i) => {
      const id = randomUUID();
      const bytes = (value: object) => Buffer.from(JSON.stringify(value));
      const contentType = 'application/json';
      log.append(STREAM, 'any', [{ id, type: 'Noted', contentType, data: bytes({ i }), metadata: bytes(metadata(i)) }]);
      return id;
    });
  }

  async function readStream(store: EventStoreDbEventStore, options?: StreamRange): Promise<StreamEvent[]> {
    const events: StreamEvent[] = [];
    for await (const event of store.readStream('plan-1', options)) events.push(event);
    return events;
  }

  const idsOf = (events: readonly StreamEvent[]) => events.map(({ id }) => id);

  const passing = [
    ['an error in the middle', { kind: 'error', code: status.UNAVAILABLE, after: 3 }],
    ['a cut connection', { kind: 'cut', after: 3 }],
    ['silence in the middle', { kind: 'silence', after: 3 }],
    ['silence from the start', { kind: 'silence' }],
    ['a reset', { kind: 'error', code: status.INTERNAL, after: 3 }],
  ] as const;

  it.each(passing)('is done again after %s, and gives every event once', async (_, fault) => {
    const ids = write(20);
    const store = open();
    server.faults.once('readStream', fault);
    expect(idsOf(await readStream(store))).toEqual(ids);
    server.faults.once('readAll', fault);
    const all = await readEverything(store);
    expect(idsOf(all)).toEqual(ids);
    expect(all.map(({ sequence }) => sequence)).toEqual(range(20));
    expect(retried).toBe(2);
    await until('no open call', async () => server.calls.openCount() === 0);
  });

  it('follows the word of a node that does not lead', async () => {
    const log = new StoredLog();
    const ids = write(5, undefined, log);
    const leader = await EventStoreDbServer.start({ log });
    try {
      server.faults.always('readStream', { kind: 'notLeader', port: leader.port });
      expect(idsOf(await readStream(open()))).toEqual(ids);
      expect(leader.calls.of('readStream')).toHaveLength(1);
    } finally {
      await leader.stop();
    }
  });

  it.each([
    ['a stream', 'readStream', async (store: EventStoreDbEventStore) => readStream(store)],
    ['the ledger', 'readAll', async (store: EventStoreDbEventStore) => readEverything(store)],
  ] as const)('is done again of %s when a node does not lead and knows no other', async (_, method, read) => {
    const ids = write(5);
    const store = open();
    server.faults.once(method, { kind: 'error', code: status.NOT_FOUND, exception: 'not-leader' });
    expect(idsOf(await read(store))).toEqual(ids);
    expect(retried).toBe(1);
  });

  it('gives up a server that does not come back, and a server that says nothing', async () => {
    write(3);
    const store = open();
    server.faults.always('readStream', { kind: 'silence' });
    await expect(readStream(store)).rejects.toMatchObject({
      name: 'StoreUnavailableError',
      message: expect.stringContaining(`has said nothing for ${PATIENCE_MS} ms`),
    });
    await server.stop();
    await expect(store.readAll({ after: START, limit: 1 })).rejects.toMatchObject({ name: 'StoreUnavailableError' });
    await server.start();
    server.faults.clear();
    expect(await readStream(store)).toHaveLength(3);
  });

  it('waits for nothing where the store is closed when it begins', async () => {
    write(3);
    server.faults.always('readStream', { kind: 'silence' });
    const clients = new Clients({ url: server.url, streamPrefix: PREFIX, appendMode });
    try {
      const reading = new Reading({ observer: UNOBSERVED, patienceMs: 600_000 });
      reading.close();
      const { credentials } = clients;
      const call = clients.calls.readStream(STREAM, { credentials }) as ReadCall<ResolvedEvent>;
      await expect(reading.each(call, () => true)).rejects.toThrow('The event store is closed');
    } finally {
      await clients.close();
    }
    await until('no open call', async () => server.calls.openCount() === 0);
  });

  it('asks once where it may not read', async () => {
    const store = open();
    for (const method of ['readStream', 'readAll'] as const) server.faults.always(method, { kind: 'accessDenied' });
    await expect(readStream(store)).rejects.toMatchObject({ name: 'StoreRefusesError' });
    await expect(store.readAll({ after: START, limit: 1 })).rejects.toMatchObject({ name: 'StoreRefusesError' });
    expect(server.calls.received).toHaveLength(2);
    server.faults.clear();
    expect(await readStream(store)).toEqual([]);
  });

  it('asks the leader, and keeps user and password to itself without TLS', async () => {
    write(1);
    const store = open(server.url.replace('//', login));
    await readStream(store);
    await readEverything(store);
    await store.status();
    const calls = server.calls.received;
    expect(calls.length).toBeGreaterThan(3);
    expect(calls.filter(({ method }) => method === 'readStream').every(({ requiresLeader }) => requiresLeader)).toBe(
      true,
    );
    expect(JSON.stringify(calls.map(({ expected, ...call }) => call))).not.toContain('s3cr3t');
    expect(calls.every(({ authorization }) => authorization === undefined)).toBe(true);
  });

  it('finds the ledger’s events among many thousands of others', async () => {
    const other = { type: 'Noted', contentType: 'application/json' as const, data: Buffer.from('{}') };
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) {
      ids.push(...write(1));
      for (let n = 0; n < 30; n++)
        server.log.write(
          'orders-1',
          range(100).map(() => ({ ...other, id: randomUUID(), metadata: Buffer.alloc(0) })),
        );
    }
    const store = open();
    expect(idsOf(await store.readAll({ after: START, limit: 3 }))).toEqual(ids.slice(0, 3));
    const all = await readEverything(store);
    expect(idsOf(all)).toEqual(ids);
    expect(await store.readAll({ after: { sequence: 2 }, limit: 10 })).toEqual(all.slice(3));
    // Looked for again and again, news costs no more than what has come meanwhile.
    const sent = server.calls.eventsSent;
    for (let i = 0; i < 10; i++) expect(await store.readAll({ after: all.at(-1)!, limit: 10 })).toEqual([]);
    expect(server.calls.eventsSent - sent).toBeLessThan(100);
    ids.push(...write(2));
    expect(idsOf(await store.readAll({ after: all.at(-1)!, limit: 10 }))).toEqual(ids.slice(5));
    // Up to a place without position everything is counted, but not each time.
    expect(await store.readAll({ after: { sequence: 6 }, limit: 10 })).toEqual([]);
    const counted = server.calls.eventsSent;
    for (let i = 0; i < 10; i++) expect(await store.readAll({ after: { sequence: 6 }, limit: 10 })).toEqual([]);
    expect(server.calls.eventsSent - counted).toBeLessThan(100);
    ids.push(...write(1));
    expect(idsOf(await store.readAll({ after: { sequence: 6 }, limit: 10 }))).toEqual(ids.slice(7));
  });

  it('leaves nothing behind in the client when it has enough, though the server has sent all', async () => {
    write(3_000);
    const store = open();
    for (let i = 0; i < 5; i++) expect(await store.readAll({ after: START, limit: 1 })).toHaveLength(1);
    await store.status();
    for await (const _ of store.readStream('plan-1')) break;
    await until('no open call', async () => server.calls.openCount() === 0);
    // A call that is never read to its end stays among these, and holds up the end of the client.
    const { calls, subscriptions } = Reflect.get(store, 'clients') as Clients;
    for (const client of [calls, subscriptions])
      await until('the end of every call', async () => Reflect.get(client, 'disposableStreams').size === 0);
  });

  it('refuses places of another engine', async () => {
    const store = open();
    await expect(store.readAll({ after: { sequence: 1, position: 'x' }, limit: 1 })).rejects.toBeInstanceOf(RangeError);
  });

  describe('a stream that is not whole', () => {
    it.each([
      ['its beginning is cut off', [0], {}, /before revision 1/],
      ['its beginning is cut off, read from its end', [0], { direction: 'backwards' }, /before revision 1/],
      ['an event is missing', [4], {}, /before revision 5/],
      ['an event is missing, read from its end', [4], { direction: 'backwards' }, /before revision 3/],
    ] as const)('is an error: %s', async (_, missing, options, why) => {
      const ids = write(8);
      server.faults.always('readStream', { kind: 'withhold', ids: missing.map((i) => ids[i]!) });
      const reading = readStream(open(), options);
      await expect(reading).rejects.toMatchObject({ name: 'UnsafeStreamError', message: expect.stringMatching(why) });
    });

    it('is an error when it has been deleted for good', async () => {
      server.faults.always('readStream', {
        ...{ kind: 'error', code: status.FAILED_PRECONDITION, exception: 'stream-deleted' },
        metadata: { 'stream-name': STREAM },
      });
      await expect(readStream(open())).rejects.toMatchObject({ name: 'StoreFailedError', failure: 'integrity' });
      expect(retried).toBe(0);
    });
  });

  describe('a migrated stream', () => {
    const at = (i: number) => `2020-01-01T00:00:00.00${i}Z`;
    const migrated = (sequence: number, i = sequence) => withMigration(BY, { recordedAt: at(i), sequence });

    it('has the times that the first engine recorded, then those of this one', async () => {
      write(3, (i) => migrated(i));
      write(2);
      const store = open();
      const events = await readStream(store);
      expect(events.slice(0, 3).map(({ recordedAt }) => recordedAt)).toEqual([at(0), at(1), at(2)]);
      expect(events[3]!.recordedAt > '2026').toBe(true);
      expect(events.every(({ metadata }) => JSON.stringify(metadata) === JSON.stringify(BY))).toBe(true);
      expect(await readStream(store, { direction: 'backwards' })).toEqual([...events].reverse());
      const inLedger = await readEverything(store);
      expect(inLedger.map(({ sequence, position, ...event }: RecordedEvent) => event)).toEqual(events);
    });

    it.each([
      ['an event that was appended', [() => BY, () => migrated(1)]],
      ['one that comes later in the ledger', [() => migrated(7), () => migrated(1)]],
    ])('is refused when a migrated event stands behind %s', async (_, metadata) => {
      write(2, (i) => metadata[i]!());
      const store = open();
      for (const direction of ['forwards', 'backwards'] as const)
        await expect(readStream(store, { direction })).rejects.toMatchObject({ name: 'ForeignEventError' });
    });
  });

  describe('the sign of life', () => {
    it('is there, or says why not without waiting for the server, and comes back by itself', async () => {
      const store = open(server.url.replace('//', login));
      expect(await store.status()).toEqual({ engine: 'eventstoredb', connected: true });
      expect(server.calls.of('readAll')).toHaveLength(2); // by the client for calls and by that for subscriptions
      let silent = true;
      server.faults.always('readAll', { kind: 'silence' }, () => silent);
      expect(await store.status()).toMatchObject({ connected: false, problem: expect.stringMatching(/said nothing/) });
      silent = false;
      await server.stop();
      const gone = await store.status();
      expect(gone).toMatchObject({ connected: false, problem: expect.stringMatching(/EventStoreDB cannot be read/) });
      expect(gone.problem).not.toContain('s3cr3t');
      await server.start();
      await until('the server', async () => (await store.status()).connected);
    });

    it('is not there before the server has been started for the first time', async () => {
      const { port } = server;
      await server.stop();
      const store = open(`esdb://127.0.0.1:${port}?tls=false`);
      expect(await store.status()).toMatchObject({ connected: false });
      await server.start();
      await until('the server', async () => (await store.status()).connected);
    });

    it.each([
      ['silent', { kind: 'silence' }, /said nothing for 3000 ms/],
      ['refused', { kind: 'accessDenied' }, /refuses/],
    ] as const)('is missing when it is %s', async (_, fault, why) => {
      const store = open();
      server.faults.always('readAll', fault);
      expect(await store.status()).toMatchObject({ connected: false, problem: expect.stringMatching(why) });
    });

    it('is missing when no node of a cluster is found, and nothing else comes of that', async () => {
      const cluster = `esdb://127.0.0.1:${server.port},127.0.0.1:1?tls=false&maxDiscoverAttempts=2`;
      const store = open(cluster);
      expect(await store.status()).toMatchObject({ connected: true });
      const stop = new AbortController();
      const subscribers = range(2).map(async () => {
        for await (const { kind } of store.subscribeToAll({ after: START, signal: stop.signal })) if (!kind) return;
      });
      await until('both', async () => server.calls.openCount('subscribe') === 2);
      // While the one looks for a node and finds none, the other loses its connection as well.
      server.faults.always('gossip', { kind: 'error', code: status.INTERNAL });
      server.faults.always('subscribe', { kind: 'error', code: status.UNAVAILABLE });
      const third = store.subscribeToAll({ after: START, signal: stop.signal })[Symbol.asyncIterator]();
      void third.next();
      await sleep(150);
      server.cut();
      await sleep(600);
      expect(await store.status()).toMatchObject({ connected: false });
      server.faults.clear();
      await until('the cluster', async () => (await store.status()).connected);
      await until('both', async () => server.calls.openCount('subscribe') >= 2);
      stop.abort();
      await Promise.all(subscribers);
    });
  });
});
