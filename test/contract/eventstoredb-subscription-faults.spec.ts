import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { status } from '@grpc/grpc-js';
import pg from 'pg';
import { ensureLive } from '../../projections/runner/builds.js';
import { liveCursor, placeOf } from '../../projections/runner/cursors.js';
import type { Projection } from '../../projections/runner/projection.js';
import { ProjectionRunner } from '../../projections/runner/runner.js';
import { lockLive, takeIn } from '../../projections/runner/take-in.js';
import { SealProjection } from '../../projections/seal/seal.projection.js';
import { SealedLog } from '../../projections/seal/sealed-log.js';
import type { RecordedEvent } from '../../src/ledger/event.js';
import { type Place, START, type SubscriptionMessage } from '../../src/ledger/event-store.js';
import {
  EventStoreDbEventStore,
  type EventStoreDbEventStoreExtras,
} from '../../src/ledger/eventstoredb/event-store-db-event-store.js';
import type { SubscriptionTimes } from '../../src/ledger/eventstoredb/subscription.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { ENDLESS_MS } from '../support/endless.js';
import { describeFaultsInBothModes } from '../support/event-store-server.js';
import { EventStoreDbServer, type ProposedEvent } from '../support/eventstoredb-server/index.js';
import { until } from '../support/until.js';
import { range, readEverything } from './event-store.contract.js';

const PREFIX = 'ledger.';

// F1 to F26 are what server, network and process may do wrong; those of appends are in eventstoredb-append-faults.spec.ts.

/** Short where something is to happen in a test, longer than it where nothing is. */
const TIMES: SubscriptionTimes = { backoffBase: 2, backoffCap: 40, settled: 60_000, silence: 60_000, quiet: 60_000 };

const METADATA = { by: { $c: 'uhJmOdJ0DU0JD3xv1w3I797m4IBNH_E4JdM7X4zeGB8' } };

function proposed(parts: Partial<Record<'type' | 'data' | 'metadata', unknown>> = {}): ProposedEvent {
  const bytes = (value: unknown) => (value instanceof Uint8Array ? value : Buffer.from(JSON.stringify(value)));
  return {
    id: randomUUID(),
    type: (parts.type as string) ?? 'Noted',
    contentType: 'application/json',
    data: bytes(parts.data ?? { text: 'x' }),
    metadata: bytes('metadata' in parts ? parts.metadata : METADATA),
  };
}

describeFaultsInBothModes('a subscription to EventStoreDB', (appendMode) => {
  let server: EventStoreDbServer;
  let stores: EventStoreDbEventStore[];
  let stop: AbortController;
  /** Never connected to: nothing is appended through the store here. */
  let pool: pg.Pool;
  let log: string[];
  let reconnected: number;

  beforeEach(async () => {
    server = await EventStoreDbServer.start();
    stores = [];
    stop = new AbortController();
    pool = new pg.Pool({ connectionString: 'postgres://127.0.0.1:1/none' });
    log = [];
    reconnected = 0;
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    stop.abort();
    await Promise.all(stores.map((store) => store.close()));
    await server.stop();
    await pool.end();
  });

  function open(
    times: Partial<SubscriptionTimes> = {},
    extras: EventStoreDbEventStoreExtras = {},
  ): EventStoreDbEventStore {
    const store = new EventStoreDbEventStore(
      pool,
      { url: server.url, streamPrefix: PREFIX, appendMode },
      {
        log: (message) => log.push(message),
        observer: { retried: () => undefined, reconnected: () => reconnected++ },
        times: { subscription: { ...TIMES, ...times } },
        ...extras,
      },
    );
    stores.push(store);
    return store;
  }

  /** Waits for ever for a server that says nothing during a read. */
  const patient = () => open({}, { times: { subscription: TIMES, readPatienceMs: ENDLESS_MS } });

  /** Lets the ledger's events come into being on the server, in three streams; answers with their ids. */
  function write(count: number): string[] {
    return range(count).map((i) => {
      const event = proposed();
      server.log.append(`${PREFIX}plan-${i % 3}`, 'any', [event]);
      return event.id;
    });
  }

  /** What the next messages hold, up to so many events; a subscriber that keeps what it has seen. */
  async function follow(
    messages: AsyncIterator<SubscriptionMessage>,
    seen: RecordedEvent[],
    count: number,
  ): Promise<void> {
    while (seen.length < count) {
      const { value, done } = await messages.next();
      if (done) throw new Error(`The subscription has ended after ${seen.length} events`);
      if (value.kind === 'events') seen.push(...value.events);
    }
  }

  const subscribe = (store: EventStoreDbEventStore, after: Place = START) =>
    store.subscribeToAll({ after, signal: stop.signal })[Symbol.asyncIterator]();

  const idsOf = (events: readonly RecordedEvent[]) => events.map(({ id }) => id);

  /** Events numbered without a gap, and nothing of them lost, doubled or exchanged. */
  function mustBeAll(seen: readonly RecordedEvent[], ids: readonly string[]): void {
    expect(idsOf(seen)).toEqual(ids);
    expect(seen.map(({ sequence }) => sequence)).toEqual(range(ids.length));
  }

  describe('that is lost', () => {
    it('F11: goes on behind the last event, after an error, a clean end, a cancellation and silence', async () => {
      const ids = write(40);
      server.faults.once('subscribe', { kind: 'error', code: status.INTERNAL, after: 7 });
      server.faults.once('subscribe', { kind: 'end', after: 7 });
      server.faults.once('subscribe', { kind: 'error', code: status.CANCELLED, after: 7 });
      server.faults.once('subscribe', { kind: 'silence', after: 7 });
      const seen: RecordedEvent[] = [];
      await follow(subscribe(open({ silence: 150 })), seen, 40);
      mustBeAll(seen, ids);
      expect(server.calls.of('subscribe')).toHaveLength(5);
      expect(reconnected).toBe(4);
    });

    it.each([
      ['that the consumer is too slow', { kind: 'consumerTooSlow', after: 9 }],
      ['that it is not available', { kind: 'error', code: status.UNAVAILABLE, after: 9 }],
      ['that another node leads now', { kind: 'error', code: status.UNKNOWN, after: 9 }],
      ['that it does not lead, and knows no other', { kind: 'error', code: status.NOT_FOUND, exception: 'not-leader' }],
      ['nothing, and cuts the connection', { kind: 'cut', after: 9 }],
    ] as const)('F11, F13: goes on when the server says %s', async (_, fault) => {
      const ids = write(30);
      server.faults.once('subscribe', fault);
      const seen: RecordedEvent[] = [];
      const messages = subscribe(open());
      await follow(messages, seen, 30);
      mustBeAll(seen, ids);
      ids.push(...write(3));
      await follow(messages, seen, 33);
      mustBeAll(seen, ids);
    });

    it('F24: is made again by whoever lost it, and by nobody else on the same connection', async () => {
      const ids = write(20);
      const store = open();
      const kept: RecordedEvent[] = [];
      const undisturbed = subscribe(store);
      await follow(undisturbed, kept, 20);
      server.faults.once('subscribe', { kind: 'error', code: status.UNAVAILABLE, after: 5 });
      const seen: RecordedEvent[] = [];
      const dropped = subscribe(store);
      await follow(dropped, seen, 20);
      ids.push(...write(5));
      await Promise.all([follow(undisturbed, kept, 25), follow(dropped, seen, 25)]);
      mustBeAll(kept, ids);
      mustBeAll(seen, ids);
      expect(server.calls.of('subscribe')).toHaveLength(3);
    });

    it('comes back with the server, and waits longer and longer meanwhile', async () => {
      const ids = write(10);
      const messages = subscribe(open({ backoffBase: 10, backoffCap: 400 }));
      const seen: RecordedEvent[] = [];
      await follow(messages, seen, 10);
      const next = follow(messages, seen, 15);
      await server.stop();
      await sleep(500);
      expect(reconnected).toBeLessThan(60);
      const attempts = reconnected;
      await server.start();
      ids.push(...write(5));
      await next;
      mustBeAll(seen, ids);
      expect(attempts).toBeGreaterThan(1);
      expect(log.filter((line) => /goes on/.test(line))).toHaveLength(1);
    });

    it('is not made again for a silence in which the server shows that it lives', async () => {
      write(1);
      const messages = subscribe(open({ silence: 300 }));
      const seen: RecordedEvent[] = [];
      await follow(messages, seen, 1);
      await messages.next();
      const next = messages.next();
      for (let i = 0; i < 10; i++) {
        await sleep(60);
        // Others write: the server says how far it has searched, and has nothing for this ledger.
        for (const _ of range(40)) server.log.append('orders-1', 'any', [proposed()]);
      }
      expect(server.calls.of('subscribe')).toHaveLength(1);
      write(1);
      expect((await next).value).toMatchObject({ kind: 'events' });
    });
  });

  describe('whose server sends strange things', () => {
    it.each(['next', 'beyond', 'max', 'repeated'] as const)('F14: keeps no such checkpoint (%s)', async (at) => {
      const ids = write(60);
      server.faults.always('subscribe', { kind: 'badCheckpoint', at });
      for (let i = 0; i < 6; i++) server.faults.once('subscribe', { kind: 'error', code: status.ABORTED, after: 7 });
      const seen: RecordedEvent[] = [];
      await follow(subscribe(open()), seen, 60);
      mustBeAll(seen, ids);
      expect(reconnected).toBe(6);
    });

    it('F17: counts an event once that comes twice', async () => {
      const ids = write(30);
      server.faults.always('subscribe', { kind: 'duplicate', ids: [ids[0]!, ids[12]!, ids[29]!] });
      server.faults.once('subscribe', { kind: 'end', after: 13 });
      const seen: RecordedEvent[] = [];
      const messages = subscribe(open());
      await follow(messages, seen, 30);
      expect((await messages.next()).value).toEqual({ kind: 'caughtUp' });
      mustBeAll(seen, ids);
    });

    it('F20: keeps the order of the log when the server’s clock steps back', async () => {
      const ids = write(2);
      server.log.clock.step(-3_600_000);
      ids.push(...write(2));
      const store = open();
      const seen: RecordedEvent[] = [];
      await follow(subscribe(store), seen, 4);
      mustBeAll(seen, ids);
      const times = seen.map(({ recordedAt }) => recordedAt);
      expect(times[2]! < times[1]!).toBe(true);
      expect(await readEverything(store)).toEqual(seen);
    });
  });

  describe('has caught up', () => {
    /** The kinds of the messages that come until it says so, with the number of events. */
    async function untilCaughtUp(messages: AsyncIterator<SubscriptionMessage>): Promise<number> {
      for (let events = 0; ; ) {
        const { value } = await messages.next();
        if (value.kind === 'caughtUp') return events;
        events += value.events.length;
        await sleep(1);
      }
    }

    it('F16: when everything before that word has been taken, however much is still buffered when it comes', async () => {
      write(400);
      const messages = subscribe(open());
      expect(await untilCaughtUp(messages)).toBe(400);
    });

    it('F16: once, however often the server says so', async () => {
      write(50);
      server.faults.always('subscribe', { kind: 'caughtUp', comes: 'repeated' });
      const messages = subscribe(open());
      let events = 0;
      while (events < 50) events += await untilCaughtUp(messages);
      const next = messages.next();
      expect(await Promise.race([next, sleep(200, 'silence')])).toBe('silence');
      write(1);
      expect((await next).value).toMatchObject({ kind: 'events' });
      expect(await untilCaughtUp(messages)).toBe(0);
    });

    it('F16: after some quiet, where the server never says so', async () => {
      write(50);
      server.faults.always('subscribe', { kind: 'caughtUp', comes: 'never' });
      const messages = subscribe(open({ quiet: 150 }));
      expect(await untilCaughtUp(messages)).toBe(50);
      write(1);
      expect(await untilCaughtUp(messages)).toBe(1);
    });

    it('not while an event is being handled', async () => {
      write(1);
      const messages = subscribe(open());
      expect((await messages.next()).value).toMatchObject({ kind: 'events' });
      await sleep(50); // the server has said it by now, and the consumer is still at the event
      write(2);
      await sleep(50);
      expect(await untilCaughtUp(messages)).toBe(2);
    });

    it('again after every loss', async () => {
      const messages = subscribe(open());
      expect(await untilCaughtUp(messages)).toBe(0);
      const next = messages.next();
      server.cut();
      expect((await next).value).toEqual({ kind: 'caughtUp' });
      expect(server.calls.of('subscribe')).toHaveLength(2);
    });
  });

  describe('goes at its consumer’s pace', () => {
    it('and the server waits', async () => {
      const text = 'x'.repeat(2_000);
      const events = range(10_000).map(() => proposed({ data: { text } }));
      for (let i = 0; i < events.length; i += 500)
        server.log.append(`${PREFIX}plan-${i}`, 'any', events.slice(i, i + 500));
      const messages = subscribe(open());
      const seen: RecordedEvent[] = [];
      await follow(messages, seen, 1);
      await sleep(300);
      expect(server.calls.eventsSent).toBeLessThan(2_000);
      while (seen.length < 10_000) {
        const before = seen.length;
        await follow(messages, seen, before + 1);
        expect(seen.length - before).toBeLessThanOrEqual(500);
        await sleep(1);
      }
      mustBeAll(seen, idsOf(seen));
    });

    it('and hands on together what has come meanwhile', async () => {
      const ids = write(300);
      const messages = subscribe(open());
      const seen: RecordedEvent[] = [];
      let handed = 0;
      for (; seen.length < 300; handed++) {
        await follow(messages, seen, seen.length + 1);
        await sleep(200);
      }
      expect(handed).toBeLessThan(10); // the first, and what has come by then; a busy machine takes longer
      mustBeAll(seen, ids);
    });
  });

  describe('that may not be', () => {
    it('F22: is tried again seldom, says so once, and goes on when it may', async () => {
      write(5);
      jest.spyOn(Math, 'random').mockReturnValue(0.5);
      server.faults.always('subscribe', { kind: 'accessDenied' });
      const messages = subscribe(open({ backoffBase: 1, backoffCap: 1_000 }));
      const seen: RecordedEvent[] = [];
      const following = follow(messages, seen, 5);
      await sleep(1_200);
      // At 0, 500 and 1,000 ms: a wait that doubles from 1 ms would have come to the tenth attempt by half of that.
      expect(server.calls.of('subscribe').length).toBeGreaterThan(1);
      expect(server.calls.of('subscribe').length).toBeLessThan(5);
      expect(log).toEqual([expect.stringMatching(/refuses the subscription.*right to read \$all/)]);
      server.faults.clear();
      await following;
      expect(seen).toHaveLength(5);
      await messages.next();
      expect(log).toHaveLength(2);
    });
  });

  describe('meets an event that is not the ledger’s', () => {
    const foreign: [string, () => ProposedEvent & { created?: null }, RegExp][] = [
      ['without metadata', () => ({ ...proposed(), metadata: new Uint8Array() }), /it has no metadata/],
      ['of malformed JSON', () => proposed({ data: Buffer.from('{"text":') }), /its data is not a JSON object/],
      ['that is not JSON', () => ({ ...proposed(), contentType: 'application/octet-stream' }), /not marked as JSON/],
      ['without a time', () => ({ ...proposed(), created: null }), /when it was recorded/],
      ['of the server', () => proposed({ type: '$streamDeleted' }), /its type/],
      ['with a time of its own', () => proposed({ metadata: { ...METADATA, recordedAt: 'x' } }), /recorded time/],
      [
        'that pretends to be migrated',
        () => proposed({ metadata: { ...METADATA, recordedAt: '2020-01-01T00:00:00.000Z', sequence: 3 } }),
        /migrated as event 3.*behind events that were not/,
      ],
    ];

    it.each(foreign)('F19: %s: gives what is before it, and stops', async (_, make, why) => {
      const ids = write(3);
      server.log.write(`${PREFIX}plan-0`, [make()]);
      write(3);
      const store = open();
      for (const after of [START, undefined]) {
        const seen: RecordedEvent[] = [];
        const place = after ?? (await store.readAll({ after: START, limit: 3 })).at(-1)!;
        await expect(follow(subscribe(store, place), seen, 99)).rejects.toThrow(why);
        mustBeAll([...(after ? [] : await store.readAll({ after: START, limit: 3 })), ...seen], ids);
      }
      await expect(readEverything(store)).rejects.toMatchObject({ name: 'ForeignEventError' });
      expect(server.calls.openCount('subscribe')).toBe(0);
    });

    it.each([
      ['$maxAge', { $maxAge: 60 }],
      ['$maxCount', { $maxCount: 1 }],
      ['$tb', { $tb: 1 }],
    ])('or a stream that may lose events by its %s: stops until that is taken back', async (name, limits) => {
      const ids = write(3);
      const set = (data: object) => {
        server.log.append(`$$${PREFIX}plan-0`, 'any', [proposed({ type: '$metadata', data, metadata: {} })]);
      };
      set(limits);
      const store = open();
      await expect(follow(subscribe(store), [], 99)).rejects.toMatchObject({
        name: 'UnsafeStreamError',
        message: expect.stringContaining(name),
      });
      await expect(readEverything(store)).rejects.toMatchObject({ name: 'UnsafeStreamError' });
      set({ $acl: { $r: 'ledger' } });
      const seen: RecordedEvent[] = [];
      await follow(subscribe(store), seen, 3);
      mustBeAll(seen, ids);
    });

    it('and is asked for the settings of a stream, again where it says nothing, and not when nobody waits', async () => {
      const ids = write(3);
      const data = { $acl: { $r: 'ledger' } };
      server.log.append(`$$${PREFIX}plan-0`, 'any', [proposed({ type: '$metadata', data, metadata: {} })]);
      const store = open({}, { times: { subscription: TIMES, readPatienceMs: 100 } });
      server.faults.once('readStream', { kind: 'silence' });
      const seen: RecordedEvent[] = [];
      await follow(subscribe(store), seen, 3);
      mustBeAll(seen, ids);
      server.faults.once('readStream', { kind: 'silence' });
      expect(await readEverything(store)).toHaveLength(3);

      const asked = server.calls.of('readStream').length;
      server.faults.always('readStream', { kind: 'silence' });
      const ended = (async () => {
        for await (const _ of patient().subscribeToAll({ after: START, signal: stop.signal }));
      })();
      await until('the question', async () => server.calls.of('readStream').length > asked);
      stop.abort();
      await ended;
      await until('no open call', async () => server.calls.openCount() === 0);
    });
  });

  describe('that is left', () => {
    it.each([
      [
        'by its signal',
        async (messages: AsyncIterator<SubscriptionMessage>) => {
          const next = messages.next();
          stop.abort();
          expect(await next).toMatchObject({ done: true });
        },
      ],
      [
        'in the middle',
        async (messages: AsyncIterator<SubscriptionMessage>) => {
          await messages.return?.();
        },
      ],
    ])('%s leaves no call open on the server', async (_, leave) => {
      write(100);
      const messages = subscribe(open());
      await messages.next();
      expect(server.calls.openCount('subscribe')).toBe(1);
      await leave(messages);
      await until('the end of the call', async () => server.calls.openCount() === 0);
    });

    it('F26: with the store leaves no call and no connection, though the server says nothing', async () => {
      write(2_000);
      const store = patient();
      const ends = range(3).map(async () => {
        for await (const message of store.subscribeToAll({ after: START, signal: stop.signal }))
          if (message.kind === 'events') await sleep(20);
      });
      server.faults.always('readStream', { kind: 'silence' });
      const reading = (async () => {
        for await (const _ of store.readStream('plan-0'));
      })();
      const refused = expect(reading).rejects.toMatchObject({ name: 'StoreUnavailableError' });
      await until('all calls', async () => server.calls.openCount() === 4);
      await stores.pop()!.close();
      await Promise.all([...ends, refused]);
      await until('no call', async () => server.calls.openCount() === 0);
      await until('no connection', async () => server.connectionCount === 0);
    });

    it('with the store while the server is gone', async () => {
      const store = open({ backoffBase: ENDLESS_MS, backoffCap: ENDLESS_MS });
      const messages = subscribe(store);
      await messages.next();
      await server.stop();
      const next = messages.next();
      await until('the loss', async () => reconnected > 0);
      await stores.pop()!.close();
      expect(await next).toMatchObject({ done: true });
    });
  });
});

describeFaultsInBothModes('projections on EventStoreDB', (appendMode) => {
  const seal = new SealProjection();
  let server: EventStoreDbServer;
  let database: TestDatabase;
  let store: EventStoreDbEventStore;
  let runners: ProjectionRunner[];

  beforeEach(async () => {
    [server, database] = await Promise.all([EventStoreDbServer.start(), createTestDatabase()]);
    store = new EventStoreDbEventStore(
      database.appPool,
      { url: server.url, streamPrefix: PREFIX, appendMode },
      { log: () => undefined, times: { subscription: TIMES } },
    );
    runners = [];
  });

  afterEach(async () => {
    await Promise.all(runners.map((runner) => runner.stop()));
    await store.close();
    await Promise.all([server.stop(), database.close()]);
  });

  function write(count: number): string[] {
    return range(count).map((i) => {
      const event = proposed();
      server.log.append(`${PREFIX}plan-${i % 3}`, 'any', [event]);
      return event.id;
    });
  }

  function run(projection: Projection): ProjectionRunner {
    const runner = new ProjectionRunner(store, database.appPool, [projection], { stoppedBaseMs: 20 });
    runners.push(runner);
    runner.start();
    return runner;
  }

  const sealedIds = async () =>
    (await new SealedLog(database.appPool).page({ after: -1, limit: 1_000, atSize: 1_000 })).map(
      ({ eventId }) => eventId,
    );
  const cursor = () => liveCursor(database.appPool, 'seal');
  const sealed = (count: number) => until(`${count} entries`, async () => (await cursor())?.sequence === count - 1);
  const stopped = () => until('the stop', async () => (await cursor())?.status === 'stopped' && (await cursor()));

  it('F12: are the same when their process dies before or after any commit', async () => {
    const ids = write(12);
    await ensureLive(database.appPool, seal);
    let deaths = 0;
    for (let left = 100; left > 0; left--) {
      const before = await cursor();
      if (before!.sequence === ids.length - 1) break;
      // One step each life: taken, and dead before or behind the commit.
      const stop = new AbortController();
      for await (const message of store.subscribeToAll({ after: placeOf(before!), signal: stop.signal })) {
        if (message.kind !== 'events') continue;
        deaths++;
        if (deaths % 2 === 0) break;
        await takeIn(database.appPool, seal, lockLive(seal), message.events.slice(0, 1));
        break;
      }
      stop.abort();
    }
    expect(deaths).toBe(2 * ids.length - 1);
    expect(await sealedIds()).toEqual(ids);
  });

  it('F15: go on at the last event that they have taken in, whatever the server has sent ahead', async () => {
    const ids = write(64);
    await ensureLive(database.appPool, seal);
    server.faults.always('subscribe', { kind: 'badCheckpoint', at: 'next' });
    const stop = new AbortController();
    for await (const message of store.subscribeToAll({ after: START, signal: stop.signal })) {
      if (message.kind !== 'events') continue;
      await takeIn(database.appPool, seal, lockLive(seal), message.events.slice(0, 1));
      await sleep(200); // the rest is buffered by now, and the checkpoints have been heard
      break;
    }
    expect((await cursor())?.sequence).toBe(0);
    run(seal);
    await sealed(64);
    expect(await sealedIds()).toEqual(ids);
  });

  it('follow over losses of every kind', async () => {
    const ids = write(60);
    const codes = [status.INTERNAL, status.UNAVAILABLE, status.ABORTED, status.CANCELLED];
    for (const code of codes) server.faults.once('subscribe', { kind: 'error', code, after: 5 });
    server.faults.once('subscribe', { kind: 'end', after: 5 });
    server.faults.once('subscribe', { kind: 'cut', after: 5 });
    run(seal);
    await sealed(60);
    expect(await sealedIds()).toEqual(ids);
  });

  it('F18: stop the seal where the server withholds an event, and go on when it comes', async () => {
    const ids = write(30);
    server.faults.always('subscribe', { kind: 'withhold', ids: [ids[4]!] });
    // All in one message: of single ones, those of other streams are sealed before the gap shows.
    const [first] = await store.readAll({ after: START, limit: 1 });
    await ensureLive(database.appPool, seal);
    await takeIn(database.appPool, seal, lockLive(seal), [first!]);
    const messages = store.subscribeToAll({ after: first!, signal: new AbortController().signal });
    const seen: RecordedEvent[] = [];
    for await (const message of messages) {
      if (message.kind === 'caughtUp') break;
      seen.push(...message.events);
    }
    await expect(takeIn(database.appPool, seal, lockLive(seal), seen)).rejects.toThrow(
      /rev 3 of plan-1, where rev 2 is next/,
    );
    expect(await sealedIds()).toEqual(ids.slice(0, 1));
    server.faults.clear();
    run(seal);
    await sealed(30);
    expect(await sealedIds()).toEqual(ids);
  });

  it('stop at a foreign event and say which, with what is before it taken in', async () => {
    const ids = write(5);
    server.log.write(`${PREFIX}plan-0`, [{ ...proposed(), metadata: new Uint8Array() }]);
    run(seal);
    const { error } = await stopped();
    expect(error).toMatch(/revision 2 of ledger\.plan-0: it has no metadata/);
    expect(await sealedIds()).toEqual(ids);
  });

  it('F21: try an event again in its place, then stop, and leave no call open meanwhile', async () => {
    write(10);
    let failures = 0;
    let fails = true;
    const applied: number[] = [];
    const projection: Projection = {
      name: 'seal',
      version: 1,
      apply: async (events) => {
        if (fails && events.some(({ sequence }) => sequence === 4)) {
          failures++;
          throw new Error('not this one');
        }
        applied.push(...events.map(({ sequence }) => sequence));
      },
    };
    run(projection);
    expect((await stopped()).error).toMatch(/Event 4 .*not this one/);
    const failed = failures;
    await until('another attempt', async () => failures > failed);
    await until('no open call', async () => server.calls.openCount('subscribe') <= 1);
    expect((await cursor())?.sequence).toBe(3);
    fails = false;
    await until('the end', async () => (await cursor())?.sequence === 9);
    expect(applied.filter((sequence) => sequence >= 4)).toEqual([4, 5, 6, 7, 8, 9]);
    await until('one open call', async () => server.calls.openCount('subscribe') === 1);
  });
});
