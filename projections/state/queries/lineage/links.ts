import type { Statement, StateReader, View } from '../../statement.js';
import type { CitationAnswer } from '../documents.js';
import { type Facts, partOf, present, readable } from '../facts.js';
import type { Names } from '../names.js';
import { provenanceOf, provenanceOfEntry } from '../provenance.js';
import { idsIn, type Named } from '../references.js';
import { lastOfKind } from '../slots.js';
import type { LineageLink } from './lineage.answers.js';

/** Links that lead to no promise, and say so. */
export const ENDS: ReadonlySet<string> = new Set(['dropped', 'noSourceFound']);
/** Links that come from no promise, and say so. */
export const BEGINNINGS: ReadonlySet<string> = new Set(['new', 'promotedFromNarrative']);

/** The links of a view that stand, in the order of the ledger. */
export function standingLinks(facts: Facts, names: Names): LineageLink[] {
  const links = facts.all('commitment').flatMap((one) => one.list('lineage/*', 'LineageAsserted'));
  return links
    .sort((a, b) => a.slot - b.slot)
    .map((link) => linkOf(link.facet, link.data, names, { assertedBy: provenanceOf(link) }));
}

/** The links of a view that the editors have taken back, as they were. */
export async function withdrawnLinks(
  reader: StateReader,
  { asReportedOn, atSize }: View,
  facts: Facts,
  names: Names,
): Promise<LineageLink[]> {
  const withdrawals = facts.all('commitment').flatMap((one) => one.list('lineage/*', 'LineageWithdrawn'));
  const histories = await reader.histories(
    withdrawals.map(({ stream }) => stream),
    atSize,
  );
  return withdrawals.flatMap((withdrawal, index) => {
    const asserted = lastOfKind(histories[index]!, {
      facet: withdrawal.facet,
      kind: 'LineageAsserted',
      by: asReportedOn,
    });
    if (!asserted) return [];
    const { original, text } = asserted;
    const ends = {
      assertedBy: provenanceOfEntry(text, original.reportedOn),
      withdrawnBy: provenanceOf(withdrawal),
    };
    return [linkOf(withdrawal.facet, text.data, names, ends)];
  });
}

function linkOf(
  facet: string,
  data: Statement['data'],
  names: Names,
  by: Pick<LineageLink, 'assertedBy' | 'withdrawnBy'>,
): LineageLink {
  const named = (ids: unknown): Named[] => idsIn(ids).map((id) => names.of(id)!);
  return present<LineageLink>({
    id: partOf(facet, 1),
    type: String(data.type),
    from: named(data.from),
    to: named(data.to),
    passage: readable(data.passage) as CitationAnswer | undefined,
    basis: String(data.basis),
    ...by,
  });
}

/** Whether a commitment is one of the ends of a link. */
export function concerns({ from, to }: Pick<LineageLink, 'from' | 'to'>, id: string): boolean {
  return [...from, ...to].some((one) => one.id === id);
}
