import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { GetCommitments } from '../../../projections/state/queries/commitment/commitment.queries.js';
import { GetPlanComparison } from '../../../projections/state/queries/lineage/lineage.queries.js';
import { GetPlan, GetPlans } from '../../../projections/state/queries/plan/plan.queries.js';
import { GetTags } from '../../../projections/state/queries/tag/tag.queries.js';
import { ProblemError } from '../../http/problem.js';
import { Objects } from '../../http/view/objects.js';
import { ChoiceParameter, ViewQuery, WholeParameter } from '../../http/view/parameters.js';
import { InReading } from '../../http/view/reading.interceptor.js';
import type { Reading } from '../../http/view/reading.js';
import { dataOf } from '../data-links.js';
import { atItsAddress } from '../one-address.js';
import { Page } from '../page.js';
import type { PageAddress } from '../time/address.js';
import { searchWith } from '../time/page-addressing.js';
import { Asked } from '../time/time-in-path.js';
import { COMPARISON_SHOWS, type ComparisonShow, comparisonPage } from './comparison.view.js';
import { pathOfPlan } from './plan.view.js';
import { tagPage } from './tag.view.js';

class ComparisonQuery extends ViewQuery {
  @ChoiceParameter('Only these.', COMPARISON_SHOWS) show?: ComparisonShow;
  @WholeParameter('Page of the list.', 1, 10_000) page?: number;
}

/** What runs across the tree of a plan, and from one plan into the next. */
@Controller('plans/:plan')
export class AcrossPlansPages {
  constructor(
    private readonly queries: QueryBus,
    private readonly objects: Objects,
  ) {}

  @Get('tags/:tag')
  @Page('plans/tag')
  async tag(
    @Param() { plan: reference, tag: tagReference }: { plan: string; tag: string },
    @InReading() reading: Reading<ViewQuery>,
    @Asked() asked: PageAddress,
  ) {
    const { at } = reading;
    const [id, tag] = await Promise.all([this.objects.id(reference), this.objects.id(tagReference)]);
    const [tree, tags, commitments] = await Promise.all([
      this.queries.execute(new GetPlan(at, id)),
      this.queries.execute(new GetTags(at, id)),
      this.queries.execute(new GetCommitments(at, { plan: id, tag })),
    ]);
    const plan = await this.objects.held(tree, 'plan', id, at);
    const answer = tags?.find((one) => one.id === tag);
    if (!answer) throw new ProblemError(404, 'unknown-object', 'The plan has no such tag in this view');
    const page = tagPage(plan, answer, { tags: tags ?? [], commitments });
    atItsAddress(asked, page.path);
    return { ...page, data: dataOf(reading, '/api/commitments', 'csv', { plan: reference, tag }) };
  }

  @Get('compare/:to')
  @Page('plans/comparison', ComparisonQuery)
  async compare(
    @Param() { plan: from, to }: { plan: string; to: string },
    @InReading() reading: Reading<ComparisonQuery>,
    @Asked() asked: PageAddress,
  ) {
    const { at, query } = reading;
    const ids = await Promise.all([this.objects.id(from), this.objects.id(to)]);
    const [answer, plans] = await Promise.all([
      this.queries.execute(new GetPlanComparison(at, ids[0], ids[1])),
      this.queries.execute(new GetPlans(at)),
    ]);
    if ('notHeld' in answer) return this.objects.held(undefined, 'plan', answer.notHeld, at);
    const [older, newer] = ids.map((id) => pathOfPlan(plans.find((plan) => plan.id === id)!));
    const page = comparisonPage(answer, { from: older!, to: newer! }, query);
    atItsAddress(asked, page.path, searchWith(query));
    return { ...page, data: dataOf(reading, `/api/plans/${from}/lineage`, 'csv', { to }) };
  }
}
