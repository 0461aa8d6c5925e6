import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { BodyAnswer, BodySummary } from '../../projections/state/queries/body/body.answers.js';
import { GetBodies, GetBody } from '../../projections/state/queries/body/body.queries.js';
import { Answers, ApiId } from '../http/view/answers.js';
import { Objects } from '../http/view/objects.js';
import { pageOf } from '../http/view/page.js';
import { ChoiceParameter, ListQuery, ViewQuery, WordsParameter } from '../http/view/parameters.js';
import { InReading } from '../http/view/reading.interceptor.js';
import type { Reading } from '../http/view/reading.js';
import { LETTERS } from './alphabet.js';
import { BODY_KINDS } from './body.events.js';
import { fittingBodies } from './fitting-bodies.js';

export class BodiesQuery extends ListQuery {
  @ChoiceParameter('Of this kind.', BODY_KINDS) kind?: string;
  @ChoiceParameter('Listed under this letter, that is with a name that begins with it.', LETTERS) letter?: string;
  @WordsParameter('With all of these words in the name or in one other name, in upper or lower case.')
  words?: string[];
}

@ApiTags('Bodies')
@Controller('api/bodies')
export class BodiesController {
  constructor(
    private readonly queries: QueryBus,
    private readonly objects: Objects,
  ) {}

  @Get()
  @Answers('Organisations, boards, services and the like, by name', BodiesQuery, { pageOf: BodySummary })
  async list(@InReading() reading: Reading<BodiesQuery>) {
    const bodies = await this.queries.execute(new GetBodies(reading.at));
    return pageOf(fittingBodies(bodies, reading.query), reading);
  }

  @Get(':id')
  @ApiId('body')
  @Answers(
    'A body with its names and offices, what it delivers, promised and decided, and where it is named',
    ViewQuery,
    {
      one: BodyAnswer,
    },
  )
  async one(@Param('id') reference: string, @InReading() reading: Reading<ViewQuery>) {
    const id = await this.objects.id(reference);
    return this.objects.held(await this.queries.execute(new GetBody(reading.at, id)), 'body', id, reading.at);
  }
}
