import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { PlanCounts, PlanSummary, PlanTree } from '../../projections/state/queries/plan.answers.js';
import { GetPlan, GetPlanCounts, GetPlans } from '../../projections/state/queries/queries.js';
import { Answers, ApiId } from '../http/view/answers.js';
import { Objects } from '../http/view/objects.js';
import { pageOf } from '../http/view/page.js';
import { ListQuery, ViewQuery } from '../http/view/parameters.js';
import { InReading } from '../http/view/reading.interceptor.js';
import type { Reading } from '../http/view/reading.js';

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
}
