import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { ROLES } from '../../src/access/roles.js';
import { type EngineMark, readEngineMark } from '../../src/ledger/engine-mark.js';
import type { RecordedEvent } from '../../src/ledger/event.js';
import { type EventStore, START } from '../../src/ledger/event-store.js';
import { EventStoreDbCopyTarget } from '../../src/ledger/eventstoredb/event-store-db-copy.js';
import { EventStoreDbEventStore } from '../../src/ledger/eventstoredb/event-store-db-event-store.js';
import { PostgresEventStore } from '../../src/ledger/postgres/postgres-event-store.js';
import { statesCommitted } from '../support/committed-states.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { freshPrefix, type OpenServer, openEventStoreServer } from '../support/event-store-server.js';
import { answersTo, type CliResult, createToken, ledger, Program, ROOT, served } from '../support/ledger-cli.js';
import { Random, seedFrom } from '../support/random.js';
import { kept } from './copied-ledger.js';

const EXAMPLE = join(ROOT, 'examples/standing-together/standing-together.jsonl');
const KILLS = Number(process.env.MIGRATE_KILLS ?? 2);

/** What a reader asks before and after. */
const QUESTIONS = [
  '/api/plans/PLAN-2022?asReportedOn=2022-08-04',
  '/api/plans/PLAN-2018',
  '/api/commitments/C22-02/history',
  '/api/metrics/MET-101-ANSWER/observations',
  '/api/decisions',
  '/api/recommendations',
  '/api/milestones',
  '/api/reports',
  '/api/restatements',
  '/api/entries?limit=50',
];

const FORTH = ['--from', 'postgresql', '--to', 'eventstoredb'];
const BACK = ['--from', 'eventstoredb', '--to', 'postgresql'];

const PROJECTIONS = ['audit-trail', 'seal', 'search', 'state'];

/** The parts run in their order on one ledger, as an operator would. */
describe('ledger migrate-store', () => {
  const random = new Random(seedFrom('MIGRATE_SEED'));
  let database: TestDatabase;
  /** Not named like the service's, whose connections would keep events from being moved. */
  let pool: pg.Pool;
  let opened: OpenServer;
  let dataDir: string;
  let onPostgres: Record<string, string>;
  let onEventStoreDb: Record<string, string>;
  let elsewhere: EngineMark;
  let events: RecordedEvent[];
  let answers: unknown[];
  let batch: string;

  beforeAll(async () => {
    [database, opened] = await Promise.all([createTestDatabase(), openEventStoreServer()]);
    pool = new pg.Pool({ ...database.appPool.options, application_name: 'tests' });
    dataDir = await mkdtemp(join(tmpdir(), 'progress-ledger-migrate-'));
    const streamPrefix = freshPrefix();
    elsewhere = { engine: 'eventstoredb', streamPrefix };
    onPostgres = { DATA_DIR: dataDir, DATABASE_URL: database.url, PORT: '0' };
    onEventStoreDb = { ...onPostgres, EVENTSTOREDB_URL: opened.url, EVENTSTOREDB_STREAM_PREFIX: streamPrefix };
    const LEDGER_TOKEN = await createToken(onPostgres, 'Loader', ROLES);
    expect(await ledger({ ...onPostgres, LEDGER_TOKEN }, 'import', EXAMPLE)).toMatchObject({ code: 0 });
    await served(onPostgres, () => statesCommitted(() => readAll(onPostgres)));
    events = await readAll(onPostgres);
    await expectKept(onPostgres); // and waits for the read models
    answers = await served(onPostgres, ask);
    expect(events.length).toBeGreaterThan(1_500);
    batch = events.find(({ type }) => type === 'BackfillOpened')!.id;
  }, 180_000);

  afterAll(async () => {
    await pool.end();
    await Promise.all([database.close(), opened.close()]);
    await rm(dataDir, { recursive: true, force: true });
  });

  const migrate = (way: string[], env = onEventStoreDb) => ledger(env, 'migrate-store', ...way);

  /** The ledger's events, read from the engine that an environment names. */
  async function readAll(env: Record<string, string>): Promise<RecordedEvent[]> {
    const store = openStore(env);
    try {
      return await store.readAll({ after: START, limit: 1_000_000 });
    } finally {
      await store.close();
    }
  }

  function openStore({
    EVENTSTOREDB_URL: url,
    EVENTSTOREDB_STREAM_PREFIX: streamPrefix,
  }: Record<string, string>): EventStore {
    if (!url || !streamPrefix) return new PostgresEventStore(pool);
    return new EventStoreDbEventStore(pool, { url, streamPrefix, appendMode: 'unary' });
  }

  const ask = (url: string) => answersTo(QUESTIONS, url);

  /** Kills a migration soon after it has begun; says whether it was done before. */
  async function killed(way: string[]): Promise<boolean> {
    const program = Program.start('bin/ledger.js', ['migrate-store', ...way], onEventStoreDb);
    while (program.isRunning && !/^(Comparing|Copying): /m.test(program.stderr)) await delay(1);
    await delay(random.between(0, 150));
    program.kill(random.percent(70) ? 'SIGKILL' : 'SIGINT');
    const { code, stderr } = await program.end();
    process.stderr.write(`ended with ${code} at ${stderr.trim().split('\n').at(-1)}\n`);
    if (code === 1) expect(stderr).toMatch(/^Interrupted\. The ledger has its events in \w+, as before/m);
    return code === 0;
  }

  async function expectKept(env: Record<string, string>): Promise<void> {
    expect((await readAll(env)).map(kept)).toEqual(events.map(kept));
    const verified = await ledger(env, 'verify', '--replay');
    expect([verified.code, verified.stdout]).toEqual([0, expect.stringContaining(`${events.length} entries`)]);
  }

  /** Where the read models are, in the engine's own words. */
  async function positions(): Promise<unknown[]> {
    const { rows } = await database.ownerPool.query('SELECT position FROM projection.cursor');
    return rows.map(({ position }) => position);
  }

  /** Every read model is the first build that was ever made. */
  async function expectNoRebuild(): Promise<void> {
    const { rows } = await database.ownerPool.query('SELECT name, build, live FROM projection.cursor ORDER BY name');
    expect(rows).toEqual(PROJECTIONS.map((name) => ({ name, build: 1, live: true })));
  }

  it('says what it does and what is to be done', async () => {
    const { code, stdout } = await ledger({}, 'migrate-store', '--help');
    expect([code, stdout]).toEqual([0, expect.stringContaining('Stop every process of the service')]);
  });

  it('needs two engines, and their addresses', async () => {
    expectRefused(
      await migrate(['--from', 'postgresql', '--to', 'mysql']),
      /Allowed choices are postgresql, eventstoredb/,
    );
    expectRefused(await migrate(['--from', 'postgresql']), /required option '--to <engine>' not specified/);
    expectRefused(await migrate(['--from', 'postgresql', '--to', 'postgresql']), /the same engine/);
    expectRefused(await migrate(FORTH, onPostgres), /EVENTSTOREDB_URL is not set/);
  });

  it('is refused while the service runs', async () => {
    await served(onPostgres, async () => {
      expectRefused(await migrate(FORTH), /The ledger is in use: .* \(\d+ times\)\. Stop every process of the service/);
    });
  });

  it('is refused where no ledger is', async () => {
    const empty = await createTestDatabase();
    const result = await migrate(FORTH, { ...onEventStoreDb, DATABASE_URL: empty.url });
    expectRefused(result, /There is no ledger in this database yet/);
    await empty.close();
  });

  it('says that the server is not there', async () => {
    const away = { ...onEventStoreDb, EVENTSTOREDB_URL: 'esdb://127.0.0.1:1?tls=false' };
    expectRefused(
      await migrate(FORTH, away),
      /EventStoreDB does not answer: .*\. The ledger has its events in PostgreSQL, as before\. Run the command again/s,
    );
  });

  it('is refused into streams that hold something else', async () => {
    const other = { ...onEventStoreDb, EVENTSTOREDB_STREAM_PREFIX: freshPrefix() };
    const copy = new EventStoreDbCopyTarget({
      ...{ url: opened.url, streamPrefix: other.EVENTSTOREDB_STREAM_PREFIX, appendMode: 'unary' },
    });
    await copy.add([{ ...events[0]!, recordedAt: '2020-01-01T00:00:00.000Z' }]);
    await copy.close();
    expectRefused(
      await migrate(FORTH, other),
      /The target is not empty: its entry 0 .* as before\. Set EVENTSTOREDB_STREAM_PREFIX to one/,
    );
    expect(await readAll(other)).toHaveLength(1);
  });

  it(
    'moves events to EventStoreDB, however often it is killed, and no service starts on a part of them',
    async () => {
      for (let kill = 1; kill <= KILLS; kill++) {
        if (await killed(FORTH)) throw new Error('There is not enough to copy to kill it midway');
        expect(await readEngineMark(pool)).toEqual({ engine: 'postgresql' });
        const there = await readAll(onEventStoreDb);
        expect(there.map(kept)).toEqual(events.slice(0, there.length).map(kept));
        await expectRefusesToStart(onEventStoreDb, /has its events in PostgreSQL, but EVENTSTOREDB_URL is set/);
      }
      const there = (await readAll(onEventStoreDb)).length;
      // One of the read models is behind when it happens.
      await pool.query(`UPDATE projection.cursor SET sequence = sequence - 100 WHERE name = 'audit-trail'`);
      const result = await migrate(FORTH);
      expect([result.code, result.stdout]).toEqual([
        0,
        expect.stringContaining(
          `${events.length} entries are in EventStoreDB, ${events.length - there} of them copied just now: same bytes, same order`,
        ),
      ]);
      expect(result.stdout).toMatch(/Keep EVENTSTOREDB_URL and EVENTSTOREDB_STREAM_PREFIX set as they are/);
      expect(await readEngineMark(pool)).toEqual(elsewhere);
      expect((await migrate(FORTH)).stdout).toBe(
        'The ledger has its events in EventStoreDB already. Nothing was moved.\n',
      );
      const places = await positions();
      expect(places).toEqual(PROJECTIONS.map(() => expect.stringMatching(/^\d+\/\d+\/migrated$/)));
      expect(new Set(places).size).toBe(2);
      await pool.query(
        `UPDATE projection.cursor SET (sequence, position) =
           (SELECT sequence, position FROM projection.cursor WHERE name = 'seal') WHERE name = 'audit-trail'`,
      );
      await expectKept(onEventStoreDb);
    },
    120_000 + KILLS * 60_000,
  );

  it('leaves what was there before as it is, and closed', async () => {
    expect((await readAll(onPostgres)).map(kept)).toEqual(events.map(kept));
    await expectRefusesToStart(onPostgres, /has its events in EventStoreDB.*EVENTSTOREDB_URL is not set/s);
    const [event] = events;
    const store = openStore(onPostgres);
    await expect(store.append('plan-1', 'any', [{ ...event!, id: randomUUID() }])).rejects.toThrow(
      /moved to another engine/,
    );
    await store.close();
  });

  it('needs the prefix that the events are under', async () => {
    const other = { ...onEventStoreDb, EVENTSTOREDB_STREAM_PREFIX: freshPrefix() };
    for (const way of [FORTH, BACK])
      expectRefused(
        await migrate(way, other),
        /in streams that begin with ".*"\. Set EVENTSTOREDB_STREAM_PREFIX to that/,
      );
  });

  it('lets the ledger and its read models go on', async () => {
    await served(onEventStoreDb, async (url) => expect(await ask(url)).toEqual(answers));
    const LEDGER_TOKEN = await createToken(onEventStoreDb, 'Approver', ['approver']);
    const closed = await ledger({ ...onEventStoreDb, LEDGER_TOKEN }, 'backfill', 'close', batch);
    expect(closed).toMatchObject({ code: 0 });
    const grown = await readAll(onEventStoreDb);
    expect(grown.slice(0, events.length).map(kept)).toEqual(events.map(kept));
    expect(grown.slice(events.length).map(({ type, sequence }) => [type, sequence])).toEqual([
      ['BackfillClosed', events.length],
    ]);
    events = grown;
    await expectKept(onEventStoreDb);
    answers = await served(onEventStoreDb, ask);
    await expectNoRebuild();
  });

  it('moves them back, behind what PostgreSQL held before', async () => {
    expect(await positions()).toEqual(PROJECTIONS.map(() => expect.any(String)));
    const result = await migrate(BACK);
    expect([result.code, result.stdout]).toEqual([
      0,
      expect.stringContaining(`${events.length} entries are in PostgreSQL, 1 of them copied just now`),
    ]);
    expect(result.stdout).toMatch(/Unset EVENTSTOREDB_URL for every process/);
    expect(await readEngineMark(pool)).toEqual({ engine: 'postgresql' });
    expect(await positions()).toEqual(PROJECTIONS.map(() => null));
    await expectKept(onPostgres);
    await served(onPostgres, async (url) => expect(await ask(url)).toEqual(answers));
    await expectNoRebuild();
  });

  it('takes a prefix once: what was recorded under it cannot be gone on with from elsewhere', async () => {
    const store = openStore(onPostgres);
    const added = events.find(({ type }) => type === 'PriorityAdded');
    await store.append('plan-1', 'no-stream', [{ ...added!, id: randomUUID() }]);
    await store.close();
    events = await readAll(onPostgres);
    await expectKept(onPostgres);
    expectRefused(await migrate(FORTH), /recorded some of them itself.*Set EVENTSTOREDB_STREAM_PREFIX to one/);
  });

  it(
    'fills an empty PostgreSQL, however often it is killed',
    async () => {
      onEventStoreDb.EVENTSTOREDB_STREAM_PREFIX = freshPrefix();
      expect(await migrate(FORTH)).toMatchObject({ code: 0 });
      await database.ownerPool.query(
        `ALTER TABLE ledger.event DISABLE TRIGGER event_is_immutable; TRUNCATE ledger.event;
         ALTER TABLE ledger.event ENABLE ALWAYS TRIGGER event_is_immutable;
         UPDATE ledger.head SET next_sequence = 0, recorded_at = '-infinity'`,
      );
      for (let kill = 1, isMoved = false; kill <= KILLS && !isMoved; kill++) {
        isMoved = await killed(BACK);
        const there = await readAll(onPostgres);
        expect(there.map(kept)).toEqual(events.slice(0, there.length).map(kept));
        if (!isMoved) await expectRefusesToStart(onPostgres, /has its events in EventStoreDB/);
      }
      expect(await migrate(BACK)).toMatchObject({ code: 0 });
      await expectKept(onPostgres);
      const { rows } = await database.ownerPool.query(
        'SELECT next_sequence::int, recorded_at = (SELECT max(recorded_at) FROM ledger.event) AS latest FROM ledger.head',
      );
      expect(rows).toEqual([{ next_sequence: events.length, latest: true }]);
      await expectNoRebuild();
    },
    120_000 + KILLS * 60_000,
  );

  async function expectRefusesToStart(env: Record<string, string>, why: RegExp): Promise<void> {
    const { code, stderr } = await Program.start('dist/src/main.js', [], env).end();
    expect([code, stderr]).toEqual([1, expect.stringMatching(why)]);
  }
});

function expectRefused({ code, stderr }: CliResult, why: RegExp): void {
  expect(stderr).toMatch(why);
  expect(stderr).not.toMatch(/^ +at /m);
  expect(code).toBe(1);
}
