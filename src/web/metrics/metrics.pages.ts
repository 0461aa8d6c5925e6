import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { GetConflicts } from '../../../projections/state/queries/conflict/conflict.queries.js';
import {
  GetAreaSeries,
  GetMetric,
  GetMetricPage,
  GetMetrics,
} from '../../../projections/state/queries/metric/metric.queries.js';
import { GetRestatements } from '../../../projections/state/queries/restatement/restatement.queries.js';
import { GetRevisions } from '../../../projections/state/queries/revision/revision.queries.js';
import { GetScorecardLines } from '../../../projections/state/queries/scorecard/scorecard.queries.js';
import type { View } from '../../../projections/state/statement.js';
import { Objects } from '../../http/view/objects.js';
import { ChoiceParameter, ViewQuery, WholeParameter, WordsParameter } from '../../http/view/parameters.js';
import { InReading } from '../../http/view/reading.interceptor.js';
import type { Reading } from '../../http/view/reading.js';
import { Clock } from '../../ledger/clock.js';
import { dayIn } from '../../ledger/dates.js';
import { METRIC_USES } from '../../metrics/metric.events.js';
import { dataOf, feedBeside } from '../data-links.js';
import { atItsAddress } from '../one-address.js';
import { Page } from '../page.js';
import { wordsIn } from '../render/words.js';
import { Site } from '../site.js';
import type { PageAddress } from '../time/address.js';
import { searchWith } from '../time/page-addressing.js';
import { Asked } from '../time/time-in-path.js';
import { metricPage } from './metric.view.js';
import { metricAreasPage } from './metric-areas.view.js';
import { metricListPage } from './metric-list.view.js';
import { metricRevisionsPage } from './metric-revisions.view.js';

/** What narrows the list, as page or as feed. */
export class MetricsFilter extends ViewQuery {
  @WordsParameter('All of these stand in the name.') words?: string[];
  @ChoiceParameter('Used for this.', METRIC_USES) use?: string;
}

class MetricsQuery extends MetricsFilter {
  @WholeParameter('Page of the list.', 1, 10_000) page?: number;
}

class MetricQuery extends ViewQuery {
  @ChoiceParameter('first: figures as they were first reported.', ['first']) reported?: 'first';
  @WholeParameter('Page of the figures for other areas and parts.', 1, 10_000) page?: number;
}

class RevisionsQuery extends ViewQuery {
  @WholeParameter('Page of the list.', 1, 10_000) page?: number;
}

@Controller('metrics')
export class MetricsPages {
  constructor(
    private readonly queries: QueryBus,
    private readonly objects: Objects,
    private readonly site: Site,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Page('metrics/list', MetricsQuery)
  async list(@InReading() reading: Reading<MetricsQuery>) {
    const { words, use } = reading.query;
    const [all, found] = await Promise.all([
      this.queries.execute(new GetMetrics(reading.at)),
      this.queries.execute(new GetMetrics(reading.at, words, use)),
    ]);
    return {
      ...metricListPage({ all, found }, reading.query),
      data: dataOf(reading, '/api/metrics', 'csv', { words, use }),
      feed: feedBeside('/metrics', MetricsFilter, reading.query),
    };
  }

  @Get(':id')
  @Page('metrics/metric', MetricQuery)
  async one(@Param('id') reference: string, @InReading() reading: Reading<MetricQuery>, @Asked() asked: PageAddress) {
    const { at, query } = reading;
    const id = await this.objects.id(reference);
    const [answer, figures, now, restatements, { conflicts }, lines] = await Promise.all([
      this.queries.execute(new GetMetricPage(at, id)),
      this.queries.execute(new GetMetric(at, id)),
      this.figuresNow(reading, id),
      this.queries.execute(new GetRestatements(at, { object: id })),
      this.queries.execute(new GetConflicts(at, { about: id })),
      this.queries.execute(new GetScorecardLines(at)),
    ]);
    const metric = await this.objects.held(answer, 'metric', id, at);
    const { observations } = figures!;
    const parts = { metric, observations, restatements, conflicts, lines, ...(now ? { now } : {}) };
    const page = metricPage(parts, { ...query, words: this.words(reading) });
    atItsAddress(asked, page.path, searchWith(query));
    const json = dataOf(reading, `/api/metrics/${id}`).json;
    return {
      ...page,
      data: { ...dataOf(reading, `/api/metrics/${id}/observations`, 'csv'), json },
      feed: feedBeside(page.path),
    };
  }

  @Get(':id/areas')
  @Page('metrics/areas')
  async areas(@Param('id') reference: string, @InReading() reading: Reading<ViewQuery>, @Asked() asked: PageAddress) {
    const { at } = reading;
    const id = await this.objects.id(reference);
    const [answer, metric] = await Promise.all([
      this.queries.execute(new GetAreaSeries(at, id)),
      this.queries.execute(new GetMetric(at, id)),
    ]);
    const series = await this.objects.held(answer, 'metric', id, at);
    const { definition } = metric!.metric;
    const page = metricAreasPage(series, { definition, words: this.words(reading) });
    atItsAddress(asked, page.path);
    return { ...page, data: dataOf(reading, `/api/metrics/${id}/areas`, 'csv') };
  }

  @Get(':id/revisions')
  @Page('metrics/revisions', RevisionsQuery)
  async revisions(
    @Param('id') reference: string,
    @InReading() reading: Reading<RevisionsQuery>,
    @Asked() asked: PageAddress,
  ) {
    const { at, query } = reading;
    const id = await this.objects.id(reference);
    const [answer, metric] = await Promise.all([
      this.queries.execute(new GetRevisions(at, id)),
      this.queries.execute(new GetMetric(at, id)),
    ]);
    const triangle = await this.objects.held(answer, 'metric', id, at);
    const { definition } = metric!.metric;
    const page = metricRevisionsPage(triangle, { ...query, definition, words: this.words(reading) });
    atItsAddress(asked, page.path, searchWith(query));
    return { ...page, data: dataOf(reading, `/api/metrics/${id}/revisions`, 'csv') };
  }

  private words({ view }: Reading<ViewQuery>) {
    return wordsIn(this.site.language, view!.timeZone);
  }

  /**
   * The figures as known now, for a view of an earlier day that still grows. What is now known is nothing that a pinned
   * view may show: it must be the same tomorrow.
   */
  private async figuresNow({ view, at, pinned }: Reading<ViewQuery>, id: string) {
    if (pinned || view!.defaulted.includes('asReportedOn')) return undefined;
    const today: View = { asReportedOn: dayIn(view!.timeZone, this.clock.now()), atSize: at.atSize };
    return (await this.queries.execute(new GetMetric(today, id)))?.observations;
  }
}
