import { Global, Module, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type pg from 'pg';
import { catalogue } from '../src/catalogue.js';
import { APP_POOL } from '../src/database/database.module.js';
import { ErasableStore } from '../src/ledger/erasable/erasable-store.js';
import { LedgerKey } from '../src/ledger/erasable/ledger-key.js';
import { EventStore } from '../src/ledger/event-store.js';
import { LedgerIdentityReader } from '../src/ledger/ledger-identity.js';
import { Finder } from '../src/ledger/lookups/finder.js';
import { PublishedSize } from '../src/ledger/published-size.js';
import { LOG_OPTIONS, type LogOptions } from '../src/log/log-options.js';
import { Instruments } from '../src/observability/instruments.js';
import { AuditTrailProjection } from './audit-trail/audit-trail.projection.js';
import { AuditTrailReader } from './audit-trail/audit-trail.reader.js';
import type { Projection } from './runner/projection.js';
import { ProjectionSizes } from './runner/projection-sizes.js';
import { ProjectionRunner } from './runner/runner.js';
import { CheckpointSigner } from './seal/checkpoint-signer.js';
import { LogCheckpoints } from './seal/log-checkpoints.js';
import { LogCosignatures } from './seal/log-cosignatures.js';
import { LogPublishedSize } from './seal/log-published-size.js';
import { LogTree } from './seal/log-tree.js';
import { SealProjection } from './seal/seal.projection.js';
import { SealedLog } from './seal/sealed-log.js';
import { type SearchParts, SearchProjection } from './search/search.projection.js';
import { SearchReader } from './search/search.reader.js';
import { PostgresFinder } from './state/postgres-finder.js';
import { PostgresStateReader } from './state/postgres-state-reader.js';
import { StateProjection } from './state/state.projection.js';
import { StateHasher } from './state/state-hash.js';
import { StateReader } from './state/statement.js';

/** Injection token of every read model of this version. */
export const PROJECTIONS = Symbol('PROJECTIONS');

/** The read models, the log first: what it has sealed is what the others may be asked about. */
function projectionsOf(parts: Omit<SearchParts, 'catalogue'>): readonly Projection[] {
  return [
    new SealProjection(),
    new StateProjection(catalogue.keyOf),
    new AuditTrailProjection(catalogue.keyOf),
    new SearchProjection({ catalogue, ...parts }),
  ];
}

/**
 * The reading side: read models, what keeps them up to date, and what answers from them. The runner stands still until
 * it is started, since several processes share one ledger.
 *
 * Needs `APP_POOL`, `EventStore`, `LedgerIdentityReader`, `LOG_OPTIONS`, `LedgerKey` and `ErasableStore` from global
 * modules.
 */
@Global()
@Module({
  providers: [
    { provide: SealedLog, useFactory: (pool: pg.Pool) => new SealedLog(pool), inject: [APP_POOL] },
    { provide: LogTree, useFactory: (pool: pg.Pool) => new LogTree(pool), inject: [APP_POOL] },
    { provide: LogCheckpoints, useFactory: (pool: pg.Pool) => new LogCheckpoints(pool), inject: [APP_POOL] },
    { provide: LogCosignatures, useFactory: (pool: pg.Pool) => new LogCosignatures(pool), inject: [APP_POOL] },
    {
      provide: ProjectionSizes,
      useFactory: (pool: pg.Pool, projections: readonly Projection[]) => new ProjectionSizes(pool, projections),
      inject: [APP_POOL, PROJECTIONS],
    },
    {
      provide: StateReader,
      useFactory: (pool: pg.Pool, erasable: ErasableStore, sizes: ProjectionSizes) =>
        new PostgresStateReader(pool, erasable, sizes),
      inject: [APP_POOL, ErasableStore, ProjectionSizes],
    },
    {
      provide: StateHasher,
      useFactory: (pool: pg.Pool, sizes: ProjectionSizes) => new StateHasher(pool, sizes),
      inject: [APP_POOL, ProjectionSizes],
    },
    {
      provide: AuditTrailReader,
      useFactory: (pool: pg.Pool, sizes: ProjectionSizes) => new AuditTrailReader(pool, sizes),
      inject: [APP_POOL, ProjectionSizes],
    },
    {
      provide: Finder,
      useFactory: (pool: pg.Pool, store: EventStore) => new PostgresFinder(pool, store),
      inject: [APP_POOL, EventStore],
    },
    {
      provide: PublishedSize,
      useFactory: (pool: pg.Pool, store: EventStore) => new LogPublishedSize(pool, store),
      inject: [APP_POOL, EventStore],
    },
    {
      provide: SearchReader,
      useFactory: (pool: pg.Pool, sizes: ProjectionSizes, key: LedgerKey) =>
        new SearchReader(pool, sizes, wordsOf(key)),
      inject: [APP_POOL, ProjectionSizes, LedgerKey],
    },
    {
      provide: PROJECTIONS,
      useFactory: (store: EventStore, erasable: ErasableStore, key: LedgerKey) =>
        projectionsOf({ store, erasable, key: wordsOf(key) }),
      inject: [EventStore, ErasableStore, LedgerKey],
    },
    {
      provide: ProjectionRunner,
      useFactory: (
        store: EventStore,
        pool: pg.Pool,
        projections: readonly Projection[],
        identity: LedgerIdentityReader,
        options: LogOptions,
        instruments?: Instruments,
      ) =>
        new ProjectionRunner(store, pool, instruments?.projections(projections) ?? projections, {
          log: console.warn,
          companions: { seal: new CheckpointSigner({ pool, identity, options, log: console.warn }) },
        }),
      inject: [
        EventStore,
        APP_POOL,
        PROJECTIONS,
        LedgerIdentityReader,
        LOG_OPTIONS,
        { token: Instruments, optional: true },
      ],
    },
  ],
  exports: [
    SealedLog,
    LogTree,
    LogCheckpoints,
    LogCosignatures,
    ProjectionSizes,
    StateReader,
    StateHasher,
    AuditTrailReader,
    SearchReader,
    Finder,
    PublishedSize,
    PROJECTIONS,
    ProjectionRunner,
  ],
})
export class ProjectionsModule implements OnModuleInit, OnModuleDestroy {
  constructor(private readonly runner: ProjectionRunner) {}

  /** Before anything asks the read models. */
  async onModuleInit(): Promise<void> {
    await this.runner.prepare();
  }

  /** Before the event store and the database close. */
  async onModuleDestroy(): Promise<void> {
    await this.runner.stop();
  }
}

/** Opening a ledger needs no key yet: it is asked for when there are words to hide. */
function wordsOf(key: LedgerKey): () => Promise<Buffer> {
  return async () => (await key.get()).words;
}
