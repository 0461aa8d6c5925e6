import { status } from '@grpc/grpc-js';
import { CopyRefusedError } from '../../src/ledger/copy-target.js';
import { START, StoreUnavailableError } from '../../src/ledger/event-store.js';
import { StoreFailedError } from '../../src/ledger/eventstoredb/errors.js';
import { EventStoreDbCopyTarget } from '../../src/ledger/eventstoredb/event-store-db-copy.js';
import { EventStoreDbEventStore } from '../../src/ledger/eventstoredb/event-store-db-event-store.js';
import type { EventStoreDbOptions } from '../../src/ledger/eventstoredb/event-store-db-options.js';
import { PostgresCopyTarget } from '../../src/ledger/postgres/postgres-copy.js';
import { PostgresEventStore } from '../../src/ledger/postgres/postgres-event-store.js';
import {
  type MigrationOptions,
  type MigrationParts,
  migrateStore,
} from '../../src/transfer/migrate-store/migrate-store.js';
import { TargetNotEmptyError } from '../../src/transfer/migrate-store/migration-error.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { describeFaults, freshPrefix, type OpenServer, openEventStoreServer } from '../support/event-store-server.js';
import { Random, seedFrom } from '../support/random.js';
import { addingBy, failingAfter, kept, SourceLedger } from './copied-ledger.js';

const EVENTS = 1_200;

describe('copying a ledger into EventStoreDB', () => {
  const random = new Random(seedFrom('COPY_SEED'));
  const noLog = { size: async () => 0, page: async () => [] };
  let database: TestDatabase;
  let opened: OpenServer;
  let options: EventStoreDbOptions;
  let target: EventStoreDbEventStore;
  let copy: EventStoreDbCopyTarget;
  let source: SourceLedger;
  let switched: number[];

  beforeAll(async () => {
    [database, opened] = await Promise.all([createTestDatabase(), openEventStoreServer()]);
  });

  afterAll(async () => {
    await Promise.all([database.close(), opened.close()]);
  });

  beforeEach(() => {
    options = { url: opened.url, streamPrefix: freshPrefix(), appendMode: 'unary' };
    target = new EventStoreDbEventStore(database.appPool, options);
    copy = new EventStoreDbCopyTarget(options, { budgetMs: 3_000 });
    source = new SourceLedger(random);
    switched = [];
  });

  afterEach(async () => {
    opened.server?.faults.clear();
    await Promise.all([target.close(), copy.close()]);
  });

  function parts(others: Partial<MigrationParts> = {}): MigrationParts {
    const switchOver = async (entries: number) => void switched.push(entries);
    return { source: source.store, target, copy, log: noLog, switchOver, ...others };
  }

  const there = () => target.readAll({ after: START, limit: 1_000_000 });

  async function expectCopied(): Promise<void> {
    expect((await there()).map(kept)).toEqual((await source.events()).map(kept));
  }

  it('keeps every place, revision, id, recorded time and byte', async () => {
    await source.grow(EVENTS);
    expect(await migrateStore(parts())).toEqual({ entries: EVENTS, copied: EVENTS });
    expect(switched).toEqual([EVENTS]);
    await expectCopied();
  });

  it('appends what follows each other in one stream together, and nothing else', async () => {
    const append = (stream: string, events: number) =>
      source.store.append(
        stream,
        'any',
        Array.from({ length: events }, () => source.event()),
      );
    await append('a-1', 700);
    await append('b-1', 2);
    await append('a-1', 1);
    const additions: number[] = [];
    const watched = addingBy(copy, (events) => {
      additions.push(events.length);
      return copy.add(events);
    });
    await migrateStore(parts({ copy: watched }));
    expect(additions).toEqual([500, 200, 2, 1]);
    await expectCopied();
  });

  it('lets the ledger go on behind what was copied, at the time that the server gives', async () => {
    await source.grow(20);
    await migrateStore(parts());
    const before = Date.now() - 60_000;
    const last = (await source.events()).at(-1)!;
    await target.append(last.stream, last.revision, [source.event()]);
    const event = (await there()).at(-1)!;
    expect(event).toMatchObject({ sequence: 20, stream: last.stream, revision: last.revision + 1n });
    expect(Date.parse(event.recordedAt)).toBeGreaterThan(before);
  });

  it('goes on where it was stopped', async () => {
    await source.grow(EVENTS);
    for (let stop = 1; stop <= 3; stop++)
      await expect(migrateStore(parts({ copy: failingAfter(copy, random.between(0, 60)) }))).rejects.toThrow('cable');
    expect(switched).toEqual([]);
    const done = (await there()).length;
    expect(await migrateStore(parts())).toEqual({ entries: EVENTS, copied: EVENTS - done });
    await expectCopied();
    expect(await migrateStore(parts())).toEqual({ entries: EVENTS, copied: 0 });
  });

  it('is refused into streams that hold something else', async () => {
    await source.grow(10);
    await target.append('plan-1', 'no-stream', [source.event()]);
    await expect(migrateStore(parts())).rejects.toThrow(TargetNotEmptyError);
    expect(await there()).toHaveLength(1);
  });

  it('is refused behind events that were recorded there, though they are the same', async () => {
    await target.append('plan-1', 'no-stream', [source.event()]);
    const [event] = await there();
    const readAll: typeof source.store.readAll = async ({ after }) =>
      after.sequence < 0 ? [event!, { ...event!, ...source.event(), sequence: 1, revision: 1n }] : [];
    await expect(migrateStore(parts({ source: { readAll } }))).rejects.toThrow(/recorded some of them itself/);
    expect(await there()).toHaveLength(1);
  });

  it('notices that somebody else writes to the target', async () => {
    for (const stream of ['plan-1', 'body-1', 'plan-1']) await source.store.append(stream, 'any', [source.event()]);
    const disturbed = addingBy(copy, async (some) => {
      if (some[0]!.revision > 0n) await target.append('plan-1', 'any', [source.event()]);
      await copy.add(some);
    });
    await expect(migrateStore(parts({ copy: disturbed }))).rejects.toThrow(CopyRefusedError);
    expect(switched).toEqual([]);
  });

  it('notices what somebody else has written meanwhile to a stream of its own', async () => {
    await source.grow(40);
    let first = true;
    const disturbed = addingBy(copy, async (some) => {
      if (!first) return copy.add(some);
      first = false;
      await copy.add(some);
      await target.append('other-1', 'no-stream', [source.event()]);
    });
    await expect(migrateStore(parts({ copy: disturbed }))).rejects.toThrow(/migrated as event (\d+), but stands at/);
    expect(switched).toEqual([]);
  });

  it('is noticed, on the way back, when somebody writes to what is being left', async () => {
    await source.grow(40);
    await migrateStore(parts());
    const fresh = await createTestDatabase();
    const postgres = new PostgresEventStore(fresh.appPool);
    const growing = {
      ...noLog,
      size: async () => {
        await target.append('other-1', 'no-stream', [source.event()]);
        return 0;
      },
    };
    const back = { source: target, target: postgres, copy: new PostgresCopyTarget(fresh.ownerPool) };
    await expect(migrateStore(parts({ ...back, log: growing }))).rejects.toThrow(
      'The source changed while it was copied: the target ends before entry 40',
    );
    expect(switched).toEqual([40]);
    expect(await migrateStore(parts(back))).toEqual({ entries: 41, copied: 1 });
    expect((await postgres.readAll({ after: START, limit: 50 })).map(kept)).toEqual((await there()).map(kept));
    await postgres.close();
    await fresh.close();
  });

  describeFaults('from a server that fails', () => {
    it('adds each event once', async () => {
      const { faults } = opened.server!;
      await source.grow(300);
      const kinds = [
        { kind: 'replyLost' },
        { kind: 'error', code: status.UNAVAILABLE },
        { kind: 'error', code: status.INTERNAL, when: 'after' },
        { kind: 'cut', when: 'before' },
        { kind: 'cut', when: 'after' },
      ] as const;
      const events = await source.events();
      for (const kind of kinds) {
        const { id } = random.pick(events);
        faults.once('append', kind, ({ ids }) => ids!.includes(id));
      }
      await migrateStore(parts());
      await expectCopied();
    });

    it.each([
      ['says nothing of its features at first', 'features', { kind: 'error', code: status.INTERNAL }],
      ['breaks the call that all appends share', 'append', { kind: 'error', code: status.INTERNAL }],
      ['goes away in the middle', 'append', { kind: 'cut', when: 'after' }],
    ] as const)('adds each event once in batch mode, where it %s', async (_, method, fault) => {
      await source.grow(100);
      opened.server!.faults.once(method, fault);
      const batch = new EventStoreDbCopyTarget({ ...options, appendMode: 'batch' }, { budgetMs: 3_000 });
      await migrateStore(parts({ copy: batch }));
      await batch.close();
      await expectCopied();
    });

    it('waits for one that restarts', async () => {
      await source.grow(300);
      let restarted: Promise<void> | undefined;
      const onProgress: MigrationOptions['onProgress'] = (phase) => {
        if (phase === 'Copying') restarted ??= opened.server!.restart(500);
      };
      await migrateStore(parts(), { onProgress });
      await restarted;
      await expectCopied();
    });

    it('says that one is gone, when it does not come back', async () => {
      await source.grow(5);
      opened.server!.faults.always('append', { kind: 'error', code: status.UNAVAILABLE });
      const error = await migrateStore(parts()).catch((thrown) => thrown);
      expect(error).toBeInstanceOf(StoreUnavailableError);
      expect(error.message).toMatch(/does not answer to the copying of event 0/);
    });

    it('stops trying when it is told to', async () => {
      await source.grow(5);
      opened.server!.faults.always('append', { kind: 'error', code: status.UNAVAILABLE });
      const stop = new AbortController();
      const patient = new EventStoreDbCopyTarget(options, { signal: stop.signal });
      setTimeout(() => stop.abort(), 300);
      await expect(migrateStore(parts({ copy: patient }))).rejects.toThrow(StoreUnavailableError);
      await patient.close();
    });

    it('does not try again what the server will not have', async () => {
      await source.grow(5);
      opened.server!.faults.once('append', { kind: 'error', code: status.INVALID_ARGUMENT });
      await expect(migrateStore(parts())).rejects.toThrow(StoreFailedError);
      opened.server!.faults.once('append', { kind: 'accessDenied' });
      await expect(migrateStore(parts())).rejects.toThrow(/EventStoreDB refuses the copying of event 0/);
    });
  });
});
