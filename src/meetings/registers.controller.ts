import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import {
  ActionLine,
  DecisionLine,
  RecommendationLine,
} from '../../projections/state/queries/register/register.answers.js';
import {
  GetActions,
  GetDecisions,
  GetRecommendations,
  OUTCOMES,
} from '../../projections/state/queries/register/register.queries.js';
import { Answers } from '../http/view/answers.js';
import { Objects } from '../http/view/objects.js';
import { pageOf } from '../http/view/page.js';
import { ChoiceParameter, DayParameter, IdParameter, ListQuery } from '../http/view/parameters.js';
import { InReading } from '../http/view/reading.interceptor.js';
import type { Reading } from '../http/view/reading.js';
import { ACTION_OUTCOMES } from './action.events.js';
import { RECOMMENDATION_TYPES } from './meeting.events.js';

class OfMeetingsQuery extends ListQuery {
  @IdParameter('Of meetings of this body.') body?: string;
  @IdParameter('Of this meeting.') meeting?: string;
}

export class DecisionsQuery extends OfMeetingsQuery {
  @ChoiceParameter('Only those that stand, were superseded or rescinded.', ['standing', 'superseded', 'rescinded'])
  state?: string;
  @IdParameter('That changed this plan, commitment, milestone, metric, update or part of one.') changes?: string;
}

export class RecommendationsQuery extends OfMeetingsQuery {
  @ChoiceParameter('What the meeting is asked to do.', RECOMMENDATION_TYPES) type?: string;
  @ChoiceParameter('Whether an answer is recorded; notYetAnswered: the meeting is to come or was cancelled.', OUTCOMES)
  outcome?: (typeof OUTCOMES)[number];
}

export class ActionsQuery extends OfMeetingsQuery {
  @IdParameter('That this body must do.') owner?: string;
  @ChoiceParameter('Only those in this state.', ['open', ...ACTION_OUTCOMES]) state?: string;
  @DayParameter('Only those overdue on this day, from what had been reported by the day of the view.')
  overdueOn?: string;
}

@ApiTags('Meetings and decisions')
@Controller('api')
export class RegistersController {
  constructor(
    private readonly queries: QueryBus,
    private readonly objects: Objects,
  ) {}

  @Get('decisions')
  @Answers('The register of decisions with what they changed and what became of them', DecisionsQuery, {
    pageOf: DecisionLine,
  })
  async decisions(@InReading() reading: Reading<DecisionsQuery>) {
    const { state, changes } = reading.query;
    const filter = { ...(await this.meetingsIn(reading)), state, changes: await this.objects.idOf(changes) };
    return pageOf(await this.queries.execute(new GetDecisions(reading.at, filter)), reading);
  }

  @Get('recommendations')
  @Answers('The register of recommendations, with outcomes that nobody recorded', RecommendationsQuery, {
    pageOf: RecommendationLine,
  })
  async recommendations(@InReading() reading: Reading<RecommendationsQuery>) {
    const { type, outcome } = reading.query;
    const filter = { ...(await this.meetingsIn(reading)), type, outcome };
    return pageOf(await this.queries.execute(new GetRecommendations(reading.at, filter)), reading);
  }

  @Get('actions')
  @Answers('The register of actions, those due first at the front', ActionsQuery, { pageOf: ActionLine })
  async actions(@InReading() reading: Reading<ActionsQuery>) {
    const { owner, state, overdueOn } = reading.query;
    const filter = { ...(await this.meetingsIn(reading)), owner: await this.objects.idOf(owner), state, overdueOn };
    return pageOf(await this.queries.execute(new GetActions(reading.at, filter)), reading);
  }

  private async meetingsIn({ query: { body, meeting } }: Reading<OfMeetingsQuery>) {
    return { body: await this.objects.idOf(body), meeting: await this.objects.idOf(meeting) };
  }
}
