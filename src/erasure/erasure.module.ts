import { Module, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type pg from 'pg';
import { APP_POOL } from '../database/database.module.js';
import { Clock } from '../ledger/clock.js';
import { ErasableStore } from '../ledger/erasable/erasable-store.js';
import { EventStore } from '../ledger/event-store.js';
import { LedgerIdentityReader } from '../ledger/ledger-identity.js';
import { Periodic } from '../ledger/periodic.js';
import { PublishedSize } from '../ledger/published-size.js';
import { Erasures } from './erasures.js';

const FINISH_EVERY_MS = 60_000;

/** Says in the ledger what a command was cut off before saying. */
export class UnfinishedErasures extends Periodic {}

/** Needs the writing and the reading side from global modules, and what answers on the query bus. */
@Module({
  providers: [
    {
      provide: Erasures,
      useFactory: (
        pool: pg.Pool,
        store: EventStore,
        erasable: ErasableStore,
        identity: LedgerIdentityReader,
        clock: Clock,
        queries: QueryBus,
        size: PublishedSize,
      ) => new Erasures({ pool, store, erasable, identity, clock, queries, size }),
      inject: [APP_POOL, EventStore, ErasableStore, LedgerIdentityReader, Clock, QueryBus, PublishedSize],
    },
    {
      provide: UnfinishedErasures,
      useFactory: (erasures: Erasures) =>
        new UnfinishedErasures(() => erasures.finish(), {
          everyMs: FINISH_EVERY_MS,
          what: 'What was erased could not be recorded',
          log: console.warn,
        }),
      inject: [Erasures],
    },
  ],
  exports: [Erasures, UnfinishedErasures],
})
export class ErasureModule implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(
    private readonly erasures: Erasures,
    private readonly unfinished: UnfinishedErasures,
  ) {}

  /** Before anything is read: whatever was restored since, what the ledger says is erased is not there. */
  async onApplicationBootstrap(): Promise<void> {
    await this.erasures.applyAgain();
  }

  async onModuleDestroy(): Promise<void> {
    await this.unfinished.stop();
  }
}
