import {
  type DynamicModule,
  Inject,
  Logger,
  Module,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type pg from 'pg';
import { StateReader } from '../../projections/state/statement.js';
import type { Config } from '../config.js';
import { APP_POOL } from '../database/database.module.js';
import { CommonHttpModule } from '../http/common-http.module.js';
import { Objects } from '../http/view/objects.js';
import { Catalogue } from '../ledger/catalogue/catalogue.js';
import { Clock } from '../ledger/clock.js';
import { AroundCommands } from '../ledger/commands/around.js';
import { CommandProcessor } from '../ledger/commands/command-processor.js';
import { LedgerIdentityReader } from '../ledger/ledger-identity.js';
import { StoreLookups } from '../ledger/lookups/store-lookups.js';
import type { Periodic } from '../ledger/periodic.js';
import { PublishedSize } from '../ledger/published-size.js';
import { within } from '../ledger/within.js';
import { Importer } from '../transfer/importer.js';
import { TransferModule } from '../transfer/transfer.module.js';
import { AskedReports } from './asked-reports.js';
import { ContentStore } from './content-store.js';
import { ContentTodayHandler } from './content-today.query.js';
import { DraftStore } from './draft-store.js';
import { dailySweep } from './draft-sweep.js';
import { DraftsController } from './drafts.controller.js';
import { EvidenceController } from './evidence.controller.js';
import { bringDrafts } from './publication.js';
import { PublishedContents } from './published-contents.js';
import { readableSize } from './readable-size.js';
import { ReportBytesController } from './report-bytes.controller.js';
import { ReportDrafts } from './report-drafts.js';

/** How long a sweep under way may hold up the end of the process, in milliseconds. */
const SWEEP_STOP_MS = 500;

const SWEEP = Symbol('SWEEP');

/** Writing reports before they are published. */
@Module({})
export class DraftsModule implements OnModuleInit, OnApplicationBootstrap, OnModuleDestroy {
  constructor(
    private readonly around: AroundCommands,
    private readonly drafts: ReportDrafts,
    private readonly store: DraftStore,
    private readonly contents: ContentStore,
    private readonly processor: CommandProcessor,
    private readonly catalogue: Catalogue,
    @Inject(SWEEP) private readonly sweep: Periodic,
  ) {}

  static forRoot({ draftsKeptMonths }: Pick<Config, 'draftsKeptMonths'>): DynamicModule {
    return {
      module: DraftsModule,
      imports: [CommonHttpModule, TransferModule],
      controllers: [DraftsController, ReportBytesController, EvidenceController],
      providers: [
        Objects,
        AskedReports,
        ContentTodayHandler,
        {
          provide: DraftStore,
          useFactory: (pool: pg.Pool, clock: Clock) => new DraftStore(pool, clock),
          inject: [APP_POOL, Clock],
        },
        { provide: ContentStore, useFactory: (pool: pg.Pool) => new ContentStore(pool), inject: [APP_POOL] },
        {
          provide: PublishedContents,
          useFactory: (reader: StateReader, store: ContentStore) => new PublishedContents(reader, store),
          inject: [StateReader, ContentStore],
        },
        {
          provide: ReportDrafts,
          useFactory: (
            store: DraftStore,
            importer: Importer,
            reader: StateReader,
            catalogue: Catalogue,
            lookups: StoreLookups,
            identity: LedgerIdentityReader,
            size: PublishedSize,
            queries: QueryBus,
          ) =>
            new ReportDrafts({
              ...{ store, importer, reader, catalogue, lookups, identity },
              readableSize: () => readableSize(size, queries),
            }),
          inject: [
            DraftStore,
            Importer,
            StateReader,
            Catalogue,
            StoreLookups,
            LedgerIdentityReader,
            PublishedSize,
            QueryBus,
          ],
        },
        {
          provide: SWEEP,
          useFactory: (store: DraftStore, lookups: StoreLookups, clock: Clock) => {
            const logger = new Logger('Drafts');
            return dailySweep({ store, lookups, clock }, draftsKeptMonths, {
              told: (message) => logger.log(message),
              failed: (message) => logger.warn(message),
            });
          },
          inject: [DraftStore, StoreLookups, Clock],
        },
      ],
    };
  }

  onModuleInit(): void {
    const { drafts, store, contents, processor, catalogue } = this;
    bringDrafts(this.around, { drafts, store, contents, processor, catalogue });
  }

  onApplicationBootstrap(): void {
    this.sweep.start();
  }

  async onModuleDestroy(): Promise<void> {
    await within(SWEEP_STOP_MS, this.sweep.stop()).catch(() => {}); // it is done again tomorrow
  }
}
