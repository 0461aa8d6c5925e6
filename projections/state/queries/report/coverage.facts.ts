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
    reader.statements(view, {
      ...{ plan, since, categories: ['update'] },
      facets: ['content', 'targets', 'block-targets'],
    }),
  ]);
  return [own, updates, ...(await metricFacts(reader, view, own))];
}

async function metricFacts(reader: StateReader, view: View, own: readonly Statement[]): Promise<Statement[][]> {
  const linked = own.filter(({ facet }) => facet.startsWith('indicator/') && facet.endsWith('/metrics'));
  const streams = [...new Set(linked.flatMap(({ data }) => idsIn(data.metricIds)))].map(
    (id) => `metric-${id}` as const,
  );
  if (streams.length === 0) return [];
  const known = await reader.statements(view, { streams, facets: ['schedule', 'definition'] });
  const days = known.filter(({ facet }) => facet === 'schedule').map(({ data }) => String(data.nextDue));
  if (days.length === 0) return [known];
  return [known, await reader.statements(view, { streams, prefixes: ['value/'], since: days.sort()[0]! })];
}
