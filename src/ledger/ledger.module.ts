import { type BeforeApplicationShutdown, type DynamicModule, Module, type OnModuleDestroy } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import type pg from 'pg';
import { catalogue } from '../catalogue.js';
import type { Config } from '../config.js';
import { APP_POOL } from '../database/database.module.js';
import { LOG_OPTIONS } from '../log/log-options.js';
import { Instruments } from '../observability/instruments.js';
import { SourceFiles } from '../sources/source-files.js';
import { pause } from './backoff.js';
import { Catalogue } from './catalogue/catalogue.js';
import { Clock, SystemClock } from './clock.js';
import { AroundCommands } from './commands/around.js';
import { CommandProcessor } from './commands/command-processor.js';
import { LedgerCommandHandler } from './commands/ledger-command.js';
import { ErasableStore } from './erasable/erasable-store.js';
import { LedgerKey } from './erasable/ledger-key.js';
import { PostgresErasableStore } from './erasable/postgres-erasable-store.js';
import { EventStore, StoreUnavailableError } from './event-store.js';
import { OrphanSweep } from './eventstoredb/orphan-sweep.js';
import { LedgerIdentityReader } from './ledger-identity.js';
import { Finder } from './lookups/finder.js';
import { StoreLookups } from './lookups/store-lookups.js';
import { openEngine } from './open-engine.js';
import { PublishedSize } from './published-size.js';

/** How long an engine that says nothing any more may hold up the end of the process, in milliseconds. */
const CLOSE_MS = 5_500;
const SWEEP_STOP_MS = 500;

/** The command line watches nothing. */
const WATCHED = { token: Instruments, optional: true };

/**
 * The writing side: the engine behind its port, the erasable store, and the one way into the ledger.
 *
 * Needs `APP_POOL`, and of the reading side a `Finder` and the `PublishedSize`, from global modules.
 */
@Module({})
export class LedgerModule implements OnModuleDestroy, BeforeApplicationShutdown {
  constructor(
    private readonly store: EventStore,
    private readonly sweep: OrphanSweep,
  ) {}

  static forRoot(config: Pick<Config, 'serviceKeyFile' | 'eventStoreDb' | 'sourceFileLimit' | 'log'>): DynamicModule {
    return {
      module: LedgerModule,
      global: true,
      imports: [CqrsModule.forRoot()],
      providers: [
        { provide: Clock, useClass: SystemClock },
        { provide: Catalogue, useValue: catalogue },
        { provide: LOG_OPTIONS, useValue: config.log },
        {
          provide: EventStore,
          useFactory: async (pool: pg.Pool, instruments?: Instruments) => {
            const engine = await openEngine(pool, config, instruments?.observer);
            return instruments?.store(engine) ?? engine;
          },
          inject: [APP_POOL, WATCHED],
        },
        {
          provide: LedgerKey,
          useFactory: async (pool: pg.Pool, store: EventStore) => {
            const key = new LedgerKey(pool, store, config.serviceKeyFile);
            await foundUnlessAway(key);
            return key;
          },
          inject: [APP_POOL, EventStore],
        },
        {
          provide: ErasableStore,
          useFactory: (pool: pg.Pool, key: LedgerKey) => new PostgresErasableStore(pool, () => key.get()),
          inject: [APP_POOL, LedgerKey],
        },
        {
          provide: OrphanSweep,
          useFactory: (pool: pg.Pool, store: EventStore, erasable: ErasableStore) =>
            new OrphanSweep({ pool, store, erasable }, console.warn),
          inject: [APP_POOL, EventStore, ErasableStore],
        },
        {
          provide: LedgerIdentityReader,
          useFactory: (store: EventStore, pool: pg.Pool) => new LedgerIdentityReader(store, pool),
          inject: [EventStore, APP_POOL],
        },
        {
          provide: SourceFiles,
          useFactory: (pool: pg.Pool, key: LedgerKey, clock: Clock) =>
            new SourceFiles(pool, () => key.get(), clock, config.sourceFileLimit),
          inject: [APP_POOL, LedgerKey, Clock],
        },
        {
          provide: StoreLookups,
          useFactory: (store: EventStore, erasable: ErasableStore, finder: Finder, texts: SourceFiles) =>
            new StoreLookups({ store, erasable, finder, texts, keyOf: catalogue.keyOf }),
          inject: [EventStore, ErasableStore, Finder, SourceFiles],
        },
        { provide: AroundCommands, useValue: new AroundCommands() },
        {
          provide: CommandProcessor,
          useFactory: (
            store: EventStore,
            erasable: ErasableStore,
            lookups: StoreLookups,
            identity: LedgerIdentityReader,
            clock: Clock,
            size: PublishedSize,
            around: AroundCommands,
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
              around,
            });
            return instruments?.processor(processor) ?? processor;
          },
          inject: [
            EventStore,
            ErasableStore,
            StoreLookups,
            LedgerIdentityReader,
            Clock,
            PublishedSize,
            AroundCommands,
            WATCHED,
          ],
        },
        LedgerCommandHandler,
      ],
      exports: [
        Clock,
        Catalogue,
        LOG_OPTIONS,
        EventStore,
        LedgerKey,
        ErasableStore,
        OrphanSweep,
        LedgerIdentityReader,
        SourceFiles,
        StoreLookups,
        AroundCommands,
        CommandProcessor,
        CqrsModule,
      ],
    };
  }

  async onModuleDestroy(): Promise<void> {
    await atMost(SWEEP_STOP_MS, this.sweep.stop());
  }

  /** After the last command, before the database goes. */
  async beforeApplicationShutdown(): Promise<void> {
    await atMost(CLOSE_MS, this.store.close());
  }
}

/** Waits for something to end, but not for long. */
async function atMost(ms: number, ending: Promise<void>): Promise<void> {
  const ended = new AbortController();
  await Promise.race([ending.finally(() => ended.abort()), pause(ms, ended.signal)]);
}

/** A wrong key ends the start; an engine that is away does not, and the key is asked for again when it is needed. */
async function foundUnlessAway(key: LedgerKey): Promise<void> {
  try {
    await key.get();
  } catch (error) {
    if (!(error instanceof StoreUnavailableError)) throw error;
    console.warn(`There is no service key yet, and whether the ledger is new cannot be seen: ${error.message}`);
  }
}
