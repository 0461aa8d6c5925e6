import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { RestatementAnswer } from '../../projections/state/queries/restatement/restatement.answers.js';
import { GetRestatements } from '../../projections/state/queries/restatement/restatement.queries.js';
import { Answers } from '../http/view/answers.js';
import { pageOf } from '../http/view/page.js';
import { ListQuery } from '../http/view/parameters.js';
import { InReading } from '../http/view/reading.interceptor.js';
import type { Reading } from '../http/view/reading.js';

@ApiTags('Restatements')
@Controller('api/restatements')
export class RestatementsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Answers('What the body itself has changed of what it had published, before and after', ListQuery, {
    pageOf: RestatementAnswer,
  })
  async list(@InReading() reading: Reading<ListQuery>) {
    return pageOf(await this.queries.execute(new GetRestatements(reading.at)), reading);
  }
}
