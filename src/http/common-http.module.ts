import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { QueriesModule } from '../../projections/queries.module.js';
import { AccessGuard } from '../access/access.guard.js';
import { AccessModule } from '../access/access.module.js';
import { HealthController } from './health.controller.js';
import { ProblemFilter } from './problem.filter.js';
import { ReadingInterceptor } from './view/reading.interceptor.js';
import { ViewResolver } from './view/view-resolver.js';

/**
 * What every process serves, its health, and what all routes share: problem details for every error, tokens for writing,
 * strict parameters and a view for reading. Needs `Clock`, `LedgerIdentityReader` and the query bus from global modules.
 */
@Module({
  imports: [AccessModule, QueriesModule],
  controllers: [HealthController],
  providers: [
    ViewResolver,
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_INTERCEPTOR, useClass: ReadingInterceptor },
  ],
  exports: [ViewResolver],
})
export class CommonHttpModule {}
