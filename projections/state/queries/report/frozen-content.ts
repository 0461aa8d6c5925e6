import { createHash } from 'node:crypto';
import { canonicalBytes, type JsonObject } from '../../../../src/integrity/canonical-json.js';
import type { Statement, StateReader, View } from '../../statement.js';
import { compare, type Facts, partOf } from '../facts.js';
import { idsUnder } from '../plan/under.js';
import { idsIn } from '../references.js';
import { coverageFacts } from './coverage.facts.js';
import type { CoveredReport } from './published.js';

/** Reads everything that a report may show: what its coverage check looks at, and how its promises stand. */
export async function reportFacts(
  reader: StateReader,
  view: View,
  { plan, day }: Pick<CoveredReport, 'plan' | 'day'>,
): Promise<Statement[][]> {
  const [covered, statuses, figures] = await Promise.all([
    coverageFacts(reader, view, { plan, since: day }),
    reader.statements(view, { plan, categories: ['commitment'], facets: ['target-date'], prefixes: ['status/'] }),
    reader.statements(view, { plan, categories: ['plan'], facets: ['delivery/*', 'delivery/*/end'] }),
  ]);
  return [...covered, statuses, figures, await newFigures(reader, view, covered.flat(), day)];
}

/** Figures of the scorecard that are reported on the day of the report. */
async function newFigures(reader: StateReader, view: View, facts: readonly Statement[], since: string) {
  const links = facts.filter(({ facet }) => facet.startsWith('indicator/') && facet.endsWith('/metrics'));
  const streams = [...new Set(links.flatMap(({ data }) => idsIn(data.metricIds)))].map((id) => `metric-${id}` as const);
  return streams.length === 0 ? [] : reader.statements(view, { streams, prefixes: ['value/'], since });
}

/**
 * What a report shows, as bytes that are the same for ever: which entry answers for every part of it. The words stay in
 * those entries, where they can be erased; neither a narrative nor a name stands here.
 */
export function frozenContent(report: CoveredReport, about: JsonObject, facts: Facts): Buffer {
  const plan = facts.object('plan', report.plan);
  const scope = new Set(
    (report.scope.length > 0 ? report.scope : [report.plan]).flatMap((id) => [...idsUnder(id, facts)]),
  );
  const inScope = facts.all('commitment').filter(({ id }) => scope.has(id));
  const said = facts.all('update').filter((update) => update.get('content')?.data.reportId === report.id);
  const promised = facts
    .all('milestone')
    .filter((one) => one.list('attached/*/*', 'MilestoneAttached').some(({ facet }) => scope.has(partOf(facet, 2))));
  const indicators = plan?.list('indicator/*/metrics') ?? [];
  const metrics = new Set(indicators.flatMap(({ data }) => idsIn(data.metricIds)));
  const figures = facts.all('metric').filter(({ id }) => metrics.has(id));
  const delivery = (plan?.list('delivery/*') ?? []).filter(({ data }) =>
    idsIn(data.targets).some((id) => scope.has(id)),
  );
  const shown = [
    ...inScope.flatMap((one) => one.under('')),
    ...said.flatMap((one) => one.under('')),
    ...promised.flatMap((one) => one.under('')),
    ...figures.flatMap((one) => one.under('value/').filter(({ reportedOn }) => reportedOn === report.day)),
    ...(plan?.under('node/').filter(({ facet }) => scope.has(partOf(facet, 1))) ?? []),
    ...delivery.flatMap(({ facet }) =>
      [plan!.get(facet)!, plan!.get(`${facet}/end`)].filter((one) => one !== undefined),
    ),
    ...(facts.object('report', report.id)?.list('no-update/*') ?? []),
  ];
  const entries = shown.map(({ stream, facet, id }) => ({ key: `${stream}/${facet}`, entry: id }));
  return canonicalBytes({
    format: 'progress-ledger-report@1',
    report: report.id,
    ...about,
    scope: [...report.scope],
    asReportedOn: report.day,
    entries: entries.sort((a, b) => compare(a.key, b.key)),
  });
}

/** SHA-256 in hexadecimal digits. */
export function contentHash(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
