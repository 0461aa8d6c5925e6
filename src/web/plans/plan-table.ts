import type { PlanCounts, PlanTree } from '../../../projections/state/queries/plan/plan.answers.js';
import { pageOf } from '../links.js';
import { type CountedPart, commitmentsUnder, type StatusTable, statusTable } from './status-table.js';

/** How the parts of a plan's top level stand, in the plan's order; what sits in none of them comes last. */
export function planTable(plan: PlanTree, { byStatus }: Pick<PlanCounts, 'byStatus'>): StatusTable {
  const path = pageOf('plan', plan)!;
  const parts: CountedPart[] = plan.children.map((node) => ({
    title: node.title ?? node.id,
    path: `${path}/priorities/${node.id}`,
    commitments: commitmentsUnder(node),
  }));
  const itself = plan.commitments.length > 0 ? [{ commitments: plan.commitments }] : [];
  return statusTable([...parts, ...itself], byStatus);
}
