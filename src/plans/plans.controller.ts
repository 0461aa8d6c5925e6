import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { ComparisonRow, PlanComparison } from '../../projections/state/queries/lineage/lineage.answers.js';
import { GetPlanComparison } from '../../projections/state/queries/lineage/lineage.queries.js';
import { PlanCounts, PlanSummary, PlanTree } from '../../projections/state/queries/plan/plan.answers.js';
import { GetPlan, GetPlanCounts, GetPlans } from '../../projections/state/queries/plan/plan.queries.js';
import { TagAnswer } from '../../projections/state/queries/tag/tag.answers.js';
import { GetTags } from '../../projections/state/queries/tag/tag.queries.js';
import { Answers, ApiId } from '../http/view/answers.js';
import { Objects } from '../http/view/objects.js';
import { pageOf } from '../http/view/page.js';
import { IdParameter, ListQuery, TableQuery, ViewQuery } from '../http/view/parameters.js';
import { InReading } from '../http/view/reading.interceptor.js';
import type { Reading } from '../http/view/reading.js';

class ComparisonQuery extends TableQuery {
  @IdParameter('The newer plan; the one that follows unless told.') to?: string;
}

@ApiTags('Plans')
@Controller('api/plans')
export class PlansController {
  constructor(
    private readonly queries: QueryBus,
    private readonly objects: Objects,
  ) {}

  @Get()
  @Answers('The plans whose promises the ledger follows', ListQuery, { pageOf: PlanSummary })
  async list(@InReading() reading: Reading<ListQuery>) {
    return pageOf(await this.queries.execute(new GetPlans(reading.at)), reading);
  }

  @Get(':id')
  @ApiId('plan')
  @Answers('A whole plan: every promise, what was said about it, when, and where that is written', ViewQuery, {
    one: PlanTree,
  })
  async one(@Param('id') reference: string, @InReading() reading: Reading<ViewQuery>) {
    const id = await this.objects.id(reference);
    return this.objects.held(await this.queries.execute(new GetPlan(reading.at, id)), 'plan', id, reading.at);
  }

  @Get(':id/counts')
  @ApiId('plan')
  @Answers('What can be counted of a plan, beside what papers state', ViewQuery, { one: PlanCounts })
  async counts(@Param('id') reference: string, @InReading() reading: Reading<ViewQuery>) {
    const id = await this.objects.id(reference);
    return this.objects.held(await this.queries.execute(new GetPlanCounts(reading.at, id)), 'plan', id, reading.at);
  }

  @Get(':id/lineage')
  @ApiId('plan')
  @Answers(
    'A plan beside the one that follows it, promise by promise, those without a link included',
    ComparisonQuery,
    {
      one: PlanComparison,
      table: { of: ComparisonRow, from: ({ rows }: PlanComparison) => rows },
    },
  )
  async lineage(@Param('id') reference: string, @InReading() reading: Reading<ComparisonQuery>) {
    const id = await this.objects.id(reference);
    const to = await this.objects.idOf(reading.query.to);
    const answer = await this.queries.execute(new GetPlanComparison(reading.at, id, to));
    if ('notHeld' in answer) return this.objects.held(undefined, 'plan', answer.notHeld, reading.at);
    return answer;
  }

  @Get(':id/tags')
  @ApiId('plan')
  @Answers('What runs across the tree of a plan: its tags, with what has them', ListQuery, { pageOf: TagAnswer })
  async tags(@Param('id') reference: string, @InReading() reading: Reading<ListQuery>) {
    const id = await this.objects.id(reference);
    const answer = await this.queries.execute(new GetTags(reading.at, id));
    return pageOf(await this.objects.held(answer, 'plan', id, reading.at), reading);
  }
}
