import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { Scorecard, ScorecardLine } from '../../projections/state/queries/scorecard/scorecard.answers.js';
import { GetScorecard, GetScorecardLines } from '../../projections/state/queries/scorecard/scorecard.queries.js';
import { Answers, ApiId } from '../http/view/answers.js';
import { Objects } from '../http/view/objects.js';
import { pageOf } from '../http/view/page.js';
import { ChoiceParameter, IdParameter, ListQuery, ViewQuery } from '../http/view/parameters.js';
import { InReading } from '../http/view/reading.interceptor.js';
import type { Reading } from '../http/view/reading.js';

export class ScorecardQuery extends ViewQuery {
  @ChoiceParameter('Only indicators that are proposed, or that are agreed.', ['proposed', 'agreed']) standing?: string;
}

export class ScorecardLinesQuery extends ListQuery {
  @IdParameter('Only the scorecard of this plan.') plan?: string;
}

@ApiTags('Scorecard')
@Controller('api')
export class ScorecardController {
  constructor(
    private readonly queries: QueryBus,
    private readonly objects: Objects,
  ) {}

  @Get('plans/:id/scorecard')
  @ApiId('plan')
  @Answers('The scorecard of a plan: the newest figures, which way they go, and what has none', ScorecardQuery, {
    one: Scorecard,
  })
  async one(@Param('id') reference: string, @InReading() reading: Reading<ScorecardQuery>) {
    const id = await this.objects.id(reference);
    const answer = await this.queries.execute(new GetScorecard(reading.at, id, reading.query.standing));
    return this.objects.held(answer, 'plan', id, reading.at);
  }

  @Get('scorecard')
  @Answers('The scorecards of all plans, line by line', ScorecardLinesQuery, { pageOf: ScorecardLine })
  async lines(@InReading() reading: Reading<ScorecardLinesQuery>) {
    const plan = await this.objects.idOf(reading.query.plan);
    return pageOf(await this.queries.execute(new GetScorecardLines(reading.at, plan)), reading);
  }
}
