import type {
  PlanCounts,
  PlanNode,
  PlanSummary,
  PlanTree,
} from '../../../projections/state/queries/plan/plan.answers.js';
import type { ReportAnswer } from '../../../projections/state/queries/report/report.answers.js';
import { pageOf } from '../links.js';
import { type CountedPart, commitmentsUnder, type StatusTable, statusTable } from './status-table.js';

/** A plan as a line of a list. */
export interface PlanLine
  extends Pick<PlanSummary, 'title' | 'subtitle' | 'owner' | 'issued' | 'succeededBy' | 'closed'> {
  path: string;
  period: string;
  commitments: number;
}

export function planLine(plan: PlanSummary): PlanLine {
  const { title, subtitle, owner, issued, succeededBy, closed } = plan;
  return {
    ...{ title, subtitle, owner, issued, succeededBy, closed },
    path: pathOfPlan(plan),
    period: plan.periodDisplay,
    commitments: plan.commitmentCount,
  };
}

export function pathOfPlan({ id, externalIds }: Pick<PlanSummary, 'id' | 'externalIds'>): string {
  return pageOf('plan', { id, externalIds })!;
}

/** The top level's parts have one kind of address, those below another, whatever the plan calls its levels. */
export function pathOfPart(plan: string, id: string, depth: number): string {
  return `${plan}/${depth === 0 ? 'priorities' : 'themes'}/${id}`;
}

/** One plan: what it is, and how its parts stand. */
export interface PlanPage {
  plan: PlanTree;
  path: string;
  table: StatusTable;
  withoutUpdate: number;
  reports: ReportAnswer[];
}

export function planPage(plan: PlanTree, counts: PlanCounts, reports: readonly ReportAnswer[]): PlanPage {
  const path = pathOfPlan(plan);
  const parts: CountedPart[] = plan.children.map((node) => ({
    title: titleOf(node),
    path: pathOfPart(path, node.id, 0),
    commitments: commitmentsUnder(node),
  }));
  const itself = plan.commitments.length > 0 ? [{ commitments: plan.commitments }] : [];
  return {
    ...{ plan, path },
    table: statusTable([...parts, ...itself], counts.byStatus),
    withoutUpdate: counts.withoutUpdate.length,
    reports: reports.filter((report) => report.plan?.id === plan.id),
  };
}

export function titleOf(node: Pick<PlanNode, 'id' | 'title'>): string {
  return node.title ?? node.id;
}
