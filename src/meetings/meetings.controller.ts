import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { MeetingAnswer } from '../../projections/state/queries/meeting/meeting.answers.js';
import { GetMeeting, GetMeetings } from '../../projections/state/queries/meeting/meeting.queries.js';
import { Answers, ApiId } from '../http/view/answers.js';
import { Objects } from '../http/view/objects.js';
import { pageOf } from '../http/view/page.js';
import { ChoiceParameter, DayParameter, IdParameter, ListQuery, ViewQuery } from '../http/view/parameters.js';
import { InReading } from '../http/view/reading.interceptor.js';
import type { Reading } from '../http/view/reading.js';
import { MEETING_KINDS } from './meeting.events.js';

export class MeetingsQuery extends ListQuery {
  @IdParameter('Of this body.') body?: string;
  @ChoiceParameter('Of this kind.', MEETING_KINDS) kind?: string;
  @DayParameter('On this day or later. A meeting of which only the month or year is known counts as on its last day.')
  from?: string;
  @DayParameter('On this day or earlier.') to?: string;
}

@ApiTags('Meetings and decisions')
@Controller('api/meetings')
export class MeetingsController {
  constructor(
    private readonly queries: QueryBus,
    private readonly objects: Objects,
  ) {}

  @Get()
  @Answers('Meetings with what they were asked and what they resolved, the latest first', MeetingsQuery, {
    pageOf: MeetingAnswer,
  })
  async list(@InReading() reading: Reading<MeetingsQuery>) {
    const { kind, from, to } = reading.query;
    const body = await this.objects.idOf(reading.query.body);
    const meetings = await this.queries.execute(new GetMeetings(reading.at));
    const wanted = meetings.filter(
      (one) =>
        (body === undefined || one.bodies.some(({ id }) => id === body)) &&
        (kind === undefined || one.kind === kind) &&
        (from === undefined || (one.date.date !== undefined && one.date.date >= from)) &&
        (to === undefined || (one.date.date !== undefined && one.date.date <= to)),
    );
    return pageOf(wanted, reading);
  }

  @Get(':id')
  @ApiId('meeting')
  @Answers('A meeting with its agenda, papers, recommendations, decisions, actions and minutes', ViewQuery, {
    one: MeetingAnswer,
  })
  async one(@Param('id') reference: string, @InReading() reading: Reading<ViewQuery>) {
    const id = await this.objects.id(reference);
    return this.objects.held(await this.queries.execute(new GetMeeting(reading.at, id)), 'meeting', id, reading.at);
  }
}
