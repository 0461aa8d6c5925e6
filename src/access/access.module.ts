import { Module } from '@nestjs/common';
import type pg from 'pg';
import { APP_POOL } from '../database/database.module.js';
import { Clock } from '../ledger/clock.js';
import { AccessService } from './access.service.js';

/** Needs `APP_POOL` and `Clock` from global modules. */
@Module({
  providers: [
    {
      provide: AccessService,
      useFactory: (pool: pg.Pool, clock: Clock) => new AccessService(pool, clock),
      inject: [APP_POOL, Clock],
    },
  ],
  exports: [AccessService],
})
export class AccessModule {}
