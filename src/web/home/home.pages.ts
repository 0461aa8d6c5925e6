import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { GetMeetings } from '../../../projections/state/queries/meeting/meeting.queries.js';
import { GetPlanCounts, GetPlans } from '../../../projections/state/queries/plan/plan.queries.js';
import { GetReports } from '../../../projections/state/queries/report/report.queries.js';
import type { ChangeKind } from '../../../projections/state/queries/view-change/view-change.answers.js';
import { GetChanges } from '../../../projections/state/queries/view-change/view-change.queries.js';
import type { View } from '../../../projections/state/statement.js';
import type { ViewQuery } from '../../http/view/parameters.js';
import { InReading } from '../../http/view/reading.interceptor.js';
import type { Reading } from '../../http/view/reading.js';
import { Kept } from '../layout/kept.js';
import { Page } from '../page.js';
import type { PageAddress } from '../time/address.js';
import { Asked } from '../time/time-in-path.js';
import { countByKind, homePage, newestChanges, newestReportDays, type ReportDays } from './home.view.js';

@Controller()
export class HomePages {
  private readonly changes = new Kept<[ChangeKind, number][]>(200);

  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Page('home/home')
  async home(@InReading() { at }: Reading<ViewQuery>, @Asked() asked: PageAddress) {
    const [plans, reports, meetings] = await Promise.all([
      this.queries.execute(new GetPlans(at)),
      this.queries.execute(new GetReports(at)),
      this.queries.execute(new GetMeetings(at)),
    ]);
    const days = newestReportDays(reports, at.asReportedOn);
    const [changed, ...counts] = await Promise.all([
      days ? this.changed(days, at) : [],
      ...plans.map(({ id }) => this.queries.execute(new GetPlanCounts(at, id))),
    ]);
    const changes = days && newestChanges(days, changed, asked.time);
    return homePage({ plans, counts, reports, changes, meetings }, at.asReportedOn);
  }

  /** It takes long to find out, and stays the same while the ledger has the same size. */
  private changed({ from, to }: ReportDays, { atSize }: View): Promise<[ChangeKind, number][]> {
    return this.changes.get(`${from} ${to} ${atSize}`, async () => {
      const { lines } = await this.queries.execute(new GetChanges({ asReportedOn: to, atSize }, { from }));
      return countByKind(lines);
    });
  }
}
