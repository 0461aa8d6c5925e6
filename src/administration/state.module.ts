import { Module, type OnModuleDestroy } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type pg from 'pg';
import { APP_POOL } from '../database/database.module.js';
import { ErasableStore } from '../ledger/erasable/erasable-store.js';
import { EventStore } from '../ledger/event-store.js';
import { LedgerIdentityReader } from '../ledger/ledger-identity.js';
import { Periodic } from '../ledger/periodic.js';
import { PublishedSize } from '../ledger/published-size.js';
import { StateCommitments } from './state-commitments.js';

const LOOK_EVERY_MS = 5_000;

/** Commits the state of each report soon after it is published. */
export class ReportedStates extends Periodic {}

/** Needs the writing side from global modules, and what answers on the query bus. */
@Module({
  providers: [
    {
      provide: StateCommitments,
      useFactory: (
        pool: pg.Pool,
        store: EventStore,
        erasable: ErasableStore,
        identity: LedgerIdentityReader,
        queries: QueryBus,
        size: PublishedSize,
      ) => new StateCommitments({ pool, store, erasable, identity, queries, size }),
      inject: [APP_POOL, EventStore, ErasableStore, LedgerIdentityReader, QueryBus, PublishedSize],
    },
    {
      provide: ReportedStates,
      useFactory: (states: StateCommitments) =>
        new ReportedStates((signal) => states.commitReports(signal), {
          everyMs: LOOK_EVERY_MS,
          what: 'The states of published reports could not be committed',
          log: console.warn,
        }),
      inject: [StateCommitments],
    },
  ],
  exports: [StateCommitments, ReportedStates],
})
export class StateModule implements OnModuleDestroy {
  constructor(private readonly reported: ReportedStates) {}

  async onModuleDestroy(): Promise<void> {
    await this.reported.stop();
  }
}
