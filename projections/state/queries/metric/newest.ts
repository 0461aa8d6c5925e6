import type { Statement, StateReader, View } from '../../statement.js';
import { areasByWidth } from '../area/area-list.js';
import { Facts, partOf } from '../facts.js';
import { versionsOfDefinitions } from './definitions.js';
import type { MetricSummary } from './metric.answers.js';
import { metricList } from './metric.assembler.js';

/** Of each metric one figure of its newest stated period that is not in the future; of those with none, nothing. */
export function newestPeriods(reader: StateReader, view: View, streams: readonly string[]): Promise<Statement[]> {
  return reader.latest(view, streams, { prefix: 'value/', upTo: `value/${view.asReportedOn}~`, most: 1 });
}

/** Of metrics whose papers never state an exact period, everything: it has no order in time to choose by. */
export async function figuresWithoutPeriod(
  reader: StateReader,
  view: View,
  streams: readonly string[],
): Promise<Statement[]> {
  if (streams.length === 0) return [];
  return reader.statements(view, { streams, prefixes: ['value/unstated.', 'direction/'] });
}

/** Some metrics with the figures of their newest periods, whatever else is held of them; by metric. */
export async function newestFigures(
  reader: StateReader,
  view: View,
  metrics: Iterable<string>,
): Promise<Map<string, MetricSummary>> {
  const streams = [...new Set(metrics)].map((id) => `metric-${id}`);
  if (streams.length === 0) return new Map();
  const last = await newestPeriods(reader, view, streams);
  const dated = new Set(last.map(({ stream }) => stream));
  const without = streams.filter((stream) => !dated.has(stream));
  const prefixes = [...new Set(last.map(({ facet }) => `value/${partOf(facet, 1)}/`))];
  const [definitions, figures, undated, areas] = await Promise.all([
    reader.statements(view, { streams, facets: ['definition'] }),
    last.length > 0 ? reader.statements(view, { streams: [...dated], prefixes }) : [],
    figuresWithoutPeriod(reader, view, without),
    areasByWidth(reader, view),
  ]);
  const versions = await versionsOfDefinitions(reader, view, definitions);
  const facts = new Facts([...definitions, ...versions, ...figures, ...undated]);
  return new Map(metricList(facts, view.asReportedOn, areas).map((one) => [one.id, one]));
}
