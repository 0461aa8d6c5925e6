import { keyPart } from '../../../src/ledger/catalogue/catalogue.js';
import { LAST_DAY, type Statement, type StatementFilter, type StateReader, type View } from '../statement.js';
import { slotsOf } from './slots.js';

const SCHEMES: StatementFilter = { categories: ['settings'], facets: ['scheme/*'] };

/**
 * The status schemes in force on the day of a view. The first version of each answers for every earlier day, as it does
 * in rules: papers are older than the ledger.
 */
export async function schemesInForce(reader: StateReader, view: View): Promise<Statement[]> {
  const [known, ever] = await Promise.all([
    reader.statements(view, SCHEMES),
    reader.statements({ ...view, asReportedOn: LAST_DAY }, SCHEMES),
  ]);
  const later = ever.filter(({ facet }) => !known.some((scheme) => scheme.facet === facet));
  const first = await Promise.all(later.map((scheme) => firstVersion(reader, view, scheme)));
  return [...known, ...first.flat()];
}

async function firstVersion(reader: StateReader, view: View, { stream, facet }: Statement): Promise<Statement[]> {
  const versions = slotsOf(await reader.history(stream, view.atSize), LAST_DAY);
  const days = versions.flatMap(({ original }) => (original.facet === facet ? [original.reportedOn] : []));
  return reader.statements({ ...view, asReportedOn: days.sort()[0]! }, { streams: [stream], facets: [facet] });
}

/** Labels of statuses by scheme and value, for {@link labelOf}. */
export function labelsOf(schemes: readonly Statement[]): Map<string, string> {
  return new Map(
    schemes.flatMap(({ facet, data }) =>
      ((data.values ?? []) as { id: string; label: string }[]).map(({ id, label }): [string, string] => [
        `${facet}/${id}`,
        label,
      ]),
    ),
  );
}

/** A status in the words of its scheme; where none is published yet, in its own. */
export function labelOf(labels: ReadonlyMap<string, string>, scheme: string, status: string): string {
  const words = status.replaceAll('-', ' ');
  return labels.get(`scheme/${keyPart(scheme)}/${status}`) ?? words.charAt(0).toUpperCase() + words.slice(1);
}

/** Statuses after which nothing is to be done any more, for {@link isClosed}. */
export function closedStatusesOf(schemes: readonly Statement[]): Set<string> {
  return new Set(
    schemes.flatMap(({ facet, data }) =>
      ((data.values ?? []) as { id: string; group: string }[]).flatMap(({ id, group }) =>
        group === 'closed' ? [`${facet}/${id}`] : [],
      ),
    ),
  );
}

/** Whether a reported status closes what it is said of; one of an unknown scheme does not. */
export function isClosed(closed: ReadonlySet<string>, { data }: Statement): boolean {
  return closed.has(`scheme/${keyPart(String(data.scheme))}/${data.status}`);
}
