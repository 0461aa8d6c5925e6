import { randomUUID } from 'node:crypto';
import { SealProjection } from '../../projections/seal/seal.projection.js';
import { SealedLog } from '../../projections/seal/sealed-log.js';
import { CopyRefusedError } from '../../src/ledger/copy-target.js';
import type { RecordedEvent } from '../../src/ledger/event.js';
import { PostgresCopyTarget } from '../../src/ledger/postgres/postgres-copy.js';
import { PostgresEventStore } from '../../src/ledger/postgres/postgres-event-store.js';
import {
  type MigrationOptions,
  type MigrationParts,
  migrateStore,
} from '../../src/transfer/migrate-store/migrate-store.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { Random, seedFrom } from '../support/random.js';
import { allEvents } from '../support/soundness.js';
import { addingBy, failingAfter, kept, SourceLedger } from './copied-ledger.js';

const EVENTS = 3_300;

describe('copying a ledger into PostgreSQL', () => {
  const random = new Random(seedFrom('COPY_SEED'));
  let database: TestDatabase;
  let target: PostgresEventStore;
  let copy: PostgresCopyTarget;
  let source: SourceLedger;
  let switched: number[];

  beforeEach(async () => {
    database = await createTestDatabase();
    target = new PostgresEventStore(database.appPool);
    copy = new PostgresCopyTarget(database.ownerPool);
    source = new SourceLedger(random);
    switched = [];
  });

  afterEach(async () => {
    await target.close();
    await database.close();
  });

  /** What is migrated, with parts in the place of others. */
  function parts(others: Partial<MigrationParts> = {}): MigrationParts {
    const log = new SealedLog(database.appPool);
    const switchOver = async (entries: number) => void switched.push(entries);
    return { source: source.store, target, copy, log, switchOver, ...others };
  }

  async function expectCopied(): Promise<void> {
    const found = await allEvents(database.appPool);
    expect(found.map(kept)).toEqual((await source.events()).map(kept));
    const { rows } = await database.ownerPool.query('SELECT count(*)::int FROM ledger.event WHERE schema_version = 2');
    expect(rows[0].count).toBe(found.filter(({ metadata }) => metadata.schema === 2).length);
  }

  it('keeps every place, revision, id, recorded time and byte', async () => {
    await source.grow(EVENTS);
    const seen: Record<string, number[]> = {};
    const onProgress: MigrationOptions['onProgress'] = (phase, done) => {
      seen[phase] = [...(seen[phase] ?? []), done];
    };
    expect(await migrateStore(parts(), { onProgress })).toEqual({ entries: EVENTS, copied: EVENTS });
    expect(switched).toEqual([EVENTS]);
    expect(seen).toEqual({
      Copying: [1_000, 2_000, 3_000, EVENTS],
      Verifying: Array.from({ length: EVENTS }, (_, n) => n + 1),
    });
    await expectCopied();
  });

  it('lets the ledger go on behind what was copied, and no earlier', async () => {
    await source.grow(20);
    await source.store.append('plan-1', 'any', [source.event()]);
    await migrateStore(parts());
    await database.ownerPool.query(`UPDATE ledger.head SET recorded_at = recorded_at + interval '10 years'`);
    const [last] = (await source.events()).slice(-1);
    await target.append('plan-1', last!.revision, [source.event()]);
    const found = await allEvents(database.appPool);
    expect(found[21]).toMatchObject({ sequence: 21, stream: 'plan-1', revision: last!.revision + 1n });
    expect(found[21]!.recordedAt > last!.recordedAt).toBe(true);
  });

  it('goes on where it was stopped, at any event', async () => {
    await source.grow(EVENTS);
    for (let stop = 1; stop <= 4; stop++) {
      const { size } = await headOf(database);
      const batches = size + 1_000 < EVENTS ? random.between(0, 1) : 0; // what is left may be one addition
      await expect(migrateStore(parts({ copy: failingAfter(copy, batches) }))).rejects.toThrow('The cable was pulled');
      expect(await headOf(database)).toMatchObject({ size: Math.min(EVENTS, size + batches * 1_000) });
      // Part of an addition, as an earlier version with other limits would have left it.
      const after = { sequence: (await headOf(database)).size - 1 };
      const some = await source.store.readAll({ after, limit: random.between(0, 50) });
      await copy.add(some);
    }
    expect(switched).toEqual([]);
    const { size } = await headOf(database);
    expect(await migrateStore(parts())).toEqual({ entries: EVENTS, copied: EVENTS - size });
    await expectCopied();
    expect(await migrateStore(parts())).toEqual({ entries: EVENTS, copied: 0 });
  });

  it('stops between two additions when told to', async () => {
    await source.grow(EVENTS);
    const stop = new AbortController();
    const onProgress = () => stop.abort();
    await expect(migrateStore(parts(), { onProgress, signal: stop.signal })).rejects.toThrow(/abort/i);
    expect(await headOf(database)).toMatchObject({ size: 1_000 });
    expect(switched).toEqual([]);
  });

  it('is refused when there is nothing to copy', async () => {
    await expect(migrateStore(parts())).rejects.toThrow('There is nothing to move: the source is empty');
  });

  it('is refused into a store that holds something else, which is left as it is', async () => {
    await source.grow(10);
    const events = await source.events();
    await copy.add(events.slice(0, 4));
    const { stream, type, data, metadata } = events[4]!;
    await target.append(stream, 'any', [{ id: randomUUID(), type, data, metadata }]);
    await expect(migrateStore(parts())).rejects.toThrow(
      /The target is not empty: its entry 4 \(.*\) is not the source's/,
    );
    expect(await headOf(database)).toMatchObject({ size: 5 });
    expect(switched).toEqual([]);
  });

  it('is refused into a store that holds the same event recorded at another time', async () => {
    await source.grow(1);
    const [event] = await source.events();
    await target.append(event!.stream, 'no-stream', [event!]);
    await expect(migrateStore(parts())).rejects.toThrow(/The target is not empty: its entry 0/);
  });

  it('is refused into a store that has gone further', async () => {
    await source.grow(10);
    await migrateStore(parts());
    await target.append('plan-1', 'any', [source.event()]);
    await expect(migrateStore(parts())).rejects.toThrow(/holds more than the source, which ends before entry 10/);
    expect(switched).toEqual([10]);
  });

  it('notices that somebody else writes to the target', async () => {
    await source.grow(EVENTS);
    const disturbed = addingBy(copy, async (events) => {
      await copy.add(events);
      await target.append('plan-9', 'any', [source.event()]);
    });
    await expect(migrateStore(parts({ copy: disturbed }))).rejects.toThrow(CopyRefusedError);
    expect(switched).toEqual([]);
  });

  it('notices that the source has grown since it was copied', async () => {
    await source.grow(10);
    const log = new SealedLog(database.appPool);
    const growing = {
      page: log.page.bind(log),
      size: async () => {
        await source.store.append('plan-1', 'any', [source.event()]);
        return 0;
      },
    };
    await expect(migrateStore(parts({ log: growing }))).rejects.toThrow(
      /The source changed while it was copied: the target ends before entry 10/,
    );
    expect(switched).toEqual([]);
    expect(await migrateStore(parts())).toEqual({ entries: 11, copied: 1 });
  });

  it('notices an event that was not copied as it is', async () => {
    await source.grow(10);
    const careless = addingBy(copy, (events) =>
      copy.add(events.map((event) => (event.sequence === 7 ? { ...event, type: 'Changed' } : event))),
    );
    await expect(migrateStore(parts({ copy: careless }))).rejects.toThrow(
      /The copy differs from the source at entry 7/,
    );
    expect(switched).toEqual([]);
  });

  describe('of a ledger that has been sealed', () => {
    /** Seals the source's entries, or some of them, or others. */
    async function seal(events: readonly RecordedEvent[]): Promise<void> {
      const client = await database.appPool.connect();
      await new SealProjection().apply(events, client).finally(() => client.release());
    }

    it('compares with what was sealed', async () => {
      await source.grow(10);
      await seal((await source.events()).slice(0, 8));
      expect(await migrateStore(parts())).toEqual({ entries: 10, copied: 10 });
    });

    it('is refused when the source does not hold what was sealed', async () => {
      await source.grow(10);
      const [first, second, ...rest] = await source.events();
      await seal([first!, { ...second!, recordedAt: '2020-01-01T00:00:00.000Z' }, ...rest]);
      await expect(migrateStore(parts())).rejects.toThrow(/Entry 1 is not the one that the log has sealed/);
      expect(switched).toEqual([]);
    });

    it('is refused when more was sealed than the source holds', async () => {
      await source.grow(10);
      const events = await source.events();
      await seal([
        ...events,
        { ...source.event(), stream: 's', revision: 0n, sequence: 10, recordedAt: '2020-01-01T00:00:00.000Z' },
      ]);
      await expect(migrateStore(parts())).rejects.toThrow(/The source has 10 entries, but the log has sealed 11/);
      expect(switched).toEqual([]);
    });
  });

  it('is nothing that the service may do', async () => {
    await source.grow(2);
    const asService = new PostgresCopyTarget(database.appPool);
    await expect(asService.add(await source.events())).rejects.toThrow(/permission denied for table (head|event)/);
    expect(await headOf(database)).toMatchObject({ size: 0 });
  });
});

async function headOf({ ownerPool }: TestDatabase): Promise<{ size: number }> {
  const { rows } = await ownerPool.query('SELECT next_sequence::int AS size FROM ledger.head');
  return rows[0];
}
