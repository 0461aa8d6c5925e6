import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { GetSources } from '../../projections/state/queries/queries.js';
import { SourceAnswer } from '../../projections/state/queries/source.answers.js';
import { Answers } from '../http/view/answers.js';
import { pageOf } from '../http/view/page.js';
import { ListQuery } from '../http/view/parameters.js';
import { InReading } from '../http/view/reading.interceptor.js';
import type { Reading } from '../http/view/reading.js';

@ApiTags('Sources')
@Controller('api/sources')
export class SourcesController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Answers('The documents that statements are taken from, with what they lack', ListQuery, { pageOf: SourceAnswer })
  async list(@InReading() reading: Reading<ListQuery>) {
    return pageOf(await this.queries.execute(new GetSources(reading.at)), reading);
  }
}
