import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { RestatementAnswer } from '../../projections/state/queries/restatement/restatement.answers.js';
import { GetRestatements } from '../../projections/state/queries/restatement/restatement.queries.js';
import { Answers } from '../http/view/answers.js';
import { Objects } from '../http/view/objects.js';
import { pageOf } from '../http/view/page.js';
import { ChoiceParameter, DayParameter, IdParameter, ListQuery } from '../http/view/parameters.js';
import { InReading } from '../http/view/reading.interceptor.js';
import type { Reading } from '../http/view/reading.js';
import { CHANGED_CATEGORIES } from './changed-categories.js';

export class RestatementsQuery extends ListQuery {
  @ChoiceParameter('Only of objects of this category.', CHANGED_CATEGORIES) category?: string;
  @IdParameter('Only of this object.') object?: string;
  @ChoiceParameter('Only changes of this kind.', ['Revised', 'Restated', 'Withdrawn']) kind?: string;
  @DayParameter('Only changes reported on this day or later.') from?: string;
  @DayParameter('Only changes reported before this day.') to?: string;
}

@ApiTags('Restatements')
@Controller('api/restatements')
export class RestatementsController {
  constructor(
    private readonly queries: QueryBus,
    private readonly objects: Objects,
  ) {}

  @Get()
  @Answers('What the body itself has changed of what it had published, before and after', RestatementsQuery, {
    pageOf: RestatementAnswer,
  })
  async list(@InReading() reading: Reading<RestatementsQuery>) {
    const { category, kind, from, to } = reading.query;
    const object = await this.objects.idOf(reading.query.object);
    const filter = { category, kind, from, to, object };
    return pageOf(await this.queries.execute(new GetRestatements(reading.at, filter)), reading);
  }
}
