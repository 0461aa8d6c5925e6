import { randomBytes, randomUUID } from 'node:crypto';
import { entryBytes } from '../../src/integrity/entry.js';
import { conceal } from '../../src/ledger/erasable/conceal.js';
import { PostgresErasableStore } from '../../src/ledger/erasable/postgres-erasable-store.js';
import { revealAll } from '../../src/ledger/erasable/reveal-all.js';
import { ServiceKey } from '../../src/ledger/erasable/service-key.js';
import type { NewEvent, RecordedEvent } from '../../src/ledger/event.js';
import { START, StoreUnavailableError } from '../../src/ledger/event-store.js';
import { Claims } from '../../src/ledger/eventstoredb/claims.js';
import { EventStoreDbEventStore } from '../../src/ledger/eventstoredb/event-store-db-event-store.js';
import { OrphanSweep, sweepOrphans } from '../../src/ledger/eventstoredb/orphan-sweep.js';
import { prepareAppend } from '../../src/ledger/prepared-append.js';
import { newEvent, range } from '../contract/event-store.contract.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { EventStoreDbServer } from '../support/eventstoredb-server/index.js';
import { until } from '../support/until.js';

const clear = { data: { reason: 'Delayed by floods' }, by: { name: 'Bo Example' } };

describe('the sweeping of claims', () => {
  let database: TestDatabase;
  let server: EventStoreDbServer;
  let store: EventStoreDbEventStore;
  let claims: Claims;
  let erasable: PostgresErasableStore;

  beforeEach(async () => {
    [database, server] = await Promise.all([createTestDatabase(), EventStoreDbServer.start()]);
    const options = { url: server.url, streamPrefix: 'progressledger.', appendMode: 'unary' as const };
    store = new EventStoreDbEventStore(database.appPool, options, {
      times: { append: { budgetMs: 2_000, waitBaseMs: 10 }, readPatienceMs: 1_000 },
    });
    claims = new Claims(database.appPool);
    const key = new ServiceKey(randomBytes(32));
    erasable = new PostgresErasableStore(database.appPool, async () => key);
  });

  afterEach(async () => {
    await Promise.all([store.close(), claims.close()]);
    await Promise.all([database.close(), server.stop()]);
  });

  /** An event with two erasable values, decided anew: other salts each time. */
  async function decided(id: string = randomUUID()): Promise<NewEvent> {
    const { root, disclosures } = conceal(clear, [
      { pointer: '/data/reason', subject: null },
      { pointer: '/by', subject: '00000000-0000-4000-8000-00000000000a' },
    ]);
    const { data, ...metadata } = root;
    return newEvent({ id, data, metadata, disclosures: await erasable.seal(id, disclosures) } as object);
  }

  /** As if a process died between the claim and the append. */
  const claimOnly = async (event: NewEvent, stream = 'plan-1') => {
    await claims.claim(prepareAppend(stream, 'any', [event]));
  };

  const age = (days = 2) =>
    database.ownerPool.query(
      'UPDATE ledger.claim SET claimed_at = claimed_at - $1::interval, renewed_at = renewed_at - $1::interval',
      [`${days} days`],
    );

  async function sealAll(): Promise<RecordedEvent[]> {
    const events = await store.readAll({ after: START, limit: 1_000 });
    for (const event of events)
      await database.ownerPool.query(
        'INSERT INTO log.log_entry (idx, event_id, entry) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
        [event.sequence, event.id, entryBytes(event)],
      );
    return events;
  }

  const rows = async (id: string) =>
    (await database.ownerPool.query('SELECT pointer FROM erasable.disclosure WHERE event_id = $1', [id])).rowCount;
  const claimed = async () => (await database.ownerPool.query('SELECT event_id FROM ledger.claim')).rowCount;
  const sweep = () => sweepOrphans({ pool: database.appPool, erasable, store });
  const nothing = { claims: 0, disclosures: 0, waiting: 0, suspect: [] };

  const revealed = async () => {
    const page = await revealAll(await store.readAll({ after: START, limit: 100 }), erasable);
    return page.map(({ data, metadata }) => ({ data, ...metadata }));
  };

  it('leaves what is young, whatever its event', async () => {
    const [recorded, orphan] = [await decided(), await decided()];
    await store.append('plan-1', 'no-stream', [recorded]);
    await sealAll();
    await claimOnly(orphan);
    await expect(sweep()).resolves.toEqual(nothing);
    expect(await claimed()).toBe(2);
  });

  it('deletes a day later what belongs to an event that never came, and a repetition still succeeds', async () => {
    const orphan = await decided();
    await claimOnly(orphan);
    expect(await rows(orphan.id)).toBe(2);
    await age();
    await expect(sweep()).resolves.toEqual({ ...nothing, claims: 1, disclosures: 2 });
    expect([await rows(orphan.id), await claimed()]).toEqual([0, 0]);

    const again = await decided(orphan.id);
    await expect(store.append('plan-1', 'no-stream', [again])).resolves.toBe(0n);
    expect(await revealed()).toEqual([clear]);
    await expect(sweep()).resolves.toEqual(nothing);
  });

  it('leaves what a repetition has renewed', async () => {
    const orphan = await decided();
    await claimOnly(orphan);
    await age();
    const again = await decided(orphan.id);
    await expect(store.append('plan-1', 'no-stream', [again])).resolves.toBe(0n);
    await expect(sweep()).resolves.toEqual(nothing);
    expect(await revealed()).toEqual([clear]);
  });

  it('forgets the claims of sealed events, whose ids the log knows', async () => {
    const events = [await decided(), await decided()];
    await store.append('plan-1', 'no-stream', events);
    await sealAll();
    await age();
    await expect(sweep()).resolves.toEqual({ ...nothing, claims: 2 });
    expect(await revealed()).toEqual([clear, clear]);
    await expect(store.append('plan-1', 'any', events)).resolves.toBe(1n);
    await expect(store.append('plan-2', 'any', events)).rejects.toMatchObject({ name: 'EventIdReusedError' });
    expect(await rows(events[0]!.id)).toBe(2);
  });

  it('keeps everything of an event that is recorded and not sealed', async () => {
    const event = await decided();
    await claimOnly(await decided(event.id));
    await store.append('plan-1', 'no-stream', [event]);
    await age();
    await expect(sweep()).resolves.toEqual({ ...nothing, waiting: 1 });
    expect([await rows(event.id), await claimed()]).toEqual([4, 1]);
    expect(await revealed()).toEqual([clear]);
  });

  it('deletes what stands beside the right disclosures', async () => {
    const id = randomUUID();
    await claimOnly(await decided(id));
    await store.append('plan-1', 'no-stream', [await decided(id)]);
    await claimOnly(await decided(id));
    expect(await rows(id)).toBe(6);
    expect(await revealed()).toEqual([clear]);
    await sealAll();
    await age();
    await expect(sweep()).resolves.toEqual({ ...nothing, claims: 1, disclosures: 4 });
    expect(await rows(id)).toBe(2);
    expect(await revealed()).toEqual([clear]);
  });

  it('keeps what nothing opens, and what was changed, to be seen', async () => {
    const [swapped, changed] = [await decided(), await decided()];
    await claimOnly(await decided(swapped.id));
    await claimOnly(await decided(changed.id));
    await store.append('plan-1', 'no-stream', [swapped, changed]);
    await sealAll();
    const nonces = (event: NewEvent) => event.disclosures!.map(({ nonce }) => nonce);
    await database.ownerPool.query('DELETE FROM erasable.disclosure WHERE nonce = ANY ($1)', [nonces(swapped)]);
    await database.ownerPool.query(`UPDATE erasable.disclosure SET ciphertext = sha512('x') WHERE nonce = ANY ($1)`, [
      nonces(changed),
    ]);
    await age();
    await expect(sweep()).resolves.toMatchObject({ claims: 1, disclosures: 0, suspect: [changed.id] });
    expect([await rows(swapped.id), await rows(changed.id)]).toEqual([2, 4]);
    await expect(revealed()).rejects.toThrow();
  });

  it('names at each sweep what is damaged, until it is mended', async () => {
    const [changed, swapped, fine] = [await decided(), await decided(), await decided()];
    for (const { id } of [changed, swapped, swapped, fine]) await claimOnly(await decided(id));
    await store.append('plan-1', 'no-stream', [changed, swapped, fine]);
    await sealAll();
    const nonces = (event: NewEvent) => event.disclosures!.map(({ nonce }) => nonce);
    const { ownerPool } = database;
    await ownerPool.query('CREATE TABLE kept AS SELECT * FROM erasable.disclosure');
    await ownerPool.query('DELETE FROM erasable.disclosure WHERE nonce = ANY ($1)', [nonces(swapped)]);
    await ownerPool.query(`UPDATE erasable.disclosure SET ciphertext = sha512('x') WHERE nonce = ANY ($1)`, [
      nonces(changed),
    ]);
    await age();
    const suspect = [changed.id, swapped.id].sort();
    await expect(sweep()).resolves.toEqual({ ...nothing, claims: 1, disclosures: 2, suspect });
    await expect(sweep()).resolves.toEqual({ ...nothing, suspect });
    const said: string[] = [];
    const repeated = new OrphanSweep({ pool: database.appPool, erasable, store }, (message) => said.push(message), 20);
    repeated.start();
    await until('the second alarm', async () => said.length >= 2);
    await repeated.stop();
    for (const id of suspect) expect(said[1]).toContain(id);

    await ownerPool.query('DELETE FROM erasable.disclosure; INSERT INTO erasable.disclosure SELECT * FROM kept');
    await expect(sweep()).resolves.toEqual({ ...nothing, claims: 2, disclosures: 6 });
    await expect(sweep()).resolves.toEqual(nothing);
    expect([await claimed(), await rows(changed.id), await rows(swapped.id)]).toEqual([0, 2, 2]);
  });

  it('touches no disclosure that was written beside its event by another engine', async () => {
    const event = await decided();
    await claimOnly(event);
    await database.ownerPool.query(`UPDATE erasable.disclosure SET candidate = ''`);
    await age();
    await expect(sweep()).resolves.toEqual({ ...nothing, claims: 1 });
    expect(await rows(event.id)).toBe(2);
  });

  it('deletes nothing while the event store is away', async () => {
    const orphan = await decided();
    await claimOnly(orphan);
    await age();
    await server.stop();
    await expect(sweep()).rejects.toBeInstanceOf(StoreUnavailableError);
    expect([await rows(orphan.id), await claimed()]).toEqual([2, 1]);
  });

  it('goes through any number of claims', async () => {
    const events = range(1_200).map(() => newEvent());
    for (const event of events.slice(0, 60)) await store.append('plan-1', 'any', [event]);
    for (const stream of ['plan-1', 'plan-2'])
      await claims.claim(
        prepareAppend(
          stream,
          'any',
          events.slice(60).filter((_, i) => (i % 2 === 0) === (stream === 'plan-1')),
        ),
      );
    await sealAll();
    await age();
    await expect(sweep()).resolves.toEqual({ ...nothing, claims: 1_200 });
  });

  it('is done again and again, and survives failures', async () => {
    const said: string[] = [];
    const repeated = new OrphanSweep({ pool: database.appPool, erasable, store }, (message) => said.push(message), 20);
    const orphan = await decided();
    await claimOnly(orphan);
    await age();
    await server.stop();
    repeated.start();
    await until('a failure to be told', async () => said.length > 0);
    await server.start();
    await until('the claim to be swept', async () => (await claimed()) === 0);
    await repeated.stop();
    expect(said[0]).toMatch(/could not be deleted/);
  });
});
