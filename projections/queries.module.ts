import { Module } from '@nestjs/common';
import { backfillHandlers } from './audit-trail/queries/backfill.handlers.js';
import { trailHandlers } from './audit-trail/queries/trail/trail.handlers.js';
import { ViewCountsHandler } from './audit-trail/queries/view-counts.handler.js';
import { extentQueryHandlers } from './extent/extent.handlers.js';
import { HealthHandler } from './extent/health.handler.js';
import { checkpointQueryHandlers } from './seal/queries/checkpoints.handlers.js';
import { entryQueryHandlers } from './seal/queries/entries.handlers.js';
import { ErasuresHandler } from './seal/queries/erasures.handlers.js';
import { evidenceQueryHandlers } from './seal/queries/evidence.handlers.js';
import { logQueryHandlers } from './seal/queries/log.handlers.js';
import { logCheckQueryHandlers } from './seal/queries/log-check.handlers.js';
import { searchHandlers } from './search/queries/search.handlers.js';
import { stateQueryHandlers } from './state/queries/handlers.js';

/** What answers on the query bus. Needs the readers of `ProjectionsModule`, and the ledger's own from global modules. */
@Module({
  providers: [
    ...backfillHandlers,
    ViewCountsHandler,
    ...trailHandlers,
    ...extentQueryHandlers,
    HealthHandler,
    ...entryQueryHandlers,
    ErasuresHandler,
    ...logQueryHandlers,
    ...logCheckQueryHandlers,
    ...evidenceQueryHandlers,
    ...checkpointQueryHandlers,
    ...stateQueryHandlers,
    ...searchHandlers,
  ],
})
export class QueriesModule {}
