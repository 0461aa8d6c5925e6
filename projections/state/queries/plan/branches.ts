import type { CommitmentSummary, PrintedNumberAnswer } from '../commitment/commitment.answers.js';
import { commitmentSummary } from '../commitment/commitment.assembler.js';
import { Surroundings } from '../commitment/surroundings.js';
import { printedNumberOf } from '../commitment/wordings.js';
import { grouped, type ObjectFacts, partOf } from '../facts.js';
import { idsIn } from '../references.js';
import { homeOf } from './under.js';

/** The parts of a plan by what they sit under, and the commitments likewise, each list in order. */
export interface Branches {
  nodes: ReadonlyMap<string, string[]>;
  commitments: ReadonlyMap<string, CommitmentSummary[]>;
}

export function branchesOf(plan: ObjectFacts, around: Surroundings): Branches {
  const places = plan.list('node/*/place').filter(({ facet }) => plan.get(`node/${partOf(facet, 1)}`));
  const nodes = grouped(places, ({ data }) => idsIn([data.parentId]));
  const held = around.facts.all('commitment').filter((one) => one.get('identity') && one.plan === plan.id);
  const commitments = grouped(held, (commitment) => [homeOf(commitment) ?? plan.id]);
  return {
    nodes: mapped(nodes, (list, parent) => {
      const parts = list.map(({ facet }) => partOf(facet, 1));
      const numbered = parts.map((id) => ({ id, printedNumber: numberOfPart(id, plan) }));
      return inOrder(parent, plan, numbered).map(({ id }) => id);
    }),
    commitments: mapped(commitments, (list, home) =>
      inOrder(
        home,
        plan,
        list.map((one) => commitmentSummary(one, around)),
      ),
    ),
  };
}

/** The number that stands beside the title; where that paper prints none, the one that the part was added with. */
export function numberOfPart(node: string, plan: ObjectFacts): PrintedNumberAnswer | undefined {
  const titled = printedNumberOf(plan.get(`node/${node}/title`)?.data.printedNumber);
  return titled?.value !== undefined ? titled : printedNumberOf(plan.get(`node/${node}`)?.data.printedNumber);
}

/** As the plan orders them; what it does not list, by printed number, and what has none as it came into the ledger. */
function inOrder<T extends { id: string; printedNumber?: PrintedNumberAnswer }>(
  parent: string,
  plan: ObjectFacts,
  items: readonly T[],
): T[] {
  const listed = new Map(idsIn(plan.get(`order/${parent}`)?.data.order).map((id, index) => [id, index]));
  const place = ({ id }: T) => listed.get(id) ?? listed.size;
  const number = ({ printedNumber }: T) => {
    const value = Number.parseInt(printedNumber?.value ?? '', 10);
    return Number.isNaN(value) ? Number.MAX_SAFE_INTEGER : value;
  };
  return [...items].sort((a, b) => place(a) - place(b) || number(a) - number(b));
}

function mapped<T, U>(groups: ReadonlyMap<string, T>, change: (group: T, key: string) => U): Map<string, U> {
  return new Map([...groups].map(([key, group]) => [key, change(group, key)]));
}
