import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { CheckpointAnswer, GetCheckpoints } from '../../projections/seal/queries/checkpoints.queries.js';
import { Answers } from '../http/view/answers.js';
import { DEFAULT_LIMIT, MOST, WholeParameter } from '../http/view/parameters.js';
import { InReading } from '../http/view/reading.interceptor.js';
import type { Reading } from '../http/view/reading.js';

export class CheckpointsQuery {
  @WholeParameter('Most checkpoints of a page.', 1, MOST, DEFAULT_LIMIT) limit?: number;
  @WholeParameter('Continue behind the checkpoint of this size; comes with the `next` link.', 0, 2 ** 53 - 1)
  after?: number;
}

/** What was signed of the log, and by whom else. It belongs to no view: an old checkpoint may be cosigned tomorrow. */
@ApiTags('Log')
@Controller('api/checkpoints')
export class CheckpointsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Answers('Published checkpoints of the log, the newest first, with those who have cosigned them', CheckpointsQuery, {
    pageOf: CheckpointAnswer,
  })
  async list(@InReading() reading: Reading<CheckpointsQuery>) {
    const { limit = DEFAULT_LIMIT, after: below } = reading.query;
    const { items, total } = await this.queries.execute(new GetCheckpoints({ below, limit: limit + 1 }));
    const page = items.slice(0, limit);
    const next = items.length > limit ? reading.address({ limit, after: page.at(-1)!.size }) : null;
    return { items: page, total, next };
  }
}
