import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { GetLatestFigures } from '../../../projections/state/queries/metric/metric.queries.js';
import { GetPlans } from '../../../projections/state/queries/plan/plan.queries.js';
import { GetScorecard } from '../../../projections/state/queries/scorecard/scorecard.queries.js';
import { Objects } from '../../http/view/objects.js';
import type { ViewQuery } from '../../http/view/parameters.js';
import { InReading } from '../../http/view/reading.interceptor.js';
import type { Reading } from '../../http/view/reading.js';
import { dataOf } from '../data-links.js';
import { atItsAddress } from '../one-address.js';
import { Page } from '../page.js';
import { wordsIn } from '../render/words.js';
import { Site } from '../site.js';
import type { PageAddress } from '../time/address.js';
import { Asked } from '../time/time-in-path.js';
import { scorecardPage } from './scorecard.view.js';

@Controller('scorecards')
export class ScorecardsPages {
  constructor(
    private readonly queries: QueryBus,
    private readonly objects: Objects,
    private readonly site: Site,
  ) {}

  @Get(':plan')
  @Page('scorecards/scorecard')
  async one(@Param('plan') reference: string, @InReading() reading: Reading<ViewQuery>, @Asked() asked: PageAddress) {
    const { at, view } = reading;
    const id = await this.objects.id(reference);
    const [answer, plans] = await Promise.all([
      this.queries.execute(new GetScorecard(at, id)),
      this.queries.execute(new GetPlans(at)),
    ]);
    const scorecard = await this.objects.held(answer, 'plan', id, at);
    const drawn = scorecard.priorities.flatMap(({ lines }) => lines.flatMap(({ metric }) => metric?.id ?? []));
    const page = scorecardPage(scorecard, {
      externalIds: plans.find((plan) => plan.id === id)?.externalIds ?? [],
      latest: await this.queries.execute(new GetLatestFigures(at, drawn)),
      words: wordsIn(this.site.language, view!.timeZone),
    });
    atItsAddress(asked, page.path);
    const { json } = dataOf(reading, `/api/plans/${reference}/scorecard`);
    return { ...page, data: { ...dataOf(reading, '/api/scorecard', 'csv', { plan: reference }), json } };
  }
}
