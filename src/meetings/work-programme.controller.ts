import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { ProgrammeAnswer } from '../../projections/state/queries/programme/programme.answers.js';
import { GetProgrammes } from '../../projections/state/queries/programme/programme.queries.js';
import { Answers } from '../http/view/answers.js';
import { Objects } from '../http/view/objects.js';
import { pageOf } from '../http/view/page.js';
import { IdParameter, ListQuery, TextParameter } from '../http/view/parameters.js';
import { InReading } from '../http/view/reading.interceptor.js';
import type { Reading } from '../http/view/reading.js';

export class WorkProgrammeQuery extends ListQuery {
  @IdParameter('Of this body.') body?: string;
  @TextParameter('Of this year, written as the programme has it, such as 2022/23.', 20) year?: string;
  @IdParameter('That was before this meeting, or has something planned for it or delivered at it.') meeting?: string;
}

@ApiTags('Meetings and decisions')
@Controller('api/work-programme')
export class WorkProgrammeController {
  constructor(
    private readonly queries: QueryBus,
    private readonly objects: Objects,
  ) {}

  @Get()
  @Answers('What boards mean to look at and what became of it, the latest programme first', WorkProgrammeQuery, {
    pageOf: ProgrammeAnswer,
  })
  async list(@InReading() reading: Reading<WorkProgrammeQuery>) {
    const { year } = reading.query;
    const body = await this.objects.idOf(reading.query.body);
    const meeting = await this.objects.idOf(reading.query.meeting);
    const programmes = await this.queries.execute(new GetProgrammes(reading.at));
    const wanted = programmes.filter(
      ({ owners, items, broughtTo, ...one }) =>
        (body === undefined || owners.some(({ id }) => id === body)) &&
        (year === undefined || one.year === year) &&
        (meeting === undefined ||
          broughtTo.some(({ id }) => id === meeting) ||
          items.some((item) => item.meeting?.id === meeting)),
    );
    return pageOf(wanted, reading);
  }
}
