import type { Day } from '../../../../src/ledger/dates.js';
import { countedCommitment } from '../commitment/commitment.assembler.js';
import { Surroundings } from '../commitment/surroundings.js';
import { wordingInForce } from '../commitment/wordings.js';
import { type Facts, type ObjectFacts, present } from '../facts.js';
import type { Names } from '../names.js';
import type { CountedCommitment } from '../plan/plan.answers.js';
import { commitmentsInOrder } from '../plan/plan.assembler.js';
import { idIn } from '../references.js';
import { diffHint, wordDiff } from '../wording/word-diff.js';
import { comparable } from '../wording/wording.assembler.js';
import type { ComparisonRow, LineageLink, PlanComparison } from './lineage.answers.js';
import { type Links, laterLinks } from './lineage.assembler.js';
import { BEGINNINGS, ENDS } from './links.js';

/** Which plan a view does not hold. */
export interface NotHeld {
  notHeld: string;
}

/**
 * A plan beside another, promise by promise.
 *
 * @param to the plan that follows it, unless told; where there is none, links count wherever they lead
 */
export function planComparison(
  id: string,
  to: string | undefined,
  { facts, names, links, on }: { facts: Facts; names: Names; links: Links; on: Day },
): PlanComparison | NotHeld {
  const older = planIn(facts, id);
  if (!older) return { notHeld: id };
  const newer = planIn(facts, to ?? idIn(older.get('succession')?.data.successorPlanId));
  if (to !== undefined && !newer) return { notHeld: to };
  const around = new Surroundings(facts, on);
  const idsOf = (plan: ObjectFacts) => commitmentsInOrder(plan, around).map((one) => one.id);
  const sides = { before: idsOf(older), after: newer && idsOf(newer) };
  const rows = rowsOf(sides, links.standing, facts);
  return present<PlanComparison>({
    from: names.of(id)!,
    to: newer && names.of(newer.id),
    rows,
    counts: countsOf(rows, sides.before),
    addedByEditors: laterLinks(links, new Set([...sides.before, ...(sides.after ?? [])]), { facts, names }),
  });
}

/** Ids of the commitments of both plans, each in the order of its plan; `after` is absent where any plan counts. */
interface Sides {
  before: readonly string[];
  after: readonly string[] | undefined;
}

function rowsOf({ before, after }: Sides, links: readonly LineageLink[], facts: Facts): ComparisonRow[] {
  const row = (older: string | undefined, newer: string | undefined, link: LineageLink | undefined) =>
    comparisonRow(counted(older, facts), counted(newer, facts), link, facts);
  const wanted = after && new Set(after);
  const known = new Set(before);
  const shown = new Set<string>();
  const rows = before.flatMap((id) => {
    const leading = links.filter(({ type, from }) => type !== 'duplicateOf' && from.some((one) => one.id === id));
    const pairs = leading.flatMap((link) =>
      link.to
        .filter((one) => (wanted ? wanted.has(one.id) : !known.has(one.id)))
        .map((one) => ({ link, newer: one.id })),
    );
    for (const { newer } of pairs) shown.add(newer);
    if (pairs.length > 0) return pairs.map(({ link, newer }) => row(id, newer, link));
    return [
      row(
        id,
        undefined,
        leading.find(({ type }) => ENDS.has(type)),
      ),
    ];
  });
  const alone = (after ?? []).filter((id) => !shown.has(id) && !known.has(id));
  const origin = (id: string) => links.find(({ type, to }) => BEGINNINGS.has(type) && to.some((one) => one.id === id));
  return [...rows, ...alone.map((id) => row(undefined, id, origin(id)))];
}

function comparisonRow(
  before: CountedCommitment | undefined,
  after: CountedCommitment | undefined,
  link: LineageLink | undefined,
  facts: Facts,
): ComparisonRow {
  return present<ComparisonRow>({
    before,
    after,
    type: link?.type ?? null,
    basis: link?.basis,
    ...(before && after ? compared(before.id, after.id, facts) : {}),
    from: link?.assertedBy,
  });
}

function compared(before: string, after: string, facts: Facts): Pick<ComparisonRow, 'diff' | 'hint'> {
  const [one, other] = [before, after].map((id) => {
    const commitment = facts.object('commitment', id);
    return commitment && wordingInForce(commitment);
  });
  if (!one || !other || !comparable(one, other)) return {};
  return { diff: wordDiff(one.text, other.text), hint: diffHint(one.text, other.text) };
}

function countsOf(rows: readonly ComparisonRow[], before: readonly string[]): PlanComparison['counts'] {
  const older = rows.filter((row) => row.before);
  const alone = rows.filter((row) => !row.before);
  const linked = new Set(older.filter(({ after }) => after).map((row) => row.before!.id)).size;
  const marked = (type: string) => older.filter((row) => !row.after && row.type === type).length;
  const [dropped, noSourceFound] = [marked('dropped'), marked('noSourceFound')];
  return {
    linked,
    dropped,
    noSourceFound,
    withoutLink: before.length - linked - dropped - noSourceFound,
    new: alone.filter(({ type }) => type !== null).length,
    withoutOrigin: alone.filter(({ type }) => type === null).length,
  };
}

function planIn(facts: Facts, id: string | undefined): ObjectFacts | undefined {
  const plan = facts.object('plan', id);
  return plan?.get('identity') && plan;
}

function counted(id: string | undefined, facts: Facts): CountedCommitment | undefined {
  const commitment = facts.object('commitment', id);
  return commitment && countedCommitment(commitment);
}
