import type { Statement, StateReader, View } from '../../statement.js';
import { idsIn } from '../references.js';

/** All of a plan that a coverage check looks at, but for what reports say. */
const OF_PLAN = {
  categories: ['plan', 'commitment', 'milestone', 'report'],
  facets: [
    ...['identity', 'description', 'node/*', 'node/*/title', 'node/*/place', 'node/*/end', 'order/*'],
    ...['indicator/*', 'indicator/*/metrics', 'place', 'wording/*', 'promise', 'due', 'state', 'attached/*/*'],
    ...['publication/*', 'no-update/*', 'workflow'],
  ],
};

/**
 * Reads what a coverage check of a report of this plan looks at. Of updates and figures only the newest: however long
 * a plan has been reported on, a check costs the same.
 *
 * @param since the day of the report
 */
export async function coverageFacts(
  reader: StateReader,
  view: View,
  { plan, since }: { plan: string; since: string },
): Promise<Statement[][]> {
  const [own, updates] = await Promise.all([
    reader.statements(view, { plan, ...OF_PLAN }),
    reader.statements(view, { plan, since, categories: ['update'], facets: ['content'] }),
  ]);
  const [targets, ...figures] = await Promise.all([
    targetsOf(reader, view, updates),
    metricFacts(reader, view, own, since),
  ]);
  return [own, updates, targets, ...figures.flat()];
}

/** What these updates are about, whenever that was said: one that is restated need not say it again. */
async function targetsOf(reader: StateReader, view: View, updates: readonly Statement[]): Promise<Statement[]> {
  if (updates.length === 0) return [];
  const streams = [...new Set(updates.map(({ stream }) => stream))];
  return reader.statements(view, { streams, facets: ['targets', 'block-targets'] });
}

/**
 * Of metrics whose figures were due, one figure reported since says that they are not late. Most have one of the
 * report's own day, however long ago the day was announced; only of the others is anything older read.
 */
async function metricFacts(
  reader: StateReader,
  view: View,
  own: readonly Statement[],
  reportDay: string,
): Promise<Statement[][]> {
  const linked = own.filter(({ facet }) => facet.startsWith('indicator/') && facet.endsWith('/metrics'));
  const streams = [...new Set(linked.flatMap(({ data }) => idsIn(data.metricIds)))].map((id) => `metric-${id}`);
  if (streams.length === 0) return [];
  const known = await reader.statements(view, { streams, facets: ['schedule', 'definition'] });
  const due = known.filter(({ facet, data }) => facet === 'schedule' && String(data.nextDue) <= view.asReportedOn);
  const figures = (of: readonly Statement[], since: string) =>
    reader.statements(view, { streams: of.map(({ stream }) => stream), prefixes: ['value/'], since });
  if (due.length === 0) return [known];
  const recent = await figures(due, reportDay);
  const days = new Map(recent.map(({ stream, reportedOn }) => [stream, reportedOn]));
  const open = due.filter(({ stream, data }) => !((days.get(stream) ?? '') >= String(data.nextDue)));
  if (open.length === 0) return [known, recent];
  const first = open.map(({ data }) => String(data.nextDue)).sort()[0]!;
  return [known, recent, await figures(open, first)];
}
