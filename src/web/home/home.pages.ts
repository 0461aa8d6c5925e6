import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { GetMeetings } from '../../../projections/state/queries/meeting/meeting.queries.js';
import { GetPlanCounts, GetPlans } from '../../../projections/state/queries/plan/plan.queries.js';
import { GetReports } from '../../../projections/state/queries/report/report.queries.js';
import type { ViewQuery } from '../../http/view/parameters.js';
import { InReading } from '../../http/view/reading.interceptor.js';
import type { Reading } from '../../http/view/reading.js';
import { Page } from '../page.js';
import { homePage } from './home.view.js';

@Controller()
export class HomePages {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Page('home/home')
  async home(@InReading() { at }: Reading<ViewQuery>) {
    const [plans, reports, meetings] = await Promise.all([
      this.queries.execute(new GetPlans(at)),
      this.queries.execute(new GetReports(at)),
      this.queries.execute(new GetMeetings(at)),
    ]);
    const counts = await Promise.all(plans.map(({ id }) => this.queries.execute(new GetPlanCounts(at, id))));
    return homePage({ plans, counts, reports, meetings }, at.asReportedOn);
  }
}
