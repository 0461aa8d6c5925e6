import type { Day } from '../../../../src/ledger/dates.js';
import type { Statement, StateReader, View } from '../../statement.js';
import { REPORT_DAYS } from '../commitment/labels.js';
import { Facts, grouped, type ObjectFacts, partOf } from '../facts.js';
import { coveredReport } from './published.js';
import { isOf, rowOf } from './rows.js';

/** Among which rows are looked for. */
interface Among {
  /** Ids of updates. */
  updates: ReadonlySet<string>;
  /** Holds what all updates are about, as a whole and by paragraphs. */
  known: Facts;
  plan?: string | undefined;
}

/**
 * Reads what tells whether some updates only name what they are about. Words are read of few: of those with a paragraph
 * that is about something of its own, and of those that name what a report says it has no update about, with the other
 * rows of that report.
 */
export async function rowFacts(reader: StateReader, view: View, { updates, known, plan }: Among): Promise<Statement[]> {
  const all = known.all('update').map((update) => ({ update, targets: [...rowOf(update).targets] }));
  const own = all.filter(({ update }) => updates.has(update.id));
  if (own.length === 0) return [];
  const noUpdates = { categories: ['report'], facets: ['no-update/*'], ...(plan === undefined ? {} : { plan }) };
  const without = grouped(await reader.statements(view, noUpdates), ({ facet }) => [partOf(facet, 1)]);
  const doubtful = own.filter(
    ({ update, targets }) => update.get('block-targets') || targets.some((id) => without.has(id)),
  );
  const said = doubtful.flatMap(({ targets }) => targets.flatMap((id) => without.get(id) ?? []));
  const reports = [...new Set(said.map(({ stream }) => stream))];
  const [contents, published] = await Promise.all([
    contentsOf(reader, view, doubtful),
    reports.length === 0 ? [] : reader.statements(view, { streams: reports, facets: REPORT_DAYS.facets }),
  ]);
  const read = new Facts([...contents, ...published]);
  const theirs = read.all('report').filter((one) => {
    const report = coveredReport(one);
    return report && read.all('update').some((update) => isOf(report, update));
  });
  const silent = new Set(theirs.flatMap((one) => one.list('no-update/*').map(({ facet }) => partOf(facet, 1))));
  const days = theirs.flatMap((one) => coveredReport(one)!.days);
  const others = all.filter((one) => !doubtful.includes(one) && one.targets.some((id) => silent.has(id)));
  return [...contents, ...published, ...(await contentsOf(reader, view, others, days.sort()[0]))];
}

async function contentsOf(
  reader: StateReader,
  view: View,
  rows: readonly { update: ObjectFacts }[],
  since?: Day,
): Promise<Statement[]> {
  if (rows.length === 0) return [];
  const streams = rows.map(({ update }) => update.stream);
  return reader.statements(view, { streams, facets: ['content'], ...(since === undefined ? {} : { since }) });
}
