import { Controller, Get, Param, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { CheckpointAnswer, GetCheckpoints } from '../../projections/seal/queries/checkpoints.queries.js';
import { GetCheckpoint } from '../../projections/seal/queries/log.queries.js';
import { ProblemError } from '../http/problem.js';
import { Answers } from '../http/view/answers.js';
import { DEFAULT_LIMIT, MOST, WholeParameter } from '../http/view/parameters.js';
import { InReading } from '../http/view/reading.interceptor.js';
import type { Reading } from '../http/view/reading.js';
import { parseSize } from '../integrity/size.js';

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

  @Get(':size')
  @ApiOperation({ summary: 'One of them as it was signed, with those who have cosigned it, as a file to be kept' })
  @ApiParam({ name: 'size', description: 'Entries that it covers.', schema: { type: 'integer' } })
  @ApiOkResponse({ content: { 'text/plain': { schema: { type: 'string' } } } })
  async note(@Param('size') text: string, @Res({ passthrough: true }) response: Response): Promise<string> {
    const size = parseSize(text);
    const note = size === null ? null : await this.queries.execute(new GetCheckpoint(size));
    if (note === null)
      throw new ProblemError(
        404,
        'unknown-checkpoint',
        'No checkpoint of this size was published. See /api/checkpoints',
        { field: 'size' },
      );
    response.set({
      'Content-Type': 'text/plain; charset=utf-8',
      'Cache-Control': 'no-cache', // witnesses may still cosign it
      'Access-Control-Allow-Origin': '*',
      'Content-Disposition': `attachment; filename="checkpoint-${size}.txt"`,
    });
    return note;
  }
}
