import type { Statement, StateReader, View } from '../../statement.js';
import { wordsOf } from '../commitment/wordings.js';
import type { CitationAnswer } from '../documents.js';
import { type Facts, partOf, present, readable } from '../facts.js';
import type { Names } from '../names.js';
import { provenanceOf, provenanceOfEntry } from '../provenance.js';
import { idsIn } from '../references.js';
import { lastOfKind } from '../slots.js';
import type { LineageLink, LinkedPromise } from './lineage.answers.js';

/** Links that lead to no promise, and say so. */
export const ENDS: ReadonlySet<string> = new Set(['dropped', 'noSourceFound']);
/** Links that come from no promise, and say so. */
export const BEGINNINGS: ReadonlySet<string> = new Set(['new', 'promotedFromNarrative']);

/** The links of a view that stand, in the order of the ledger. */
export function standingLinks(facts: Facts, names: Names): LineageLink[] {
  const links = facts.all('commitment').flatMap((one) => one.list('lineage/*', 'LineageAsserted'));
  return links
    .sort((a, b) => a.slot - b.slot)
    .map((link) => linkOf(link, { facts, names }, { assertedBy: provenanceOf(link) }));
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
    return [linkOf({ facet: withdrawal.facet, data: text.data }, { facts, names }, ends)];
  });
}

function linkOf(
  { facet, data }: Pick<Statement, 'facet' | 'data'>,
  { facts, names }: { facts: Facts; names: Names },
  by: Pick<LineageLink, 'assertedBy' | 'withdrawnBy'>,
): LineageLink {
  const named = (ids: unknown) => idsIn(ids).map((id) => linkedPromise(id, facts, names));
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

function linkedPromise(id: string, facts: Facts, names: Names): LinkedPromise {
  const plan = names.of(facts.object('commitment', id)?.plan);
  return present<LinkedPromise>({ ...names.of(id)!, text: wordsOf(id, facts), plan });
}

/** Whether a commitment is one of the ends of a link. */
export function concerns({ from, to }: Pick<LineageLink, 'from' | 'to'>, id: string): boolean {
  return [...from, ...to].some((one) => one.id === id);
}
