import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { GetPlan, GetPlanCounts, GetPlans } from '../../../projections/state/queries/plan/plan.queries.js';
import { GetReports } from '../../../projections/state/queries/report/report.queries.js';
import { GetScorecard } from '../../../projections/state/queries/scorecard/scorecard.queries.js';
import { GetTags } from '../../../projections/state/queries/tag/tag.queries.js';
import { ProblemError } from '../../http/problem.js';
import { Objects } from '../../http/view/objects.js';
import type { ViewQuery } from '../../http/view/parameters.js';
import { InReading } from '../../http/view/reading.interceptor.js';
import type { Reading } from '../../http/view/reading.js';
import { dataOf, feedBeside } from '../data-links.js';
import { atItsAddress } from '../one-address.js';
import { Page } from '../page.js';
import { wordsIn } from '../render/words.js';
import { scorecardExtract, scorecardPage } from '../scorecards/scorecard.view.js';
import { Site } from '../site.js';
import type { PageAddress } from '../time/address.js';
import { Asked } from '../time/time-in-path.js';
import { partPage } from './part.view.js';
import { planLines, planPage } from './plan.view.js';

@Controller('plans')
export class PlansPages {
  constructor(
    private readonly queries: QueryBus,
    private readonly objects: Objects,
    private readonly site: Site,
  ) {}

  @Get()
  @Page('plans/plans')
  async list(@InReading() reading: Reading<ViewQuery>) {
    const plans = await this.queries.execute(new GetPlans(reading.at));
    return {
      plans: planLines(plans),
      data: dataOf(reading, '/api/plans', 'csv'),
      feed: feedBeside('/plans'),
    };
  }

  @Get(':plan')
  @Page('plans/plan')
  async one(@Param('plan') reference: string, @InReading() reading: Reading<ViewQuery>, @Asked() asked: PageAddress) {
    const { at, view } = reading;
    const id = await this.objects.id(reference);
    const [tree, counts, scorecard, reports, tags, plans] = await Promise.all([
      this.queries.execute(new GetPlan(at, id)),
      this.queries.execute(new GetPlanCounts(at, id)),
      this.queries.execute(new GetScorecard(at, id)),
      this.queries.execute(new GetReports(at)),
      this.queries.execute(new GetTags(at, id)),
      this.queries.execute(new GetPlans(at)),
    ]);
    const plan = await this.objects.held(tree, 'plan', id, at);
    const words = wordsIn(this.site.language, view!.timeZone);
    const whole = scorecard && scorecardPage(scorecard, { externalIds: plan.externalIds, latest: new Map(), words });
    const extract = whole ? scorecardExtract(whole) : null;
    const page = planPage(plan, { counts: counts!, scorecard: extract, reports, tags: tags ?? [], plans });
    atItsAddress(asked, page.path);
    return { ...page, data: dataOf(reading, `/api/plans/${reference}`), feed: feedBeside(page.path) };
  }

  @Get(':plan/priorities/:part')
  @Page('plans/part')
  priority(@Param() params: PartOf, @InReading() reading: Reading<ViewQuery>, @Asked() asked: PageAddress) {
    return this.part(params, reading, asked);
  }

  @Get(':plan/themes/:part')
  @Page('plans/part')
  theme(@Param() params: PartOf, @InReading() reading: Reading<ViewQuery>, @Asked() asked: PageAddress) {
    return this.part(params, reading, asked);
  }

  private async part({ plan, part }: PartOf, { at }: Reading<ViewQuery>, asked: PageAddress) {
    const [planId, partId] = await Promise.all([this.objects.id(plan), this.objects.id(part)]);
    const tree = await this.objects.held(await this.queries.execute(new GetPlan(at, planId)), 'plan', planId, at);
    const page = partPage(tree, partId);
    if (!page) throw new ProblemError(404, 'unknown-object', 'The plan has no such part in this view');
    atItsAddress(asked, page.path);
    return page;
  }
}

interface PartOf {
  plan: string;
  part: string;
}
