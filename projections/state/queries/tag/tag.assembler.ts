import type { Day } from '../../../../src/ledger/dates.js';
import type { HistoryEntry, Statement } from '../../statement.js';
import { compare, type Facts, type ObjectFacts, partOf, present } from '../facts.js';
import type { Names } from '../names.js';
import { provenanceOf, provenanceOfEntry } from '../provenance.js';
import { idIn, type Named } from '../references.js';
import { lastOfKind } from '../slots.js';
import type { TagAnswer, TaggedAnswer, TagSchemeAnswer } from './tag.answers.js';

/** The tags of a plan that something says of a commitment or a part of the plan, in the order of their schemes. */
export function planTags(
  plan: ObjectFacts,
  { facts, names, history, on }: { facts: Facts; names: Names; history: readonly HistoryEntry[]; on: Day },
): TagAnswer[] {
  const schemes = plan.list('tag-scheme/*').map(({ facet }) => partOf(facet, 1));
  const tags = plan.list('tag/*').flatMap((statement) => {
    const named = namedBy(statement, history, on);
    return named ? [answer(statement, named, { plan, facts, names })] : [];
  });
  const place = ({ scheme }: TagAnswer) => schemes.indexOf(scheme.id);
  return tags.sort((a, b) => place(a) - place(b) || a.order - b.order || compare(a.id, b.id));
}

/** The tags that a commitment, or a part of the plan, has in a view. */
export function tagsOf(object: ObjectFacts, pattern: string, kind: string, plan: ObjectFacts | undefined): Named[] {
  return object.list(pattern, kind).map(({ facet }) => {
    const id = facet.slice(facet.lastIndexOf('/') + 1);
    const label = plan?.value(`tag/${id}`, 'label');
    return present<Named>({ id, name: label });
  });
}

/** What a tag is called and where that stands; of one that is retired, what it was called last. */
function namedBy(statement: Statement, history: readonly HistoryEntry[], on: Day) {
  if (statement.kind === 'TagAdded') return { data: statement.data, from: provenanceOf(statement) };
  const last = lastOfKind(history, { facet: statement.facet, kind: 'TagAdded', by: on });
  return last && { data: last.text.data, from: provenanceOfEntry(last.text, last.original.reportedOn) };
}

function answer(
  statement: Statement,
  { data, from }: Pick<TagAnswer, 'from'> & Pick<Statement, 'data'>,
  { plan, facts, names }: { plan: ObjectFacts; facts: Facts; names: Names },
): TagAnswer {
  const id = partOf(statement.facet, 1);
  return present<TagAnswer>({
    id,
    scheme: schemeOf(String(data.schemeId), plan),
    label: String(data.label),
    order: Number(data.order),
    node: data.nodeId === undefined ? undefined : names.of(idIn(data.nodeId)),
    tagged: [
      ...plan.list(`node/*/tag/${id}`, 'NodeTagged').map((one) => tagged(partOf(one.facet, 1), one, names)),
      ...facts.all('commitment').flatMap((commitment) => {
        const given = commitment.plan === plan.id && commitment.of(`tag/${id}`, 'CommitmentTagged');
        return given ? [tagged(commitment.id, given, names)] : [];
      }),
    ],
    from,
    retiredFrom: statement.kind === 'TagRetired' ? provenanceOf(statement) : undefined,
  });
}

function schemeOf(id: string, plan: ObjectFacts): TagSchemeAnswer {
  const { kind, label } = plan.get(`tag-scheme/${id}`)?.data ?? {};
  return { id, kind: String(kind), label: String(label) };
}

function tagged(id: string, statement: Statement, names: Names): TaggedAnswer {
  return { what: names.of(id)!, basis: String(statement.data.basis), from: provenanceOf(statement) };
}
