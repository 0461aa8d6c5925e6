import { ProjectionRunner } from '../../projections/runner/runner.js';
import { LogTree } from '../../projections/seal/log-tree.js';
import { SealProjection } from '../../projections/seal/seal.projection.js';
import { SealedLog } from '../../projections/seal/sealed-log.js';
import { toHex } from '../../src/integrity/bytes.js';
import { type TileName, tilePath } from '../../src/integrity/tile-path.js';
import { tilesOfLevel, tilesOfTree } from '../../src/integrity/tiles.js';
import type { CopyTarget } from '../../src/ledger/copy-target.js';
import type { EventStore } from '../../src/ledger/event-store.js';
import { EventStoreDbCopyTarget } from '../../src/ledger/eventstoredb/event-store-db-copy.js';
import { EventStoreDbEventStore } from '../../src/ledger/eventstoredb/event-store-db-event-store.js';
import type { EventStoreDbOptions } from '../../src/ledger/eventstoredb/event-store-db-options.js';
import { PostgresCopyTarget } from '../../src/ledger/postgres/postgres-copy.js';
import { PostgresEventStore } from '../../src/ledger/postgres/postgres-event-store.js';
import { migrateStore } from '../../src/transfer/migrate-store/migrate-store.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { freshPrefix, type OpenServer, openEventStoreServer } from '../support/event-store-server.js';
import { Random, seedFrom } from '../support/random.js';
import { until } from '../support/until.js';
import { SourceLedger } from './copied-ledger.js';

const EVENTS = 1_200;

/** Whoever holds a checkpoint must not notice that the events were moved. */
describe('a ledger that is sealed from the beginning in one engine and in the other', () => {
  const databases: TestDatabase[] = [];
  const stores: EventStore[] = [];
  let opened: OpenServer;

  beforeAll(async () => {
    opened = await openEventStoreServer();
    databases.push(await createTestDatabase(), await createTestDatabase());
  });
  afterAll(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await Promise.all([...databases.map((database) => database.close()), opened.close()]);
  });

  /** Copies one store whole into another. */
  async function copied(
    source: Pick<EventStore, 'readAll'>,
    target: EventStore,
    copy: CopyTarget,
  ): Promise<EventStore> {
    stores.push(target);
    const log = { size: async () => 0, page: async () => [] };
    const switchOver = async () => undefined;
    expect(await migrateStore({ source, target, copy, log, switchOver })).toEqual({ entries: EVENTS, copied: EVENTS });
    return target;
  }

  /** The bytes of every tile and bundle, by path, and the root. */
  async function sealed(store: EventStore, { appPool }: TestDatabase): Promise<Record<string, string>> {
    const runner = new ProjectionRunner(store, appPool, [new SealProjection()], { log: console.error });
    await runner.prepare();
    runner.start();
    const log = new SealedLog(appPool);
    await until('the last entry', async () => (await log.size()) === EVENTS);
    await runner.stop();
    const tree = new LogTree(appPool);
    const served: Record<string, string> = { root: toHex(await tree.root(EVENTS)) };
    for (const tile of tilesOfTree(EVENTS))
      served[tilePath(tile)] = toHex((await tree.tile(tile as TileName & { level: number }))!);
    for (const bundle of tilesOfLevel('entries', EVENTS))
      served[tilePath(bundle)] = toHex((await tree.bundle(bundle))!);
    return served;
  }

  it('has the same log, byte for byte', async () => {
    const source = new SourceLedger(new Random(seedFrom('COPY_SEED')));
    await source.grow(EVENTS);
    const [one, other] = databases as [TestDatabase, TestDatabase];
    const postgres = new PostgresEventStore(one.appPool);
    const onPostgres = await copied(source.store, postgres, new PostgresCopyTarget(one.ownerPool));
    const options: EventStoreDbOptions = { url: opened.url, streamPrefix: freshPrefix(), appendMode: 'unary' };
    const copy = new EventStoreDbCopyTarget(options);
    const onEventStoreDb = await copied(onPostgres, new EventStoreDbEventStore(other.appPool, options), copy);
    await copy.close();

    const [ofPostgres, ofEventStoreDb] = [await sealed(onPostgres, one), await sealed(onEventStoreDb, other)];
    expect(Object.keys(ofPostgres)).toHaveLength(1 + 5 + 1 + 5);
    expect(ofEventStoreDb).toEqual(ofPostgres);
  });
});
