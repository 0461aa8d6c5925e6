import type { Statement } from '../../statement.js';
import { countedCommitment } from '../commitment/commitment.assembler.js';
import { wordingInForce, wordsOf } from '../commitment/wordings.js';
import { type AddedByEditors, addedByEditors } from '../editors.js';
import { type Facts, type ObjectFacts, partOf } from '../facts.js';
import type { Names } from '../names.js';
import { idIn, idsIn, type Named } from '../references.js';
import type { LineageAnswer, LineageLink, Suggestion } from './lineage.answers.js';
import { concerns } from './links.js';
import { alike, type Worded } from './suggestions.js';

/** What is said of the links of a view. */
export interface Links {
  standing: readonly LineageLink[];
  withdrawn: readonly LineageLink[];
  /** Assertions and withdrawals that the editors made after the day of the view. */
  later: readonly Statement[];
}

const NOT_LINKED = 'Nobody has linked this to an earlier or later promise';

/** Where a promise came from and what became of it; `undefined` where the view does not hold it. */
export function lineageAnswer(id: string, facts: Facts, names: Names, links: Links): LineageAnswer | undefined {
  const commitment = facts.object('commitment', id);
  if (!commitment?.get('identity')) return undefined;
  const own = links.standing.filter((link) => concerns(link, id));
  const duplicates = own.filter(({ type }) => type === 'duplicateOf');
  const linear = own.filter(({ type }) => type !== 'duplicateOf');
  const after = linear.filter(({ from }) => holds(from, id));
  return {
    id,
    commitment: countedCommitment(commitment),
    plan: names.of(commitment.plan)!,
    before: linear.filter(({ to }) => holds(to, id)),
    after,
    duplicates,
    withdrawn: links.withdrawn.filter((link) => concerns(link, id)),
    labels: [
      ...(after.some(({ type }) => type === 'dropped') ? ['Dropped'] : []),
      ...(after.some(({ type }) => type === 'noSourceFound') ? ['No source found'] : []),
      ...(linear.length === 0 ? [NOT_LINKED] : []),
    ],
    suggestions: suggestionsFor(commitment, facts, names, own),
    addedByEditors: laterLinks(links, new Set([id]), { facts, names }),
  };
}

/** Of what the editors said later, all that concerns these commitments; not that they took back what they had said later. */
export function laterLinks(
  { later, standing }: Links,
  ids: ReadonlySet<string>,
  { facts, names }: { facts: Facts; names: Names },
): AddedByEditors[] {
  const known = new Set(standing.map(({ id }) => id));
  const about = later.filter(({ objectId, kind, facet, data }) =>
    kind === 'LineageWithdrawn'
      ? ids.has(objectId) && known.has(partOf(facet, 1))
      : ids.has(objectId) || [...idsIn(data.from), ...idsIn(data.to)].some((id) => ids.has(id)),
  );
  return addedByEditors(about, names, (id) => wordsOf(id, facts));
}

/** Promises of the plans before and after with like words, but for those that people have linked or turned down. */
function suggestionsFor(
  commitment: ObjectFacts,
  facts: Facts,
  names: Names,
  linked: readonly LineageLink[],
): Suggestion[] {
  const words = wordedOf(commitment);
  if (!words) return [];
  const plans = neighbours(commitment.plan, facts);
  const candidates = facts.all('commitment').filter((other) => {
    const turnedDown = commitment.get(`suggestion/${other.id}`) ?? other.get(`suggestion/${commitment.id}`);
    return plans.has(other.plan ?? '') && !turnedDown && !linked.some((link) => concerns(link, other.id));
  });
  const worded = candidates.map(wordedOf).filter((one) => one !== undefined);
  return alike(words, worded).map(({ id, likeness, why }) => {
    const other = facts.object('commitment', id)!;
    return {
      commitment: countedCommitment(other),
      plan: names.of(other.plan)!,
      likeness: likeness.toFixed(2),
      why,
    };
  });
}

/** The plan that follows this one and those that this one follows. */
function neighbours(plan: string | undefined, facts: Facts): Set<string> {
  const found = new Set<string>();
  for (const { id, next } of facts
    .all('plan')
    .map((one) => ({ id: one.id, next: idIn(one.get('succession')?.data.successorPlanId) }))) {
    if (id === plan && next) found.add(next);
    if (next !== undefined && next === plan) found.add(id);
  }
  return found;
}

function wordedOf(commitment: ObjectFacts): Worded | undefined {
  const text = wordingInForce(commitment)?.text;
  return text === undefined ? undefined : { id: commitment.id, text };
}

function holds(side: readonly Named[], id: string): boolean {
  return side.some((one) => one.id === id);
}
