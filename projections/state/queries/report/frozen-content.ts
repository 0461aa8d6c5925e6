import { createHash } from 'node:crypto';
import { canonicalBytes, type JsonObject } from '../../../../src/integrity/canonical-json.js';
import { streamOf } from '../../../../src/ledger/ids.js';
import type { Statement, StateReader, View } from '../../statement.js';
import { compare, type Facts, partOf, present } from '../facts.js';
import { idIn, idsIn } from '../references.js';
import { coverageFacts } from './coverage.facts.js';
import type { CoveredReport } from './published.js';
import { quotedBy, scopeOf, shownOf } from './shown.js';

/** Reads everything that a report may show: what its coverage check looks at, and how its promises stand. */
export async function reportFacts(
  reader: StateReader,
  view: View,
  { plan, days }: Pick<CoveredReport, 'plan' | 'days'>,
): Promise<Statement[][]> {
  const since = days[0]!;
  const [covered, commitments, delivery, decisions] = await Promise.all([
    coverageFacts(reader, view, { plan, since }),
    reader.statements(view, {
      ...{ plan, categories: ['commitment'] },
      ...{ facets: ['target-date', 'lead', 'wording/*/class'], prefixes: ['status/'] },
    }),
    reader.statements(view, { plan, categories: ['plan'], facets: ['delivery/*', 'delivery/*/end'] }),
    decisionFacts(reader, view),
  ]);
  // Whenever they were linked: words that are restated state the same figures.
  const updates = covered
    .flat()
    .flatMap(({ facet, category, stream }) => (category === 'update' && facet === 'content' ? stream : []));
  const links = updates.length === 0 ? [] : await reader.statements(view, { streams: updates, facets: ['figure/*'] });
  const figures = await figureFacts(reader, view, { facts: covered.flat(), links, since });
  return [...covered, commitments, delivery, links, decisions, ...figures];
}

/** Of meetings, the decisions of which somebody says what they changed. */
async function decisionFacts(reader: StateReader, view: View): Promise<Statement[]> {
  const links = await reader.statements(view, { categories: ['meeting'], facets: ['decision/*/changes'] });
  const streams = [...new Set(links.map(({ stream }) => stream))];
  if (streams.length === 0) return [];
  return [...links, ...(await reader.statements(view, { streams, facets: ['decision/*', 'occasion'] }))];
}

/** Figures of the scorecard since the day of the report, those that its words state, and what their metrics mean. */
async function figureFacts(
  reader: StateReader,
  view: View,
  { facts, links, since }: { facts: readonly Statement[]; links: readonly Statement[]; since: string },
): Promise<Statement[][]> {
  const indicators = facts.filter(({ facet }) => facet.startsWith('indicator/') && facet.endsWith('/metrics'));
  const ofScorecard = streamsOf(indicators.flatMap(({ data }) => idsIn(data.metricIds)));
  const standing = links.filter(({ kind, withdrawn }) => kind === 'ProgressFigureLinked' && !withdrawn);
  const quoted = streamsOf(standing.flatMap(({ data }) => idIn(data.metricId) ?? []));
  const keys = [...new Set(standing.map(({ data }) => String(data.valueKey)))];
  const streams = [...new Set([...ofScorecard, ...quoted])];
  return Promise.all([
    ofScorecard.length === 0 ? [] : reader.statements(view, { streams: ofScorecard, prefixes: ['value/'], since }),
    // Keys hold the words of areas: as a beginning each is taken as it stands, as a pattern it might be another.
    quoted.length === 0 ? [] : reader.statements(view, { streams: quoted, prefixes: keys }),
    streams.length === 0 ? [] : reader.statements(view, { streams, facets: ['definition'] }),
  ]);
}

function streamsOf(metrics: readonly string[]): string[] {
  return [...new Set(metrics)].map((id) => streamOf('metric', id));
}

/** What is said of a report as a whole, as every publication and every step before it says it. */
export function aboutReport(said: JsonObject): JsonObject {
  const { title, planId, meetingId, reportDate, template, templateVersion } = said;
  return present({ title, planId, meetingId, reportDate, template, templateVersion }) as JsonObject;
}

export interface FrozenParts {
  report: CoveredReport;
  /** As {@link aboutReport} gives it. */
  about: JsonObject;
  /** What the coverage check found when the report was submitted, by the names of its findings. */
  coverage: readonly string[];
}

/**
 * What a report shows, as bytes that are the same for ever: what stands in each of its rows, and which entry answers for
 * every part of it. The words stay in those entries, where they can be erased; neither a narrative nor a name of a
 * person stands here.
 */
export function frozenContent({ report, about, coverage }: FrozenParts, facts: Facts): Buffer {
  const shown = shownOf(report, facts);
  const rows = shown.rows.map(({ part, commitments, updates }) => ({
    part,
    commitments,
    updates: updates.map(({ id }) => id).sort(compare),
  }));
  const entries = shownStatements(report, facts, shown).map(({ stream, facet, id }) => ({
    key: `${stream}/${facet}`,
    entry: id,
  }));
  return canonicalBytes({
    format: 'progress-ledger-report@1',
    report: report.id,
    ...about,
    scope: [...report.scope],
    asReportedOn: report.days.at(-1)!,
    rows,
    coverage: [...coverage].sort(compare),
    entries: entries.sort((a, b) => compare(a.key, b.key)),
  });
}

/** Everything that a report shows, each statement once. */
export function shownStatements(report: CoveredReport, facts: Facts, shown = shownOf(report, facts)): Statement[] {
  const plan = facts.object('plan', report.plan);
  const scope = scopeOf(report, facts);
  const commitments = new Set([
    ...shown.rows.flatMap((row) => row.commitments),
    ...[...scope].filter((id) => facts.object('commitment', id)?.get('identity')),
  ]);
  const parts = new Set([...shown.rows.map(({ part }) => part), ...scope]);
  const updates = new Set(shown.rows.flatMap((row) => row.updates));
  const milestones = new Set([...shown.milestones, ...shown.rows.flatMap((row) => row.milestones)]);
  const delivery = new Set([...shown.delivery, ...shown.rows.flatMap((row) => row.delivery)]);
  const quoted = [...updates].flatMap((update) => quotedBy(update, facts).flatMap(({ figure }) => figure ?? []));
  const figures = [...shown.figures, ...quoted];
  const metrics = new Set(figures.map(({ objectId }) => objectId));
  const statements = [
    ...[...commitments].flatMap((id) => facts.object('commitment', id)!.under('')),
    ...[...updates, ...milestones].flatMap((one) => one.under('')),
    ...(plan?.under('node/').filter(({ facet }) => parts.has(partOf(facet, 1))) ?? []),
    ...[...delivery].flatMap((link) => [link, plan?.get(`${link.facet}/end`)]),
    ...figures,
    ...[...metrics].map((id) => facts.object('metric', id)!.get('definition')),
    ...shown.rows.flatMap((row) => row.decisions.flatMap(({ decision, links }) => [decision, links])),
    ...(facts.object('report', report.id)?.list('no-update/*') ?? []),
  ].filter((one) => one !== undefined);
  return [...new Map(statements.map((one) => [`${one.stream}/${one.facet}`, one])).values()];
}

/** SHA-256 in hexadecimal digits. */
export function contentHash(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
