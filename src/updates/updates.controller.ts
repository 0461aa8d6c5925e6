import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { UpdateAnswer } from '../../projections/state/queries/update/update.answers.js';
import { GetUpdate, GetUpdates } from '../../projections/state/queries/update/update.queries.js';
import { UpdateDetail } from '../../projections/state/queries/update/update-detail.answers.js';
import { Answers, ApiId } from '../http/view/answers.js';
import { Objects } from '../http/view/objects.js';
import { pageOf } from '../http/view/page.js';
import { IdParameter, ListQuery, ViewQuery, WordsParameter } from '../http/view/parameters.js';
import { InReading } from '../http/view/reading.interceptor.js';
import type { Reading } from '../http/view/reading.js';

export class UpdatesQuery extends ListQuery {
  @IdParameter('Of this plan.') plan?: string;
  @IdParameter('About this plan, priority, theme or commitment, or about anything under it.') target?: string;
  @IdParameter('About what this body delivers, or naming it.') body?: string;
  @WordsParameter('With all of these words in the text, in upper or lower case.') words?: string[];
}

@ApiTags('Updates')
@Controller('api/updates')
export class UpdatesController {
  constructor(
    private readonly queries: QueryBus,
    private readonly objects: Objects,
  ) {}

  @Get()
  @Answers('What reports said of themes and commitments, the newest report first', UpdatesQuery, {
    pageOf: UpdateAnswer,
  })
  async list(@InReading() reading: Reading<UpdatesQuery>) {
    const { plan, target, body, words } = reading.query;
    const filter = {
      plan: await this.objects.idOf(plan),
      target: await this.objects.idOf(target),
      body: await this.objects.idOf(body),
      words,
    };
    return pageOf(await this.queries.execute(new GetUpdates(reading.at, filter)), reading);
  }

  @Get(':id')
  @ApiId('update')
  @Answers('One update, paragraph by paragraph, with the figures that it states', ViewQuery, { one: UpdateDetail })
  async one(@Param('id') reference: string, @InReading() reading: Reading<ViewQuery>) {
    const id = await this.objects.id(reference);
    const answer = await this.queries.execute(new GetUpdate(reading.at, id));
    return this.objects.held(answer, 'update', id, reading.at);
  }
}
