import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Day } from '../../../../src/ledger/dates.js';
import { type StatementFilter, StateReader } from '../../statement.js';
import { areasByWidth } from '../area/area-list.js';
import { cited } from '../documents.js';
import { Facts, type ObjectFacts, payloadOf } from '../facts.js';
import { Names } from '../names.js';
import { read } from '../read.js';
import { hasWords } from '../words.js';
import { versionsIn, versionsOfDefinitions } from './definitions.js';
import { metricList, metricWithObservations, observationsOf } from './metric.assembler.js';
import {
  GetAreaSeries,
  GetLatestFigures,
  GetMetric,
  GetMetricPage,
  GetMetrics,
  type LatestFigures,
} from './metric.queries.js';
import { areaSeries, metricPage } from './metric-page.assembler.js';
import { contains } from './observation.js';

const NAMES_OF_METRICS: StatementFilter = { categories: ['metric'], facets: ['definition'] };

@QueryHandler(GetMetrics)
export class MetricsHandler implements IQueryHandler<GetMetrics> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view, words, use }: GetMetrics) {
    const [statements, areas] = await Promise.all([
      this.reader.statements(view, { categories: ['metric'] }),
      areasByWidth(this.reader, view),
    ]);
    const facts = new Facts([...statements, ...(await versionsOfDefinitions(this.reader, view, statements))]);
    const metrics = metricList(facts, view.asReportedOn, areas);
    const wanted = metrics.filter(
      ({ name, definition }) => hasWords(name ?? '', words) && (use === undefined || definition.use === use),
    );
    return cited(this.reader, view, wanted);
  }
}

/** Of each metric so many figures at most, over all areas and parts: some years of months where it has only one. */
const LATEST = 250;

@QueryHandler(GetLatestFigures)
export class LatestFiguresHandler implements IQueryHandler<GetLatestFigures> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view, metrics }: GetLatestFigures) {
    const streams = [...new Set(metrics)].map((id) => `metric-${id}`);
    const upTo = `value/${view.asReportedOn}~`; // what has no stated period comes behind all days
    const [figures, definitions] = await Promise.all([
      this.reader.latest(view, streams, { prefix: 'value/', upTo, most: LATEST }),
      this.reader.statements(view, { streams, facets: ['definition', 'break/*'] }),
    ]);
    const versions = await versionsOfDefinitions(this.reader, view, definitions);
    const facts = new Facts([...figures, ...definitions, ...versions]);
    return new Map(facts.all('metric').map((metric) => [metric.id, latestFigures(metric, view.asReportedOn)]));
  }
}

function latestFigures(metric: ObjectFacts, on: Day): LatestFigures {
  return {
    definition: payloadOf(metric.get('definition')?.data ?? {}),
    figures: observationsOf(metric, on),
    breaks: metric.list('break/*', 'SeriesBreakMarked').map(({ data }) => String(data.at)),
  };
}

@QueryHandler(GetMetric)
export class MetricHandler implements IQueryHandler<GetMetric> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view, id, effectiveOn }: GetMetric) {
    const stream = `metric-${id}`;
    const [statements, history, areas] = await Promise.all([
      this.reader.statements(view, { streams: [stream] }),
      this.reader.history(stream, view.atSize),
      areasByWidth(this.reader, view),
    ]);
    const facts = new Facts([...statements, ...versionsIn(history, view.asReportedOn)]);
    const answer = metricWithObservations(facts.object('metric', id), history, view.asReportedOn, areas);
    if (!answer || effectiveOn === undefined) return cited(this.reader, view, answer);
    const observations = answer.observations.filter(({ period }) => contains(period, effectiveOn));
    return cited(this.reader, view, { ...answer, observations });
  }
}

@QueryHandler(GetMetricPage)
export class MetricPageHandler implements IQueryHandler<GetMetricPage> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view, id }: GetMetricPage) {
    const stream = `metric-${id}`;
    const [statements, named, history, areas] = await Promise.all([
      this.reader.statements(view, { streams: [stream] }),
      read(this.reader, view, NAMES_OF_METRICS),
      this.reader.history(stream, view.atSize),
      areasByWidth(this.reader, view),
    ]);
    const about = { names: new Names(named), areas, on: view.asReportedOn };
    const facts = new Facts([...statements, ...versionsIn(history, view.asReportedOn)]);
    const answer = metricPage(facts.object('metric', id), history, about);
    return cited(this.reader, view, answer);
  }
}

@QueryHandler(GetAreaSeries)
export class AreaSeriesHandler implements IQueryHandler<GetAreaSeries> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view, id }: GetAreaSeries) {
    const [statements, areas] = await Promise.all([
      this.reader.statements(view, { streams: [`metric-${id}`] }),
      areasByWidth(this.reader, view),
    ]);
    const facts = new Facts([...statements, ...(await versionsOfDefinitions(this.reader, view, statements))]);
    const name = new Names(facts).of(id)!;
    const answer = areaSeries(facts.object('metric', id), { name, areas, on: view.asReportedOn });
    return cited(this.reader, view, answer);
  }
}

export const metricHandlers = [
  ...[MetricsHandler, LatestFiguresHandler, MetricHandler],
  ...[MetricPageHandler, AreaSeriesHandler],
];
