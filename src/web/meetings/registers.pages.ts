import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import {
  GetActions,
  GetDecisions,
  GetRecommendations,
  OUTCOMES,
} from '../../../projections/state/queries/register/register.queries.js';
import { Objects } from '../../http/view/objects.js';
import { ChoiceParameter, DayParameter, IdParameter, ViewQuery, WholeParameter } from '../../http/view/parameters.js';
import { InReading } from '../../http/view/reading.interceptor.js';
import type { Reading } from '../../http/view/reading.js';
import { ACTION_OUTCOMES } from '../../meetings/action.events.js';
import { RECOMMENDATION_TYPES } from '../../meetings/meeting.events.js';
import { dataOf, feedBeside } from '../data-links.js';
import { Page } from '../page.js';
import { registerPage } from './registers.view.js';

/** What narrows the list, as page or as feed. */
class RegisterFilter extends ViewQuery {
  @IdParameter('Of meetings of this body.') body?: string;
  @IdParameter('Of this meeting.') meeting?: string;
}

const DECISION_STATES = ['standing', 'superseded', 'rescinded'] as const;

export class DecisionsFilter extends RegisterFilter {
  @ChoiceParameter('In this state.', DECISION_STATES) state?: string;
  @IdParameter('That changed this.') changes?: string;
}

class DecisionsQuery extends DecisionsFilter {
  @WholeParameter('Page of the list.', 1, 10_000) page?: number;
}

export class RecommendationsFilter extends RegisterFilter {
  @ChoiceParameter('What the meeting is asked to do.', RECOMMENDATION_TYPES) type?: string;
  @ChoiceParameter('Whether an answer is recorded.', OUTCOMES) outcome?: (typeof OUTCOMES)[number];
}

class RecommendationsQuery extends RecommendationsFilter {
  @WholeParameter('Page of the list.', 1, 10_000) page?: number;
}

const ACTION_STATES = ['open', ...ACTION_OUTCOMES] as const;

export class ActionsFilter extends RegisterFilter {
  @IdParameter('That this body must do.') owner?: string;
  @ChoiceParameter('In this state.', ACTION_STATES) state?: string;
  @DayParameter('Overdue on this day, from what had been reported.') overdueOn?: string;
}

class ActionsQuery extends ActionsFilter {
  @WholeParameter('Page of the list.', 1, 10_000) page?: number;
}

/** What meetings were asked, what they resolved, and what somebody must do because of it. */
@Controller()
export class RegistersPages {
  constructor(
    private readonly queries: QueryBus,
    private readonly objects: Objects,
  ) {}

  @Get('recommendations')
  @Page('meetings/recommendations', RecommendationsQuery)
  async recommendations(@InReading() reading: Reading<RecommendationsQuery>) {
    const { page, type, outcome } = reading.query;
    const filter = { ...(await this.meetingsIn(reading)), type, outcome };
    const [all, found] = await Promise.all([
      this.queries.execute(new GetRecommendations(reading.at)),
      this.queries.execute(new GetRecommendations(reading.at, filter)),
    ]);
    return {
      ...registerPage(all, found, { ...filter, page }),
      choices: { type: RECOMMENDATION_TYPES, outcome: OUTCOMES },
      data: dataOf(reading, '/api/recommendations', 'csv', filter),
      feed: feedBeside('/recommendations', RecommendationsFilter, reading.query),
    };
  }

  @Get('decisions')
  @Page('meetings/decisions', DecisionsQuery)
  async decisions(@InReading() reading: Reading<DecisionsQuery>) {
    const { page, state, changes } = reading.query;
    const filter = { ...(await this.meetingsIn(reading)), state, changes: await this.objects.idOf(changes) };
    const [all, found] = await Promise.all([
      this.queries.execute(new GetDecisions(reading.at)),
      this.queries.execute(new GetDecisions(reading.at, filter)),
    ]);
    return {
      ...registerPage(all, found, { ...filter, page }),
      choices: { state: DECISION_STATES },
      data: dataOf(reading, '/api/decisions', 'csv', filter),
      feed: feedBeside('/decisions', DecisionsFilter, reading.query),
    };
  }

  @Get('actions')
  @Page('meetings/actions', ActionsQuery)
  async actions(@InReading() reading: Reading<ActionsQuery>) {
    const { page, state, owner, overdueOn } = reading.query;
    const filter = { ...(await this.meetingsIn(reading)), state, owner: await this.objects.idOf(owner), overdueOn };
    const [all, found] = await Promise.all([
      this.queries.execute(new GetActions(reading.at)),
      this.queries.execute(new GetActions(reading.at, filter)),
    ]);
    return {
      ...registerPage(all, found, { ...filter, page }),
      choices: { state: ACTION_STATES },
      data: dataOf(reading, '/api/actions', 'csv', filter),
      feed: feedBeside('/actions', ActionsFilter, reading.query),
    };
  }

  private async meetingsIn({ query: { body, meeting } }: Reading<RegisterFilter>) {
    return { body: await this.objects.idOf(body), meeting: await this.objects.idOf(meeting) };
  }
}
