import { Global, Module, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type pg from 'pg';
import { catalogue } from '../src/catalogue.js';
import { APP_POOL } from '../src/database/database.module.js';
import { ErasableStore } from '../src/ledger/erasable/erasable-store.js';
import { EventStore } from '../src/ledger/event-store.js';
import { Finder } from '../src/ledger/lookups/finder.js';
import { PublishedSize } from '../src/ledger/published-size.js';
import { Instruments } from '../src/observability/instruments.js';
import { AuditTrailProjection } from './audit-trail/audit-trail.projection.js';
import { AuditTrailReader } from './audit-trail/audit-trail.reader.js';
import { ProjectionSizes } from './runner/projection-sizes.js';
import { ProjectionRunner } from './runner/runner.js';
import { LogPublishedSize } from './seal/log-published-size.js';
import { SealProjection } from './seal/seal.projection.js';
import { SealedLog } from './seal/sealed-log.js';
import { PostgresFinder } from './state/postgres-finder.js';
import { PostgresStateReader } from './state/postgres-state-reader.js';
import { StateProjection } from './state/state.projection.js';
import { StateReader } from './state/statement.js';

/** Every read model of this version, the log first: what it has sealed is what the others may be asked about. */
export const projections = [
  new SealProjection(),
  new StateProjection(catalogue.keyOf),
  new AuditTrailProjection(catalogue.keyOf),
];

/**
 * The reading side: read models, what keeps them up to date, and what answers from them. The runner stands still until
 * it is started, since several processes share one ledger.
 *
 * Needs `APP_POOL`, `EventStore` and `ErasableStore` from global modules.
 */
@Global()
@Module({
  providers: [
    { provide: SealedLog, useFactory: (pool: pg.Pool) => new SealedLog(pool), inject: [APP_POOL] },
    { provide: ProjectionSizes, useFactory: (pool: pg.Pool) => new ProjectionSizes(pool), inject: [APP_POOL] },
    {
      provide: StateReader,
      useFactory: (pool: pg.Pool, erasable: ErasableStore, sizes: ProjectionSizes) =>
        new PostgresStateReader(pool, erasable, sizes),
      inject: [APP_POOL, ErasableStore, ProjectionSizes],
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
      provide: ProjectionRunner,
      useFactory: (store: EventStore, pool: pg.Pool, instruments?: Instruments) =>
        new ProjectionRunner(store, pool, instruments?.projections(projections) ?? projections, { log: console.warn }),
      inject: [EventStore, APP_POOL, { token: Instruments, optional: true }],
    },
  ],
  exports: [SealedLog, ProjectionSizes, StateReader, AuditTrailReader, Finder, PublishedSize, ProjectionRunner],
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
