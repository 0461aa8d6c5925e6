import { type DynamicModule, Module } from '@nestjs/common';
import { ProjectionsModule } from '../projections/projections.module.js';
import { QueriesModule } from '../projections/queries.module.js';
import { AccessModule } from './access/access.module.js';
import { StateModule } from './administration/state.module.js';
import type { Config } from './config.js';
import { DatabaseModule } from './database/database.module.js';
import type { OpenOptions } from './database/open-database.js';
import { DraftsModule } from './drafts/drafts.module.js';
import { ErasureModule } from './erasure/erasure.module.js';
import { CommonHttpModule } from './http/common-http.module.js';
import { HttpModule } from './http/http.module.js';
import { LicenceModule } from './http/list/licence.js';
import { CommandsController } from './ledger/commands/commands.controller.js';
import { LedgerModule } from './ledger/ledger.module.js';
import { ObservabilityModule } from './observability/observability.module.js';
import { TransferModule } from './transfer/transfer.module.js';
import { WebModule } from './web/web.module.js';

/** The ledger without a network: what the command line works with. */
@Module({})
export class CoreModule {
  static forRoot(config: Config, options?: OpenOptions): DynamicModule {
    return {
      module: CoreModule,
      imports: [
        DatabaseModule.forRoot(config, options),
        LedgerModule.forRoot(config),
        ProjectionsModule,
        QueriesModule,
        AccessModule,
        TransferModule,
        ErasureModule,
        StateModule,
      ],
    };
  }
}

/** The process that keeps projections up to date: the ledger, and its health over HTTP. */
@Module({})
export class ProjectionsProcessModule {
  static forRoot(config: Config, options?: OpenOptions): DynamicModule {
    return {
      module: ProjectionsProcessModule,
      imports: [ObservabilityModule.forRoot(config), CoreModule.forRoot(config, options), CommonHttpModule],
    };
  }
}

/** Everything that the service serves. */
@Module({})
export class AppModule {
  static forRoot(config: Config, options?: OpenOptions): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ObservabilityModule.forRoot(config),
        CoreModule.forRoot(config, options),
        LicenceModule.forRoot(config),
        HttpModule,
        DraftsModule.forRoot(config),
        WebModule.forRoot(config),
      ],
      controllers: [CommandsController],
    };
  }
}
