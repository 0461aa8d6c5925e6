import { citationsOf, commitments, EDITED_ON, from, lineage } from './facts.js';

const citationOf = new Map(commitments.map(({ externalId, citation }) => [externalId, citation]));

/** What the editors take to have become of promises. A link stands with the newer commitment, citing both ends. */
export function addLineage(file) {
  for (const { externalId: linkId, type, from: older, to: newer, basis, reason, passage } of lineage) {
    const cited = [...newer, ...older].map((id) => citationOf.get(id));
    file.add('assert-lineage', linkId, {
      commitmentId: newer[0],
      ...from(cited, { reportedOn: EDITED_ON, note: reason }),
      linkId,
      type,
      from: older,
      to: newer,
      passage: passage && citationsOf(passage)[0],
      basis,
    });
  }
}
