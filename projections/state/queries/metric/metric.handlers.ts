import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { StateReader } from '../../statement.js';
import { cited } from '../documents.js';
import { read } from '../read.js';
import { hasWords } from '../words.js';
import { metricList, metricWithObservations } from './metric.assembler.js';
import { GetMetric, GetMetrics } from './metric.queries.js';
import { contains } from './observation.js';

@QueryHandler(GetMetrics)
export class MetricsHandler implements IQueryHandler<GetMetrics> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view, words }: GetMetrics) {
    const metrics = metricList(await read(this.reader, view, { categories: ['metric'] }), view.asReportedOn);
    const wanted = metrics.filter(({ name }) => hasWords(name ?? '', words));
    return cited(this.reader, view, wanted);
  }
}

@QueryHandler(GetMetric)
export class MetricHandler implements IQueryHandler<GetMetric> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view, id, effectiveOn }: GetMetric) {
    const stream = `metric-${id}`;
    const [facts, history] = await Promise.all([
      read(this.reader, view, { streams: [stream] }),
      this.reader.history(stream, view.atSize),
    ]);
    const answer = metricWithObservations(facts.object('metric', id), history, view.asReportedOn);
    if (!answer || effectiveOn === undefined) return cited(this.reader, view, answer);
    const observations = answer.observations.filter(({ period }) => contains(period, effectiveOn));
    return cited(this.reader, view, { ...answer, observations });
  }
}

export const metricHandlers = [MetricsHandler, MetricHandler];
