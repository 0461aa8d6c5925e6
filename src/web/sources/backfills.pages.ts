import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { GetBackfill, GetBackfills } from '../../../projections/audit-trail/queries/backfill.queries.js';
import { GetCoveringCheckpoint } from '../../../projections/seal/queries/checkpoints.queries.js';
import { ProblemError } from '../../http/problem.js';
import { ViewQuery } from '../../http/view/parameters.js';
import { InReading } from '../../http/view/reading.interceptor.js';
import type { Reading } from '../../http/view/reading.js';
import { isUuid } from '../../ledger/ids.js';
import { dataOf } from '../data-links.js';
import { Page } from '../page.js';
import { backfillPage } from './backfill.view.js';

/** How papers that are older than the ledger came into it. */
@Controller('backfills')
export class BackfillsPages {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Page('sources/backfills', ViewQuery)
  async list(@InReading() reading: Reading<ViewQuery>) {
    const backfills = await this.queries.execute(new GetBackfills(reading.at.atSize));
    return { backfills, data: dataOf(reading, '/api/backfills', 'csv') };
  }

  @Get(':id')
  @Page('sources/backfill', ViewQuery)
  async one(@Param('id') id: string, @InReading() reading: Reading<ViewQuery>) {
    const { atSize } = reading.at;
    const backfill = isUuid(id) ? await this.queries.execute(new GetBackfill(atSize, id)) : undefined;
    if (!backfill) throw new ProblemError(404, 'unknown-backfill', 'The ledger holds no such load of papers');
    const { last } = backfill;
    const outside = last === undefined ? null : await this.queries.execute(new GetCoveringCheckpoint(last + 1));
    return { ...backfillPage(backfill), outside, data: { json: `/api/backfills/${id}?atSize=${atSize}` } };
  }
}
