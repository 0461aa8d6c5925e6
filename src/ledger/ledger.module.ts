import { type BeforeApplicationShutdown, type DynamicModule, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import type pg from 'pg';
import { catalogue } from '../catalogue.js';
import type { Config } from '../config.js';
import { APP_POOL } from '../database/database.module.js';
import { Instruments } from '../observability/instruments.js';
import { Catalogue } from './catalogue/catalogue.js';
import { Clock, SystemClock } from './clock.js';
import { CommandProcessor } from './commands/command-processor.js';
import { LedgerCommandHandler } from './commands/ledger-command.js';
import { ErasableStore } from './erasable/erasable-store.js';
import { PostgresErasableStore } from './erasable/postgres-erasable-store.js';
import { serviceKeyOf } from './erasable/service-key.js';
import { EventStore, START } from './event-store.js';
import { LedgerIdentityReader } from './ledger-identity.js';
import { Finder } from './lookups/finder.js';
import { StoreLookups } from './lookups/store-lookups.js';
import { PostgresEventStore } from './postgres/postgres-event-store.js';
import { PublishedSize } from './published-size.js';

/** The command line watches nothing. */
const WATCHED = { token: Instruments, optional: true };

/**
 * The writing side: the engine behind its port, the erasable store, and the one way into the ledger.
 *
 * Needs `APP_POOL`, and of the reading side a `Finder` and the `PublishedSize`, from global modules.
 */
@Module({})
export class LedgerModule implements BeforeApplicationShutdown {
  constructor(private readonly store: EventStore) {}

  static forRoot(config: Pick<Config, 'serviceKeyFile'>): DynamicModule {
    return {
      module: LedgerModule,
      global: true,
      imports: [CqrsModule.forRoot()],
      providers: [
        { provide: Clock, useClass: SystemClock },
        { provide: Catalogue, useValue: catalogue },
        {
          provide: EventStore,
          useFactory: (pool: pg.Pool, instruments?: Instruments) => {
            const engine = new PostgresEventStore(pool, { observer: instruments?.observer });
            return instruments?.store(engine) ?? engine;
          },
          inject: [APP_POOL, WATCHED],
        },
        {
          provide: ErasableStore,
          useFactory: async (pool: pg.Pool, store: EventStore) => {
            const [first] = await store.readAll({ after: START, limit: 1 });
            const key = serviceKeyOf(config.serviceKeyFile, { isNew: first === undefined });
            const erasable = new PostgresErasableStore(pool, key);
            await erasable.tryKey();
            return erasable;
          },
          inject: [APP_POOL, EventStore],
        },
        {
          provide: LedgerIdentityReader,
          useFactory: (store: EventStore) => new LedgerIdentityReader(store),
          inject: [EventStore],
        },
        {
          provide: StoreLookups,
          useFactory: (store: EventStore, erasable: ErasableStore, finder: Finder) =>
            new StoreLookups({ store, erasable, finder, keyOf: catalogue.keyOf }),
          inject: [EventStore, ErasableStore, Finder],
        },
        {
          provide: CommandProcessor,
          useFactory: (
            store: EventStore,
            erasable: ErasableStore,
            lookups: StoreLookups,
            identity: LedgerIdentityReader,
            clock: Clock,
            size: PublishedSize,
            instruments?: Instruments,
          ) => {
            const processor = new CommandProcessor({
              catalogue,
              store,
              erasable,
              lookups,
              identity,
              clock,
              publishedSize: () => size.coveringAll(),
            });
            return instruments?.processor(processor) ?? processor;
          },
          inject: [EventStore, ErasableStore, StoreLookups, LedgerIdentityReader, Clock, PublishedSize, WATCHED],
        },
        LedgerCommandHandler,
      ],
      exports: [
        Clock,
        Catalogue,
        EventStore,
        ErasableStore,
        LedgerIdentityReader,
        StoreLookups,
        CommandProcessor,
        CqrsModule,
      ],
    };
  }

  /** After the last command, before the database goes. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.store.close();
  }
}
