import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { BodyAnswer, BodySummary } from '../../projections/state/queries/body/body.answers.js';
import { GetBodies, GetBody } from '../../projections/state/queries/queries.js';
import { Answers, ApiId } from '../http/view/answers.js';
import { Objects } from '../http/view/objects.js';
import { pageOf } from '../http/view/page.js';
import { ListQuery, ViewQuery } from '../http/view/parameters.js';
import { InReading } from '../http/view/reading.interceptor.js';
import type { Reading } from '../http/view/reading.js';

@ApiTags('Bodies')
@Controller('api/bodies')
export class BodiesController {
  constructor(
    private readonly queries: QueryBus,
    private readonly objects: Objects,
  ) {}

  @Get()
  @Answers('Organisations, boards, services and the like, by name', ListQuery, { pageOf: BodySummary })
  async list(@InReading() reading: Reading<ListQuery>) {
    return pageOf(await this.queries.execute(new GetBodies(reading.at)), reading);
  }

  @Get(':id')
  @ApiId('body')
  @Answers('A body with its names, what it delivers, what it promised, and where it is named', ViewQuery, {
    one: BodyAnswer,
  })
  async one(@Param('id') reference: string, @InReading() reading: Reading<ViewQuery>) {
    const id = await this.objects.id(reference);
    return this.objects.held(await this.queries.execute(new GetBody(reading.at, id)), 'body', id, reading.at);
  }
}
