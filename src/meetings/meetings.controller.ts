import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { MeetingAnswer, RegisterLine } from '../../projections/state/queries/meeting.answers.js';
import { GetMeetings, GetRegister } from '../../projections/state/queries/queries.js';
import { Answers } from '../http/view/answers.js';
import { Objects } from '../http/view/objects.js';
import { pageOf } from '../http/view/page.js';
import { ChoiceParameter, IdParameter, ListQuery } from '../http/view/parameters.js';
import { InReading } from '../http/view/reading.interceptor.js';
import type { Reading } from '../http/view/reading.js';

export class RegisterQuery extends ListQuery {
  @ChoiceParameter('Decisions or recommendations alone.', ['decision', 'recommendation']) kind?: string;
  @IdParameter('Of meetings of this body.') body?: string;
}

@ApiTags('Meetings and decisions')
@Controller('api')
export class MeetingsController {
  constructor(
    private readonly queries: QueryBus,
    private readonly objects: Objects,
  ) {}

  @Get('meetings')
  @Answers('Meetings with what they were asked and what they resolved, the latest first', ListQuery, {
    pageOf: MeetingAnswer,
  })
  async meetings(@InReading() reading: Reading<ListQuery>) {
    return pageOf(await this.queries.execute(new GetMeetings(reading.at)), reading);
  }

  @Get('decisions')
  @Answers('The register of decisions and recommendations, with outcomes that nobody recorded', RegisterQuery, {
    pageOf: RegisterLine,
  })
  async register(@InReading() reading: Reading<RegisterQuery>) {
    const body = await this.objects.idOf(reading.query.body);
    const lines = await this.queries.execute(new GetRegister(reading.at));
    const wanted = lines.filter(
      ({ kind, bodies }) =>
        (reading.query.kind ?? kind) === kind && (body === undefined || bodies.some(({ id }) => id === body)),
    );
    return pageOf(wanted, reading);
  }
}
