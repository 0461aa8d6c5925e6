import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { MilestoneLine } from '../../projections/state/queries/milestone/milestone.answers.js';
import { GetMilestone, GetMilestones } from '../../projections/state/queries/milestone/milestone.queries.js';
import { MilestoneDetail } from '../../projections/state/queries/milestone/milestone-detail.answers.js';
import { MILESTONE_SHOWS, type MilestoneShow } from '../../projections/state/queries/milestone/shown.js';
import { Answers, ApiId } from '../http/view/answers.js';
import { Objects } from '../http/view/objects.js';
import { pageOf } from '../http/view/page.js';
import { ChoiceParameter, DayParameter, IdParameter, ListQuery, ViewQuery } from '../http/view/parameters.js';
import { InReading } from '../http/view/reading.interceptor.js';
import type { Reading } from '../http/view/reading.js';
import { MILESTONE_KINDS } from './milestone.events.js';

export class MilestonesQuery extends ListQuery {
  @IdParameter('Of this plan.') plan?: string;
  @IdParameter(
    'Belonging to this plan, priority, theme, commitment, action or external recommendation, or to anything under it.',
  )
  about?: string;
  @ChoiceParameter('Of this kind.', MILESTONE_KINDS) kind?: string;
  @ChoiceParameter('In this state.', ['open', 'met', 'partlyMet', 'notMet', 'withdrawn', 'replaced']) state?: string;
  @DayParameter('Due on or after this day, with the whole range of days that was promised.') dueFrom?: string;
  @DayParameter('Due before this day, with the whole range of days that was promised.') dueTo?: string;
  @ChoiceParameter(
    'overdue, or ahead: open, and the last day is past, or still to come. lastDayPast: the end of a contract or of ' +
      'funding, open with its last day past; it is never overdue. undated: open without a date. ended: somebody has ' +
      'said how. Each milestone is one of these. moved: put off at least once, whichever of these it is.',
    MILESTONE_SHOWS,
  )
  show?: MilestoneShow;
  @IdParameter('Promised by this body.') body?: string;
  @DayParameter(
    'The day on which overdue, ahead and lastDayPast are said; that of the view unless told. It may lie ahead.',
  )
  on?: string;
  @DayParameter('Open, and overdue on this day, which may lie ahead.') overdueOn?: string;
}

@ApiTags('Milestones')
@Controller('api/milestones')
export class MilestonesController {
  constructor(
    private readonly queries: QueryBus,
    private readonly objects: Objects,
  ) {}

  @Get()
  @Answers('Promises of particular things, those due first at the front', MilestonesQuery, { pageOf: MilestoneLine })
  async list(@InReading() reading: Reading<MilestonesQuery>) {
    const { plan, about, kind, state, dueFrom, dueTo, show, body, on, overdueOn } = reading.query;
    const filter = {
      ...{ kind, state, dueFrom, dueTo, show, on, overdueOn },
      plan: await this.objects.idOf(plan),
      about: await this.objects.idOf(about),
      body: await this.objects.idOf(body),
    };
    return pageOf(await this.queries.execute(new GetMilestones(reading.at, filter)), reading);
  }

  @Get(':id')
  @ApiId('milestone')
  @Answers('One milestone, with every date that it had and how it ended', ViewQuery, { one: MilestoneDetail })
  async one(@Param('id') reference: string, @InReading() reading: Reading<ViewQuery>) {
    const id = await this.objects.id(reference);
    const answer = await this.queries.execute(new GetMilestone(reading.at, id));
    return this.objects.held(answer, 'milestone', id, reading.at);
  }
}
