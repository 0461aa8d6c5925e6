import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { StateReader } from '../../statement.js';
import { cited } from '../documents.js';
import { meetingsOfView } from '../meeting/meeting.handlers.js';
import { actionLines, decisionLines, recommendationLines } from './register.assembler.js';
import { GetActions, GetDecisions, GetRecommendations } from './register.queries.js';

@QueryHandler(GetDecisions)
export class DecisionsHandler implements IQueryHandler<GetDecisions> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view, filter }: GetDecisions) {
    return cited(this.reader, view, decisionLines(await meetingsOfView(this.reader, view), filter));
  }
}

@QueryHandler(GetRecommendations)
export class RecommendationsHandler implements IQueryHandler<GetRecommendations> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view, filter }: GetRecommendations) {
    return cited(this.reader, view, recommendationLines(await meetingsOfView(this.reader, view), filter));
  }
}

@QueryHandler(GetActions)
export class ActionsHandler implements IQueryHandler<GetActions> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view, filter }: GetActions) {
    const meetings = await meetingsOfView(this.reader, view, filter.overdueOn);
    return cited(this.reader, view, actionLines(meetings, filter));
  }
}

export const registerHandlers = [DecisionsHandler, RecommendationsHandler, ActionsHandler];
