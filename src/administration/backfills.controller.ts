import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import {
  BackfillAnswer,
  BackfillDetail,
  GetBackfill,
  GetBackfills,
} from '../../projections/audit-trail/queries/backfill.queries.js';
import { ProblemError } from '../http/problem.js';
import { Answers } from '../http/view/answers.js';
import { pageOf } from '../http/view/page.js';
import { ChoiceParameter, ListQuery, SizeQuery } from '../http/view/parameters.js';
import { InReading } from '../http/view/reading.interceptor.js';
import type { Reading } from '../http/view/reading.js';
import { isUuid } from '../ledger/ids.js';

export class BackfillsQuery extends ListQuery {
  @ChoiceParameter('Only those that are unfinished, or closed.', ['unfinished', 'closed']) state?: string;
}

@ApiTags('Backfills')
@Controller('api/backfills')
export class BackfillsController {
  constructor(private readonly queries: QueryBus) {}

  /** A load was reported by nobody: every day of a view has all that the ledger of that size has. */
  @Get()
  @Answers('Loads of papers older than the ledger: which papers, how, by whom, and what came in', BackfillsQuery, {
    pageOf: BackfillAnswer,
  })
  async list(@InReading() reading: Reading<BackfillsQuery>) {
    const { state } = reading.query;
    const all = await this.queries.execute(new GetBackfills(reading.view!.atSize));
    return pageOf(
      all.filter((one) => state === undefined || one.state === state),
      reading,
    );
  }

  @Get(':id')
  @ApiParam({
    name: 'id',
    description: 'Event id of the entry that opened it.',
    schema: { type: 'string', format: 'uuid' },
  })
  @Answers('One such load, with how many entries of each type came in', SizeQuery, { one: BackfillDetail })
  async one(@Param('id') id: string, @InReading() reading: Reading<SizeQuery>) {
    const { atSize } = reading.view!;
    const backfill = isUuid(id) ? await this.queries.execute(new GetBackfill(atSize, id)) : undefined;
    if (backfill) return backfill;
    throw new ProblemError(404, 'unknown-backfill', `A ledger of ${atSize} entries holds no backfill with this id`, {
      field: 'id',
    });
  }
}
