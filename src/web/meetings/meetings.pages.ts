import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { GetMeeting, GetMeetings } from '../../../projections/state/queries/meeting/meeting.queries.js';
import { GetProgrammes } from '../../../projections/state/queries/programme/programme.queries.js';
import { Objects } from '../../http/view/objects.js';
import { ChoiceParameter, IdParameter, ViewQuery, WholeParameter } from '../../http/view/parameters.js';
import { InReading } from '../../http/view/reading.interceptor.js';
import type { Reading } from '../../http/view/reading.js';
import { MEETING_KINDS } from '../../meetings/meeting.events.js';
import { dataOf, feedBeside } from '../data-links.js';
import { atItsAddress } from '../one-address.js';
import { Page } from '../page.js';
import type { PageAddress } from '../time/address.js';
import { Asked } from '../time/time-in-path.js';
import { meetingPage } from './meeting.view.js';
import { meetingListPage } from './meeting-list.view.js';
import { programmesPage } from './programmes.view.js';

/** What narrows the list, as page or as feed. */
export class MeetingsFilter extends ViewQuery {
  @IdParameter('Of this body.') body?: string;
  @ChoiceParameter('Of this kind.', MEETING_KINDS) kind?: string;
}

class MeetingsQuery extends MeetingsFilter {
  @WholeParameter('Page of the list.', 1, 10_000) page?: number;
}

@Controller()
export class MeetingsPages {
  constructor(
    private readonly queries: QueryBus,
    private readonly objects: Objects,
  ) {}

  @Get('meetings')
  @Page('meetings/list', MeetingsQuery)
  async list(@InReading() reading: Reading<MeetingsQuery>) {
    const { at, query } = reading;
    const { kind, page } = query;
    const body = await this.objects.idOf(query.body);
    const meetings = await this.queries.execute(new GetMeetings(at));
    return {
      ...meetingListPage(meetings, { body, kind, page }, at.asReportedOn),
      data: dataOf(reading, '/api/meetings', 'csv', { body, kind }),
      feed: feedBeside('/meetings', MeetingsFilter, query),
    };
  }

  @Get('meetings/:id')
  @Page('meetings/meeting')
  async one(@Param('id') reference: string, @InReading() reading: Reading<ViewQuery>, @Asked() asked: PageAddress) {
    const { at } = reading;
    const id = await this.objects.id(reference);
    const answer = await this.queries.execute(new GetMeeting(at, id));
    const page = meetingPage(await this.objects.held(answer, 'meeting', id, at), at.asReportedOn);
    atItsAddress(asked, page.path);
    return { ...page, data: dataOf(reading, `/api/meetings/${id}`), feed: feedBeside(page.path) };
  }

  @Get('work-programme')
  @Page('meetings/programmes')
  async programmes(@InReading() reading: Reading<ViewQuery>) {
    const programmes = await this.queries.execute(new GetProgrammes(reading.at));
    return { ...programmesPage(programmes), data: dataOf(reading, '/api/work-programme', 'csv') };
  }
}
