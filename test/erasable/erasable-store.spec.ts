import { randomBytes, randomUUID } from 'node:crypto';
import { conceal } from '../../src/ledger/erasable/conceal.js';
import type { ErasableStore } from '../../src/ledger/erasable/erasable-store.js';
import { InMemoryErasableStore } from '../../src/ledger/erasable/in-memory-erasable-store.js';
import { PostgresErasableStore } from '../../src/ledger/erasable/postgres-erasable-store.js';
import { revealAll } from '../../src/ledger/erasable/reveal-all.js';
import { ServiceKey } from '../../src/ledger/erasable/service-key.js';
import { type EventStore, START } from '../../src/ledger/event-store.js';
import { InMemoryEventStore } from '../../src/ledger/memory/in-memory-event-store.js';
import { PostgresEventStore } from '../../src/ledger/postgres/postgres-event-store.js';
import { newEvent, range } from '../contract/event-store.contract.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

const clear = { data: { reason: 'Delayed by floods', lead: { name: 'Ada Example' } }, by: { name: 'Bo Example' } };

/** Conceals, seals and appends; the values stand under the service key, the lead's and the author's key. */
async function appendConcealed(events: EventStore, erasable: ErasableStore, lead: string, by: string) {
  const id = randomUUID();
  const { root, disclosures } = conceal(clear, [
    { pointer: '/data/reason', subject: null },
    { pointer: '/data/lead/name', subject: lead },
    { pointer: '/by', subject: by },
  ]);
  const { data, ...metadata } = root;
  const sealed = await erasable.seal(id, disclosures);
  await events.append('commitment-1', 'any', [newEvent({ id, data, metadata, disclosures: sealed } as object)]);
  return id;
}

async function revealed(events: EventStore, erasable: ErasableStore) {
  const page = await revealAll(await events.readAll({ after: START, limit: 1_000 }), erasable);
  return page.map(({ data, metadata }) => ({ data, ...metadata }));
}

interface Stores {
  events: EventStore;
  erasable: ErasableStore;
  /** Destroys a person's key. */
  erase(subject: string): Promise<void>;
  close(): Promise<void>;
}

const engines: [string, () => Promise<Stores>][] = [
  [
    'in memory',
    async () => {
      const events = new InMemoryEventStore();
      const erasable = new InMemoryErasableStore(events);
      return { events, erasable, erase: async (subject) => erasable.erase(subject), close: async () => undefined };
    },
  ],
  [
    'PostgreSQL',
    async () => {
      const database = await createTestDatabase();
      const events = new PostgresEventStore(database.appPool);
      const erasable = new PostgresErasableStore(database.appPool, new ServiceKey(randomBytes(32)));
      const erase = async (subject: string) => {
        await database.ownerPool.query('DELETE FROM person_key.person_key WHERE subject = $1', [subject]);
        erasable.forget();
      };
      const close = async () => {
        await events.close();
        await database.close();
      };
      return { events, erasable, erase, close };
    },
  ],
];

describe.each(engines)('erasable store: %s', (_, open) => {
  let stores: Stores;

  beforeEach(async () => {
    stores = await open();
  });

  afterEach(() => stores.close());

  it('gives back what was sealed', async () => {
    const { events, erasable } = stores;
    await appendConcealed(events, erasable, randomUUID(), randomUUID());
    await appendConcealed(events, erasable, randomUUID(), randomUUID());
    const stored = await events.readAll({ after: START, limit: 10 });
    expect(JSON.stringify(stored.map(({ data, metadata }) => [data, metadata]))).not.toMatch(/floods|Example/);
    expect(await revealed(events, erasable)).toEqual([clear, clear]);
  });

  it('leaves the commitment where a person’s key is gone, and all else as it was', async () => {
    const { events, erasable, erase } = stores;
    const [ada, bo] = [randomUUID(), randomUUID()];
    await appendConcealed(events, erasable, ada, bo);
    await appendConcealed(events, erasable, ada, bo);
    await revealed(events, erasable);
    await erase(ada);
    const commitment = { $c: expect.stringMatching(/^[\w-]{43}$/) };
    const without = { ...clear, data: { ...clear.data, lead: { name: commitment } } };
    expect(await revealed(events, erasable)).toEqual([without, without]);
  });

  it('makes one key for a person, however many ask at once', async () => {
    const { events, erasable } = stores;
    const [ada, bo] = [randomUUID(), randomUUID()];
    await Promise.all(range(20).map(() => appendConcealed(events, erasable, ada, bo)));
    expect(await revealed(events, erasable)).toEqual(range(20).map(() => clear));
  });

  it('gives events without erasable values back as they are, and nothing for none', async () => {
    const { events, erasable } = stores;
    await events.append('plan-1', 'no-stream', [newEvent()]);
    const page = await events.readAll({ after: START, limit: 10 });
    expect(await revealAll(page, erasable)).toEqual(page);
    expect(await revealAll([], erasable)).toEqual([]);
  });
});

describe('erasable values in PostgreSQL', () => {
  let database: TestDatabase;
  let events: PostgresEventStore;
  const secret = randomBytes(32);
  const openStore = (key = secret) => new PostgresErasableStore(database.appPool, new ServiceKey(key));

  beforeEach(async () => {
    database = await createTestDatabase();
    events = new PostgresEventStore(database.appPool);
  });

  afterEach(async () => {
    await events.close();
    await database.close();
  });

  it('open in another process with the same service key, and with no other', async () => {
    await appendConcealed(events, openStore(), randomUUID(), randomUUID());
    expect(await revealed(events, openStore())).toEqual([clear]);
    await expect(revealed(events, openStore(randomBytes(32)))).rejects.toThrow();
  });

  it('show at the start whether the service key is theirs', async () => {
    await expect(openStore(randomBytes(32)).tryKey()).resolves.toBeUndefined(); // nothing is held yet
    await appendConcealed(events, openStore(), randomUUID(), randomUUID());
    await expect(openStore().tryKey()).resolves.toBeUndefined();
    await expect(openStore(randomBytes(32)).tryKey()).rejects.toThrow(/not that of this ledger.*SERVICE_KEY_FILE/s);
  });

  it('open whatever the number of persons, though few keys are kept in memory', async () => {
    const few = new PostgresErasableStore(database.appPool, new ServiceKey(secret), 2);
    for (const _ of range(5)) await appendConcealed(events, few, randomUUID(), randomUUID());
    for (const _ of range(2)) expect(await revealed(events, few)).toEqual(range(5).map(() => clear));
  });

  it('get one key for a person from processes that ask at once', async () => {
    const ada = randomUUID();
    const stores = range(8).map(() => openStore());
    await Promise.all(stores.map((store) => appendConcealed(events, store, ada, ada)));
    const { rows } = await database.ownerPool.query('SELECT count(*)::int AS n FROM person_key.person_key');
    expect(rows[0].n).toBe(1);
    expect(await revealed(events, openStore())).toEqual(range(8).map(() => clear));
  });

  it('do not open at another event or place', async () => {
    const id = await appendConcealed(events, openStore(), randomUUID(), randomUUID());
    await database.ownerPool.query(
      `UPDATE erasable.disclosure SET pointer = '/data/other' WHERE event_id = $1 AND pointer = '/data/reason'`,
      [id],
    );
    await expect(openStore().held([id])).rejects.toThrow();
  });

  it('stand in no table in clear', async () => {
    await appendConcealed(events, openStore(), randomUUID(), randomUUID());
    for (const table of ['ledger.event', 'erasable.disclosure', 'person_key.person_key']) {
      const { rows } = await database.ownerPool.query(`SELECT t::text AS row FROM ${table} AS t`);
      for (const { row } of rows) {
        expect(row).not.toMatch(/floods|Example/);
        expect(row).not.toContain(Buffer.from('Ada Example').toString('hex'));
      }
    }
  });

  it('stand once for a place of an event that is recorded beside them', async () => {
    const id = randomUUID();
    const one = { ...(await openStore().seal(id, [{ pointer: '/by', subject: null, bytes: '["a","/by","b"]' }]))[0]! };
    const other = { ...one, nonce: randomBytes(12) };
    const twice = newEvent({ id, disclosures: [one, other] });
    await expect(events.append('plan-1', 'no-stream', [twice])).rejects.toMatchObject({ code: '23505' });
    await expect(events.append('plan-1', 'no-stream', [twice, newEvent()])).rejects.toMatchObject({ code: '23505' });
    await expect(events.append('plan-1', 'no-stream', [newEvent({ id, disclosures: [one] })])).resolves.toBe(0n);
  });

  it('cannot be deleted, changed or added by the service beside an append', async () => {
    await appendConcealed(events, openStore(), randomUUID(), randomUUID());
    for (const statement of [
      'DELETE FROM erasable.disclosure',
      `UPDATE erasable.disclosure SET pointer = ''`,
      `INSERT INTO erasable.disclosure VALUES (gen_random_uuid(), '', NULL, '', '')`,
      'UPDATE person_key.person_key SET subject = gen_random_uuid()',
    ])
      await expect(database.appPool.query(statement)).rejects.toMatchObject({ code: '42501' });
  });
});
