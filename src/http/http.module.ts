import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { QueriesModule } from '../../projections/queries.module.js';
import { AccessGuard } from '../access/access.guard.js';
import { AccessModule } from '../access/access.module.js';
import { BodiesController } from '../bodies/bodies.controller.js';
import { RestatementsController } from '../changes/restatements.controller.js';
import { CommitmentsController } from '../commitments/commitments.controller.js';
import { EntriesController } from '../ledger/entries.controller.js';
import { MeetingsController } from '../meetings/meetings.controller.js';
import { MetricsController } from '../metrics/metrics.controller.js';
import { MilestonesController } from '../milestones/milestones.controller.js';
import { PlansController } from '../plans/plans.controller.js';
import { ReportsController } from '../reports/reports.controller.js';
import { SourcesController } from '../sources/sources.controller.js';
import { UpdatesController } from '../updates/updates.controller.js';
import { HealthController } from './health.controller.js';
import { ProblemFilter } from './problem.filter.js';
import { Objects } from './view/objects.js';
import { ReadingInterceptor } from './view/reading.interceptor.js';
import { ViewResolver } from './view/view-resolver.js';

/**
 * The reading routes, and what all routes share: problem details for every error, tokens for writing, strict parameters and a view for reading.
 * Needs `Clock`, `LedgerIdentityReader` and the query bus from global modules.
 */
@Module({
  imports: [AccessModule, QueriesModule],
  controllers: [
    PlansController,
    CommitmentsController,
    UpdatesController,
    MilestonesController,
    MetricsController,
    MeetingsController,
    BodiesController,
    SourcesController,
    ReportsController,
    RestatementsController,
    EntriesController,
    HealthController,
  ],
  providers: [
    ViewResolver,
    Objects,
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_INTERCEPTOR, useClass: ReadingInterceptor },
  ],
  exports: [ViewResolver],
})
export class HttpModule {}
