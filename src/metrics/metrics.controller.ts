import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { MetricAnswer, MetricSummary, Observation } from '../../projections/state/queries/metric/metric.answers.js';
import {
  GetAreaSeries,
  GetMetric,
  GetMetricPage,
  GetMetrics,
} from '../../projections/state/queries/metric/metric.queries.js';
import {
  AreaLine,
  AreaSeries,
  areaLines,
  MetricPage,
} from '../../projections/state/queries/metric/metric-page.answers.js';
import {
  RevisionLine,
  RevisionTriangle,
  revisionLines,
} from '../../projections/state/queries/revision/revision.answers.js';
import { GetRevisions } from '../../projections/state/queries/revision/revision.queries.js';
import { Answers, ApiId } from '../http/view/answers.js';
import { Objects } from '../http/view/objects.js';
import { pageOf } from '../http/view/page.js';
import {
  ChoiceParameter,
  DayParameter,
  ListQuery,
  TableQuery,
  ViewQuery,
  WordsParameter,
} from '../http/view/parameters.js';
import { InReading } from '../http/view/reading.interceptor.js';
import type { Reading } from '../http/view/reading.js';
import { METRIC_USES } from './metric.events.js';

export class MetricsQuery extends ListQuery {
  @WordsParameter('With all of these words in the name, in upper or lower case.') words?: string[];
  @ChoiceParameter('Used for this, as their definitions say.', METRIC_USES) use?: string;
}

export class ObservationsQuery extends ListQuery {
  @DayParameter('Only figures whose period contains this day. The periods come as they are stored, not cut to it.')
  effectiveOn?: string;
}

@ApiTags('Metrics')
@Controller('api/metrics')
export class MetricsController {
  constructor(
    private readonly queries: QueryBus,
    private readonly objects: Objects,
  ) {}

  @Get()
  @Answers('The measures, each with its definition and last value', MetricsQuery, { pageOf: MetricSummary })
  async list(@InReading() reading: Reading<MetricsQuery>) {
    const { words, use } = reading.query;
    return pageOf(await this.queries.execute(new GetMetrics(reading.at, words, use)), reading);
  }

  @Get(':id')
  @ApiId('metric')
  @Answers(
    'A measure: its definition, last value and which way it goes, targets, breaks, checks and releases',
    ViewQuery,
    {
      one: MetricPage,
    },
  )
  async one(@Param('id') reference: string, @InReading() reading: Reading<ViewQuery>) {
    const id = await this.objects.id(reference);
    return this.objects.held(await this.queries.execute(new GetMetricPage(reading.at, id)), 'metric', id, reading.at);
  }

  @Get(':id/areas')
  @ApiId('metric')
  @Answers('The figures of a measure by area, and the areas that have none', TableQuery, {
    one: AreaSeries,
    table: { of: AreaLine, from: areaLines },
  })
  async areas(@Param('id') reference: string, @InReading() reading: Reading<TableQuery>) {
    const id = await this.objects.id(reference);
    return this.objects.held(await this.queries.execute(new GetAreaSeries(reading.at, id)), 'metric', id, reading.at);
  }

  @Get(':id/revisions')
  @ApiId('metric')
  @Answers('What was reported of each period, by the days of the reports', TableQuery, {
    one: RevisionTriangle,
    table: { of: RevisionLine, from: revisionLines },
  })
  async revisions(@Param('id') reference: string, @InReading() reading: Reading<TableQuery>) {
    const id = await this.objects.id(reference);
    return this.objects.held(await this.queries.execute(new GetRevisions(reading.at, id)), 'metric', id, reading.at);
  }

  @Get(':id/observations')
  @ApiId('metric')
  @Answers('All values of a measure, the latest period first, with what was first reported', ObservationsQuery, {
    pageOf: Observation,
    beside: { metric: MetricAnswer },
  })
  async observations(@Param('id') reference: string, @InReading() reading: Reading<ObservationsQuery>) {
    const id = await this.objects.id(reference);
    const answer = await this.queries.execute(new GetMetric(reading.at, id, reading.query.effectiveOn));
    const { metric, observations } = await this.objects.held(answer, 'metric', id, reading.at);
    return { metric, ...pageOf(observations, reading) };
  }
}
