import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { MetricAnswer, MetricSummary, Observation } from '../../projections/state/queries/metric/metric.answers.js';
import { GetMetric, GetMetrics } from '../../projections/state/queries/metric/metric.queries.js';
import { Answers, ApiId } from '../http/view/answers.js';
import { Objects } from '../http/view/objects.js';
import { pageOf } from '../http/view/page.js';
import { DayParameter, ListQuery, WordsParameter } from '../http/view/parameters.js';
import { InReading } from '../http/view/reading.interceptor.js';
import type { Reading } from '../http/view/reading.js';

export class MetricsQuery extends ListQuery {
  @WordsParameter('With all of these words in the name, in upper or lower case.') words?: string[];
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
    return pageOf(await this.queries.execute(new GetMetrics(reading.at, reading.query.words)), reading);
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
