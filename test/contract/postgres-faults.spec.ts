import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { createAppPool } from '../../src/database/app-pool.js';
import { startEmbeddedPostgres } from '../../src/database/embedded/start-embedded-postgres.js';
import { connectOwner, migrate } from '../../src/database/owner-data-source.js';
import type { NewEvent, RecordedEvent } from '../../src/ledger/event.js';
import {
  EventIdReusedError,
  type EventStore,
  type ExpectedRevision,
  START,
  StoreUnavailableError,
  WrongExpectedRevisionError,
} from '../../src/ledger/event-store.js';
import { InMemoryEventStore } from '../../src/ledger/memory/in-memory-event-store.js';
import { PostgresEventStore } from '../../src/ledger/postgres/postgres-event-store.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { newEvent, range, readEverything, readStream } from './event-store.contract.js';

const sealed = (pointer: string) => ({
  pointer,
  subjectKeyId: null,
  nonce: randomBytes(12),
  ciphertext: randomBytes(40),
});

/** Appends until the answer is known, always with the same ids, as a caller would after a time-out. */
async function appendSurely(store: EventStore, stream: string, expected: ExpectedRevision, events: NewEvent[]) {
  for (;;) {
    try {
      return await store.append(stream, expected, events);
    } catch (error) {
      if (!(error instanceof StoreUnavailableError)) throw error;
      await sleep(Math.random() * 50);
    }
  }
}

/** A subscriber that keeps what it has seen, and stops once it has seen `count` events. */
async function follow(store: EventStore, seen: RecordedEvent[], count: () => number, signal: AbortSignal) {
  for await (const message of store.subscribeToAll({ after: START, signal })) {
    if (message.kind === 'events') seen.push(...message.events);
    if (seen.length >= count()) return;
  }
}

// Pools say so when they lose a connection, which is what happens here.
beforeEach(() => {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
});

afterEach(() => jest.restoreAllMocks());

describe('the ledger in PostgreSQL', () => {
  let database: TestDatabase;
  let store: PostgresEventStore;

  beforeEach(async () => {
    database = await createTestDatabase();
    store = new PostgresEventStore(database.appPool);
  });

  afterEach(async () => {
    await store.close();
    await database.close();
  });

  const owner = (text: string) => database.ownerPool.query(text);
  const count = async (table: string) => (await owner(`SELECT count(*)::int AS n FROM ${table}`)).rows[0].n;

  describe('is guarded', () => {
    const changes = [
      `UPDATE ledger.event SET data = '{}'`,
      'UPDATE ledger.event SET data = data WHERE false',
      'DELETE FROM ledger.event',
      'TRUNCATE ledger.event',
      'TRUNCATE ledger.event CASCADE',
      `INSERT INTO ledger.event SELECT * FROM ledger.event ON CONFLICT (sequence) DO UPDATE SET type = 'x'`,
      'MERGE INTO ledger.event AS e USING ledger.head AS h ON true WHEN MATCHED THEN DELETE',
    ];

    it.each(changes)('against the owner: %s', async (statement) => {
      await store.append('plan-a', 'no-stream', [newEvent()]);
      await expect(owner(statement)).rejects.toThrow(/is refused: the ledger only grows/);
      expect(await readEverything(store)).toHaveLength(1);
    });

    it('against the owner in a session that replays a replication stream', async () => {
      const client = await database.ownerPool.connect();
      await client.query('SET session_replication_role = replica');
      await expect(client.query('DELETE FROM ledger.event')).rejects.toThrow(/the ledger only grows/);
      client.release(true);
    });

    it.each([
      ...changes,
      `INSERT INTO ledger.event VALUES (0, 's', 0, gen_random_uuid(), 't', 1, '{}', '{}', now())`,
      'UPDATE ledger.head SET next_sequence = 0',
      'SELECT * FROM ledger.head FOR UPDATE',
      'DELETE FROM ledger.head',
      'ALTER TABLE ledger.event DISABLE TRIGGER ALL',
      'DROP FUNCTION ledger.append',
      'DROP FUNCTION ledger.append_one',
      `CREATE FUNCTION ledger.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'`,
    ])('against the service: %s', async (statement) => {
      await expect(database.appPool.query(statement)).rejects.toMatchObject({ code: '42501' });
    });

    it('against names that a caller puts before the function’s own', async () => {
      const client = await database.appPool.connect();
      await client.query('CREATE TEMPORARY TABLE event (LIKE ledger.event)');
      await client.query('CREATE TEMPORARY TABLE head (LIKE ledger.head)');
      await client.query(
        `SELECT ledger.append('{s}', '{-1}', '{-1}', '{0}', '{00000000-0000-4000-8000-000000000000}',
           '[{"append":1,"place":1,"id":"00000000-0000-4000-8000-000000000000","type":"t","data":{},"metadata":{}}]',
           '{}', '{}', '{}', '{}', '{}')`,
      );
      await client.query(
        `SELECT ledger.append_one('s', 0, 0, '00000000-0000-4000-8000-000000000001', 't', '{}', '{}',
           '{}', '{}', '{}', '{}')`,
      );
      expect((await client.query('SELECT FROM pg_temp.event')).rowCount).toBe(0);
      client.release(true);
      expect(await readEverything(store)).toHaveLength(2);
    });
  });

  describe('when an append fails inside the database', () => {
    beforeEach(async () => {
      await owner(`
        CREATE FUNCTION ledger.fail() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF NEW.type = 'Poison' THEN RAISE EXCEPTION 'poisoned'; END IF;
          RETURN NEW;
        END $$`);
      await owner('CREATE TRIGGER fail AFTER INSERT ON ledger.event FOR EACH ROW EXECUTE FUNCTION ledger.fail()');
    });

    it('leaves nothing of it, and what was gathered with it goes through', async () => {
      const poisoned = [
        newEvent({ disclosures: [sealed('/by')] }),
        newEvent({ type: 'Poison', disclosures: [sealed('/by')] }),
      ];
      const outcomes = await Promise.allSettled([
        ...range(10).map((i) => store.append(`plan-${i}`, 'no-stream', [newEvent({ disclosures: [sealed('/by')] })])),
        store.append('plan-p', 'no-stream', poisoned),
        ...range(10).map((i) => store.append(`plan-1${i}`, 'no-stream', [newEvent()])),
      ]);
      expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(1);
      expect(outcomes[10]).toMatchObject({ reason: { message: 'poisoned' } });
      expect((await readEverything(store)).map(({ sequence }) => sequence)).toEqual(range(20));
      expect(await count('erasable.disclosure')).toBe(10);
    });

    it('leaves no hole in the sequence', async () => {
      for (let i = 0; i < 20; i++) {
        const attempt = store.append('plan-a', 'any', [newEvent({ type: i % 3 ? 'Fine' : 'Poison' })]);
        if (i % 3) await attempt;
        else await expect(attempt).rejects.toThrow('poisoned');
      }
      expect((await readEverything(store)).map(({ sequence }) => sequence)).toEqual(range(13));
    });
  });

  it('keeps disclosures of what was written, once, and of nothing else', async () => {
    const event = newEvent({ disclosures: [sealed('/by'), sealed('/data/reason')] });
    await store.append('plan-a', 'no-stream', [event]);
    await store.append('plan-a', 'no-stream', [event]);
    const refused = store.append('plan-a', 'no-stream', [newEvent({ disclosures: [sealed('/by')] })]);
    await expect(refused).rejects.toBeInstanceOf(WrongExpectedRevisionError);
    const { rows } = await owner(
      'SELECT event_id, pointer, nonce, ciphertext FROM erasable.disclosure ORDER BY pointer',
    );
    expect(rows).toEqual(
      event.disclosures?.map(({ pointer, nonce, ciphertext }) => ({ event_id: event.id, pointer, nonce, ciphertext })),
    );
  });

  it('gives up an append that does not come to an end, and works on afterwards', async () => {
    const hasty = new PostgresEventStore(database.appPool, { appendTimeoutMs: 300 });
    const blocker = await database.ownerPool.connect();
    await blocker.query('BEGIN');
    await blocker.query('SELECT FROM ledger.head FOR UPDATE');
    const events = [newEvent()];
    const attempts = [hasty.append('plan-a', 'no-stream', events), hasty.append('plan-b', 'no-stream', [newEvent()])];
    for (const outcome of await Promise.allSettled(attempts)) {
      expect(outcome).toMatchObject({ reason: { name: 'StoreUnavailableError' } });
    }
    await blocker.query('ROLLBACK');
    blocker.release();
    await expect(appendSurely(hasty, 'plan-a', 'no-stream', events)).resolves.toBe(0n);
    await hasty.close();
  });

  it('finishes the appends under way when it is closed, and takes no more', async () => {
    const closing = new PostgresEventStore(database.appPool);
    const appends = range(50).map((i) => closing.append(`plan-${i % 5}`, 'any', [newEvent()]));
    await Promise.all([closing.close(), ...appends]);
    expect(await readEverything(store)).toHaveLength(50);
    await expect(closing.append('plan-a', 'any', [newEvent()])).rejects.toBeInstanceOf(StoreUnavailableError);
  });

  it('loses and doubles nothing while its connections are killed, appending or following', async () => {
    const killer = new AbortController();
    const kills = (async () => {
      while (!killer.signal.aborted) {
        await sleep(10 + Math.random() * 30);
        await owner(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
           WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name = 'progress-ledger'
             AND random() < 0.5`,
        );
      }
    })();
    const seen: RecordedEvent[] = [];
    const following = follow(store, seen, () => 320, killer.signal);
    let refused = 0;
    await Promise.all(
      range(32).map(async (writer) => {
        for (let i = 0; i < 10; i++) {
          await appendSurely(store, `plan-${writer}`, i === 0 ? 'no-stream' : BigInt(i - 1), [
            newEvent({ data: { i }, disclosures: [sealed('/by')] }),
          ]);
          const stale = appendSurely(store, `plan-${writer}`, 'no-stream', [newEvent()]);
          await stale.catch((error) => {
            expect(error).toBeInstanceOf(WrongExpectedRevisionError);
            refused++;
          });
        }
      }),
    );
    await following;
    killer.abort();
    await kills;
    expect(refused).toBe(320);
    expect(seen.map(({ sequence }) => sequence)).toEqual(range(320));
    expect(await readEverything(store)).toEqual(seen);
    expect(await count('erasable.disclosure')).toBe(320);
    for (const writer of range(32)) {
      expect((await readStream(store, `plan-${writer}`)).map(({ data }) => data.i)).toEqual(range(10));
    }
  });

  it('reads although all of its idle connections were cut a moment ago', async () => {
    await store.append('plan-a', 'any', [newEvent()]);
    await Promise.all(range(4).map(() => database.appPool.query('SELECT pg_sleep(0.1)')));
    expect(database.appPool.idleCount).toBeGreaterThanOrEqual(4);
    await database.ownerPool.query('SELECT 1'); // so that its connection is there, and the next query sent at once
    // First the one that is used next, so that it is not the last to be heard of.
    const cut = owner(
      `SELECT pg_terminate_backend(pid) FROM (
         SELECT pid FROM pg_stat_activity
          WHERE datname = current_database() AND application_name = 'progress-ledger' AND state = 'idle'
          ORDER BY state_change DESC OFFSET 0) AS idle`,
    );
    // Nobody hears of it meanwhile.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
    expect(await readEverything(store)).toHaveLength(1);
    await cut;
  });

  it('answers a repeated append as the first time when the first answer was lost on the way', async () => {
    const proxy = await TcpProxy.open(Number(new URL(database.url).port));
    const url = new URL(database.url);
    url.port = String(proxy.port);
    const pool = createAppPool(url.href);
    const remote = new PostgresEventStore(pool, { appendTimeoutMs: 2_000 });
    try {
      for (let i = 0; i < 10; i++) {
        const events = [newEvent(), newEvent()];
        await remote.append('warm-up', 'any', [newEvent()]);
        proxy.withholdAnswers();
        const lost = remote.append(`plan-${i}`, 'no-stream', events);
        lost.catch(() => undefined);
        while ((await readStream(store, `plan-${i}`)).length === 0) await sleep(5);
        proxy.cut();
        await expect(lost).rejects.toBeInstanceOf(StoreUnavailableError);
        proxy.passAnswers();
        await expect(appendSurely(remote, `plan-${i}`, 'no-stream', events)).resolves.toBe(1n);
      }
      expect(await readEverything(store)).toHaveLength(30);
    } finally {
      await remote.close();
      await pool.end();
      await proxy.close();
    }
  });

  it('does what the double does, for any sequence of appends', async () => {
    const ids = range(12).map((i) => `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`);
    const expected = fc.oneof(
      fc.constantFrom<ExpectedRevision>('any', 'no-stream', 'stream-exists'),
      fc.bigInt({ min: 0n, max: 4n }),
    );
    let runs = 0;
    const command = fc.record({
      stream: fc.constantFrom('plan-a', 'plan-b', 'plan-c'),
      expected,
      ids: fc.array(fc.constantFrom(...ids), { minLength: 1, maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 1, maxLength: 15 }), async (commands) => {
        // Every run has streams and ids of its own in the same database.
        const run = runs++;
        const own = (id: string) => id.slice(0, -12) + String(run).padStart(7, '0') + id.slice(-5);
        const name = (stream: string) => `${stream}-${run}`;
        const double = new InMemoryEventStore();
        const before = (await readEverything(store)).length;
        for (const { stream, expected, ids } of commands) {
          const events = ids.map((id) => newEvent({ id: own(id), data: { id } }));
          const outcomes = await Promise.allSettled([
            store.append(name(stream), expected, events),
            double.append(name(stream), expected, events),
          ]);
          const [real, model] = outcomes.map((outcome) =>
            outcome.status === 'fulfilled' ? outcome.value : { ...outcome.reason, name: outcome.reason.name },
          );
          expect(real).toEqual(model);
        }
        const place = ({ stream, revision, id, data }: RecordedEvent) => ({ stream, revision, id, data });
        const written = (await readEverything(store)).slice(before);
        expect(written.map(place)).toEqual((await readEverything(double)).map(place));
      }),
      { numRuns: 150 },
    );
  });

  it('refuses a reused id whatever else is gathered with it', async () => {
    const known = newEvent();
    await store.append('plan-a', 'no-stream', [known]);
    const outcomes = await Promise.allSettled([
      store.append('plan-b', 'no-stream', [newEvent()]),
      store.append('plan-c', 'no-stream', [known]),
      store.append('plan-a', 'no-stream', [known]),
      store.append('plan-a', 'no-stream', [newEvent()]),
      store.append('plan-d', 'no-stream', [newEvent()]),
    ]);
    expect(outcomes).toEqual([
      { status: 'fulfilled', value: 0n },
      { status: 'rejected', reason: new EventIdReusedError('plan-c', [known.id]) },
      { status: 'fulfilled', value: 0n },
      { status: 'rejected', reason: new WrongExpectedRevisionError('plan-a', 'no-stream', 0n) },
      { status: 'fulfilled', value: 0n },
    ]);
  });
});

describe('the ledger over a restart of the server', () => {
  it('keeps what it has answered, takes up appends and subscriptions again', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'progress-ledger-restart-'));
    await chmod(dataDir, 0o755);
    let server = await startEmbeddedPostgres({ dataDir });
    const owner = await connectOwner(server.url);
    await migrate(owner);
    await owner.destroy();
    const proxy = await TcpProxy.open(Number(new URL(server.url).port));
    const url = new URL(server.url);
    url.port = String(proxy.port);
    const pool = createAppPool(url.href);
    const store = new PostgresEventStore(pool);
    const stop = new AbortController();
    try {
      const seen: RecordedEvent[] = [];
      const following = follow(store, seen, () => 120, stop.signal);
      const written = Promise.all(
        range(12).map(async (writer) => {
          for (let i = 0; i < 10; i++) {
            await appendSurely(store, `plan-${writer}`, 'any', [newEvent()]);
            await sleep(Math.random() * 100);
          }
        }),
      );
      await sleep(200);
      await server.stop();
      await sleep(300);
      server = await startEmbeddedPostgres({ dataDir });
      proxy.retarget(Number(new URL(server.url).port));
      await written;
      await following;
      expect(seen.map(({ sequence }) => sequence)).toEqual(range(120));
      expect(await readEverything(store)).toEqual(seen);
    } finally {
      stop.abort();
      await store.close();
      await pool.end();
      await proxy.close();
      await server.stop();
      await rm(dataDir, { recursive: true });
    }
  });
});
