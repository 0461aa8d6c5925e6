import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { status } from '@grpc/grpc-js';
import { entryBytes } from '../../src/integrity/entry.js';
import { PostgresErasableStore } from '../../src/ledger/erasable/postgres-erasable-store.js';
import { ServiceKey } from '../../src/ledger/erasable/service-key.js';
import type { RecordedEvent } from '../../src/ledger/event.js';
import { AppendOutcomeUnknownError, START } from '../../src/ledger/event-store.js';
import { EventStoreDbEventStore } from '../../src/ledger/eventstoredb/event-store-db-event-store.js';
import { sweepOrphans } from '../../src/ledger/eventstoredb/orphan-sweep.js';
import { OtherStoreError } from '../../src/ledger/sealed-end.js';
import { newEvent } from '../contract/event-store.contract.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { EventStoreDbServer } from '../support/eventstoredb-server/index.js';
import { until } from '../support/until.js';

const PREFIX = 'progressledger.';

describe.each(['unary', 'batch'] as const)('a server that does not hold what is published (%s)', (appendMode) => {
  let database: TestDatabase;
  let server: EventStoreDbServer;
  let other: EventStoreDbServer | undefined;
  let store: EventStoreDbEventStore;
  let retried: number;

  /** A ledger of three entries, two of them sealed. */
  beforeEach(async () => {
    [database, server] = await Promise.all([createTestDatabase(), EventStoreDbServer.start()]);
    retried = 0;
    store = new EventStoreDbEventStore(
      database.appPool,
      { url: server.url, streamPrefix: PREFIX, appendMode },
      {
        log: () => undefined,
        observer: { retried: () => retried++, reconnected: () => undefined },
        times: { append: { budgetMs: 3_000, deadlineMs: 500, waitBaseMs: 10 } },
      },
    );
    for (const revision of ['no-stream', 0n, 1n] as const) await store.append('plan-1', revision, [newEvent()]);
    for (const event of await store.readAll({ after: START, limit: 2 })) await seal(event);
  });

  afterEach(async () => {
    await store.close();
    await Promise.all([database.close(), server.stop(), other?.stop()]);
    other = undefined;
  });

  const seal = (event: RecordedEvent) =>
    database.ownerPool.query('INSERT INTO log.log_entry (idx, event_id, entry) VALUES ($1, $2, $3)', [
      event.sequence,
      event.id,
      entryBytes(event),
    ]);

  /** Another server answers at the same address from now on. */
  async function exchange(): Promise<EventStoreDbServer> {
    await server.stop();
    other = await EventStoreDbServer.start({ port: server.port });
    return other;
  }

  async function comeBack(): Promise<void> {
    await other?.stop();
    await server.start();
  }

  const written = ({ log }: EventStoreDbServer) => log.events.filter(({ stream }) => stream.startsWith(PREFIX));
  const claims = async () => (await database.ownerPool.query('SELECT FROM ledger.claim')).rowCount;

  it('takes no appends, at once, and the ledger’s own takes them again', async () => {
    const empty = await exchange();
    const { problem } = await until('the connection', async () => {
      const found = await store.status();
      return found.connected && found;
    });
    expect(problem).toMatch(/last entry of the log \(1, plan-1, rev 2\).*Set EVENTSTOREDB_URL/);
    const before = retried;
    const append = store.append('plan-2', 'no-stream', [newEvent()]);
    await expect(append).rejects.toEqual(new OtherStoreError(problem!.split(':')[0]!));
    expect([written(empty), await claims(), retried]).toEqual([[], 3, before]);

    await comeBack();
    await expect(store.append('plan-2', 'no-stream', [newEvent()])).resolves.toBe(0n);
    expect(await store.status()).toEqual({ engine: 'eventstoredb', connected: true });
  });

  it('gets nothing from a process that has asked nothing since its connection was lost', async () => {
    await store.append('plan-1', 2n, [newEvent()]);
    const empty = await exchange();
    const append = store.append('plan-2', 'no-stream', [newEvent()]);
    await expect(append).rejects.toThrow('last entry of the log (1, plan-1, rev 2)');
    expect(written(empty)).toEqual([]);
  });

  it('gets nothing of an append that the ledger’s own has not answered', async () => {
    server.faults.once('append', { kind: 'replyLost' });
    server.faults.always('readStream', { kind: 'error', code: status.UNAVAILABLE });
    const append = store.append('plan-2', 'no-stream', [newEvent()]);
    append.catch(() => undefined);
    while (server.log.stream(`${PREFIX}plan-2`).length === 0) await sleep(1);
    const empty = await exchange();
    await expect(append).rejects.toBeInstanceOf(AppendOutcomeUnknownError);
    expect(written(empty)).toEqual([]);
  });

  it('is not asked which claims may go', async () => {
    await database.ownerPool.query(`UPDATE ledger.claim SET claimed_at = now() - interval '2 days',
                                                            renewed_at = now() - interval '2 days'`);
    const key = new ServiceKey(randomBytes(32));
    const erasable = new PostgresErasableStore(database.appPool, async () => key);
    const sweep = () => sweepOrphans({ pool: database.appPool, erasable, store });
    await exchange();
    await expect(sweep()).rejects.toBeInstanceOf(OtherStoreError);
    expect(await claims()).toBe(3);
    await comeBack();
    await expect(sweep()).resolves.toMatchObject({ claims: 2, waiting: 1 });
  });

  it.each([
    ['has lost the end alone', 'rev 4', (last: RecordedEvent) => ({ ...last, revision: 3n, id: randomUUID() })],
    ['holds other words there', 'rev 3', (last: RecordedEvent) => ({ ...last, data: { text: 'other' } })],
  ])('may be one that %s', async (_, rev, published) => {
    const [last] = await store.readAll({ after: { sequence: 1 }, limit: 1 });
    await seal(published(last!));
    await store.close();
    store = new EventStoreDbEventStore(database.appPool, { url: server.url, streamPrefix: PREFIX, appendMode });
    for (const [stream, revision] of [['plan-2', 'no-stream'] as const, ['plan-1', 2n] as const])
      await expect(store.append(stream, revision, [newEvent()])).rejects.toThrow(`(2, plan-1, ${rev})`);
  });
});
