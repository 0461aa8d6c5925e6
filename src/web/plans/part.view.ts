import type { LevelAnswer, PlanNode, PlanTree } from '../../../projections/state/queries/plan/plan.answers.js';
import type { OutcomeAnswer } from '../../../projections/state/queries/plan/plan-parts.answers.js';
import { type CommitmentRow, commitmentRow } from '../commitments/commitment-row.js';
import { type Delivery, deliveryOf } from '../parts/delivery.js';
import { pathOfPart, pathOfPlan, titleOf } from './plan.view.js';
import { commitmentsUnder, type StatusTable, statusTable } from './status-table.js';

/** A priority or theme with what sits in it. */
export interface PartPage {
  plan: { title: string; path: string };
  /** What the plan calls it, such as Priority, and what it calls the parts below. */
  level?: LevelAnswer;
  below?: LevelAnswer;
  node: PlanNode;
  title: string;
  path: string;
  /** From the plan down to the part above this one. */
  above: { text: string; path: string }[];
  outcomes: OutcomeAnswer[];
  delivery: Delivery;
  /** How the parts below stand; absent where there are none. */
  table?: StatusTable;
  commitments: CommitmentRow[];
}

/** Finds a part of a plan by its id; `undefined` where the plan does not have it in this view. */
export function partPage(plan: PlanTree, id: string): PartPage | undefined {
  const way = wayTo(plan.children, id);
  const node = way?.at(-1);
  if (!way || !node) return undefined;
  const path = pathOfPlan(plan);
  const depth = way.length - 1;
  const steps = way.map((one, at) => ({ text: titleOf(one), path: pathOfPart(path, one.id, at) }));
  const parts = node.children.map((child) => ({
    title: titleOf(child),
    path: pathOfPart(path, child.id, depth + 1),
    commitments: commitmentsUnder(child),
  }));
  return {
    plan: { title: plan.title ?? plan.externalIds[0] ?? plan.id, path },
    level: plan.levels.find(({ key }) => key === node.level),
    below: plan.levels.find(({ key }) => key === node.children[0]?.level),
    ...{ node, title: titleOf(node), path: steps.at(-1)!.path, above: steps.slice(0, -1) },
    outcomes: plan.outcomes.filter(({ scope }) => scope.id === id),
    delivery: deliveryOf(node.delivery),
    ...(parts.length > 0 ? { table: statusTable(parts, []) } : {}),
    commitments: node.commitments.map((one) => commitmentRow(one)),
  };
}

/** From the top level down to a part. */
function wayTo(nodes: readonly PlanNode[], id: string): PlanNode[] | undefined {
  for (const node of nodes) {
    if (node.id === id) return [node];
    const below = wayTo(node.children, id);
    if (below) return [node, ...below];
  }
  return undefined;
}
