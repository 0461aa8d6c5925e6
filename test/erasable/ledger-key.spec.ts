import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LedgerKey } from '../../src/ledger/erasable/ledger-key.js';
import { PostgresErasableStore } from '../../src/ledger/erasable/postgres-erasable-store.js';
import { createServiceKey, ServiceKeyError } from '../../src/ledger/erasable/service-key.js';
import { type EventStore, StoreUnavailableError } from '../../src/ledger/event-store.js';
import { InMemoryEventStore } from '../../src/ledger/memory/in-memory-event-store.js';
import { newEvent } from '../contract/event-store.contract.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

describe("a ledger's key", () => {
  let database: TestDatabase;
  let folder: string;
  let store: InMemoryEventStore;
  beforeEach(async () => {
    database = await createTestDatabase();
    folder = mkdtempSync(join(tmpdir(), 'ledger-key-'));
    store = new InMemoryEventStore();
  });
  afterEach(async () => {
    rmSync(folder, { recursive: true });
    await database.close();
  });

  const path = (name = 'service') => join(folder, `${name}.key`);
  const open = (name?: string, engine: Pick<EventStore, 'readAll'> = store) =>
    new LedgerKey(database.appPool, engine, path(name)).get();
  const away = {
    readAll: async () => {
      throw new StoreUnavailableError('away');
    },
  };

  it('is made for a new ledger, and is the same ever after', async () => {
    const made = await open();
    await store.append('thing-1', 'no-stream', [newEvent()]);
    expect(await open()).toEqual(made);
  });

  it('is not made anew for a ledger that has entries, though the database may be new', async () => {
    await store.append('thing-1', 'no-stream', [newEvent()]);
    await expect(open()).rejects.toThrow(/does not exist. Put the ledger's key back/);
    expect(existsSync(path())).toBe(false);
  });

  it.each([
    ['entries in its log', `INSERT INTO log.log_entry (idx, event_id, entry) VALUES (0, gen_random_uuid(), '\\x7b7d')`],
    [
      'values of persons',
      `INSERT INTO person_key.person_key VALUES (gen_random_uuid(), gen_random_uuid(), decode(repeat('00', 12), 'hex'), decode(repeat('00', 48), 'hex'))`,
    ],
  ])('is not made anew for a database with %s, whatever the engine says', async (_, sql) => {
    await database.ownerPool.query(sql);
    await expect(open()).rejects.toThrow(ServiceKeyError);
    expect(existsSync(path())).toBe(false);
  });

  it('is not made anew once there was one, even if the ledger has no entry yet', async () => {
    await open();
    rmSync(path());
    await expect(open()).rejects.toThrow(/does not exist/);
  });

  it('is not made while nobody can say whether the ledger is new, but once that is known', async () => {
    let engine: Pick<EventStore, 'readAll'> = away;
    const key = new LedgerKey(database.appPool, { readAll: (page) => engine.readAll(page) }, path());
    await expect(key.get()).rejects.toThrow(StoreUnavailableError);
    expect(existsSync(path())).toBe(false);
    engine = store;
    await key.get();
    expect(existsSync(path())).toBe(true);
  });

  it('is found without asking an engine that is away', async () => {
    const made = await open();
    expect(await open(undefined, away)).toEqual(made);
  });

  it('is one, whoever starts a new ledger at the same moment', async () => {
    const results = await Promise.allSettled([open('a'), open('b'), open('a'), open('c')]);
    const keys = new Set(
      results.flatMap((result) => (result.status === 'fulfilled' ? result.value.check.toString('hex') : [])),
    );
    expect(keys.size).toBe(1);
    expect(['a', 'b', 'c'].filter((name) => existsSync(path(name)))).toHaveLength(1);
  });

  it('is refused when it is that of another ledger', async () => {
    await open();
    createServiceKey(path('other'));
    await expect(open('other')).rejects.toThrow(/not that of this ledger.*SERVICE_KEY_FILE/);
  });

  it('of a ledger from before it was written down is tried on what it has to open', async () => {
    const key = createServiceKey(path());
    const [sealed] = await new PostgresErasableStore(database.appPool, key).seal(
      '018f8a10-0000-7000-8000-000000000001',
      [{ pointer: '/data/note', subject: null, bytes: '["salt","note"]' }],
    );
    await database.ownerPool.query('INSERT INTO erasable.disclosure VALUES ($1, $2, NULL, $3, $4)', [
      '018f8a10-0000-7000-8000-000000000001',
      ...[sealed!.pointer, sealed!.nonce, sealed!.ciphertext],
    ]);
    writeFileSync(path('other'), randomBytes(32), { mode: 0o600 });
    await expect(open('other')).rejects.toThrow(/not that of this ledger/);
    await open();
    expect(await open()).toEqual(key);
  });
});
