import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { GetMilestone, GetMilestones } from '../../../projections/state/queries/milestone/milestone.queries.js';
import { MILESTONE_SHOWS, type MilestoneShow } from '../../../projections/state/queries/milestone/shown.js';
import { GetPlan, GetPlans } from '../../../projections/state/queries/plan/plan.queries.js';
import { Objects } from '../../http/view/objects.js';
import { ChoiceParameter, DayParameter, IdParameter, ViewQuery, WholeParameter } from '../../http/view/parameters.js';
import { InReading } from '../../http/view/reading.interceptor.js';
import type { Reading } from '../../http/view/reading.js';
import { dataOf, feedBeside } from '../data-links.js';
import { atItsAddress, withPlanAsLinked } from '../one-address.js';
import { Page } from '../page.js';
import type { PageAddress } from '../time/address.js';
import { Asked } from '../time/time-in-path.js';
import { milestonePage } from './milestone.view.js';
import { milestonesPage } from './milestones.view.js';

/** What narrows the list, as page or as feed. */
export class MilestonesFilter extends ViewQuery {
  @ChoiceParameter('Only these.', MILESTONE_SHOWS) show?: MilestoneShow;
  @IdParameter('Of this plan.') plan?: string;
  @IdParameter('Belonging to this part of the plan, or to anything in it.') about?: string;
  @IdParameter('Promised by this body.') body?: string;
  @DayParameter('What would be overdue on this day with nothing more reported.') on?: string;
}

class MilestonesQuery extends MilestonesFilter {
  @WholeParameter('Page of the list.', 1, 10_000) page?: number;
}

@Controller('milestones')
export class MilestonesPages {
  constructor(
    private readonly queries: QueryBus,
    private readonly objects: Objects,
  ) {}

  @Get()
  @Page('milestones/milestones', MilestonesQuery)
  async list(@InReading() reading: Reading<MilestonesQuery>, @Asked() address: PageAddress) {
    const { at, query } = reading;
    const [plan, about, body] = await Promise.all(
      [query.plan, query.about, query.body].map((id) => this.objects.idOf(id)),
    );
    const day = query.on ?? at.asReportedOn;
    const [all, plans, tree] = await Promise.all([
      this.queries.execute(new GetMilestones(at, { plan, about, on: day })),
      this.queries.execute(new GetPlans(at)),
      plan === undefined ? undefined : this.queries.execute(new GetPlan(at, plan)),
    ]);
    withPlanAsLinked(address, query, plans);
    const { show, on, page } = query;
    return {
      ...milestonesPage({ all, plans, plan: tree }, { show, plan, about, body, on, page }, day),
      path: '/milestones',
      data: dataOf(reading, '/api/milestones', 'csv', { show, plan, about, body, on }),
      feed: feedBeside('/milestones', MilestonesFilter, query),
    };
  }

  @Get(':id')
  @Page('milestones/milestone')
  async one(@Param('id') reference: string, @InReading() reading: Reading<ViewQuery>, @Asked() asked: PageAddress) {
    const { at } = reading;
    const id = await this.objects.id(reference);
    const answer = await this.objects.held(await this.queries.execute(new GetMilestone(at, id)), 'milestone', id, at);
    const page = milestonePage(answer);
    atItsAddress(asked, page.path);
    return { ...page, data: dataOf(reading, `/api/milestones/${id}`) };
  }
}
