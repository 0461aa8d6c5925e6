import { Module } from '@nestjs/common';
import { extentQueryHandlers } from './extent/extent.handlers.js';
import { HealthHandler } from './extent/health.handler.js';
import { entryQueryHandlers } from './seal/queries/entries.handlers.js';
import { ErasuresHandler } from './seal/queries/erasures.handlers.js';
import { searchHandlers } from './search/queries/search.handlers.js';
import { stateQueryHandlers } from './state/queries/handlers.js';

/** What answers on the query bus. Needs the readers of `ProjectionsModule`, and the ledger's own from global modules. */
@Module({
  providers: [
    ...extentQueryHandlers,
    HealthHandler,
    ...entryQueryHandlers,
    ErasuresHandler,
    ...stateQueryHandlers,
    ...searchHandlers,
  ],
})
export class QueriesModule {}
