import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { CorrectionAnswer } from '../../projections/state/queries/correction/correction.answers.js';
import { GetCorrections } from '../../projections/state/queries/correction/correction.queries.js';
import { Answers } from '../http/view/answers.js';
import { Objects } from '../http/view/objects.js';
import { pageOf } from '../http/view/page.js';
import { ChoiceParameter, DayParameter, IdParameter, ListQuery } from '../http/view/parameters.js';
import { InReading } from '../http/view/reading.interceptor.js';
import type { Reading } from '../http/view/reading.js';
import { CHANGED_CATEGORIES } from './changed-categories.js';

export class CorrectionsQuery extends ListQuery {
  @ChoiceParameter('Only of objects of this category.', CHANGED_CATEGORIES) category?: string;
  @IdParameter('Only of this object.') object?: string;
  @ChoiceParameter('Only corrections of words, or only voids.', ['correction', 'void']) kind?: string;
  @DayParameter("Only what was recorded on this day or later, in the ledger's time zone.") from?: string;
  @DayParameter("Only what was recorded before this day, in the ledger's time zone.") to?: string;
}

@ApiTags('Corrections')
@Controller('api/corrections')
export class CorrectionsController {
  constructor(
    private readonly queries: QueryBus,
    private readonly objects: Objects,
  ) {}

  @Get()
  @Answers('What the ledger had entered wrongly, before and after; nothing that the body changed', CorrectionsQuery, {
    pageOf: CorrectionAnswer,
  })
  async list(@InReading() reading: Reading<CorrectionsQuery>) {
    const { category, kind, from, to } = reading.query;
    const object = await this.objects.idOf(reading.query.object);
    const filter = { category, kind, from, to, object };
    return pageOf(await this.queries.execute(new GetCorrections(reading.at, reading.view!.timeZone, filter)), reading);
  }
}
