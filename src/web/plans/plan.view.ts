import type {
  PlanCounts,
  PlanNode,
  PlanSummary,
  PlanTree,
} from '../../../projections/state/queries/plan/plan.answers.js';
import type { ReportAnswer } from '../../../projections/state/queries/report/report.answers.js';
import type { TagAnswer } from '../../../projections/state/queries/tag/tag.answers.js';
import { pageOf } from '../links.js';
import type { ScorecardExtract } from '../scorecards/scorecard.view.js';
import { planTable } from './plan-table.js';
import type { StatusTable } from './status-table.js';
import { type TagGroup, tagGroups } from './tag.view.js';

/** A plan as a line of a list. */
export interface PlanLine
  extends Pick<PlanSummary, 'id' | 'title' | 'subtitle' | 'owner' | 'issued' | 'succeededBy' | 'closed'> {
  path: string;
  period: string;
  commitments: number;
}

/** Those that go on before those that another plan follows or that are closed. */
export function planLines(plans: readonly PlanSummary[]): PlanLine[] {
  const isOver = ({ succeededBy, closed }: PlanSummary) => succeededBy !== undefined || closed !== undefined;
  return [...plans.filter((plan) => !isOver(plan)), ...plans.filter(isOver)].map(planLine);
}

function planLine(plan: PlanSummary): PlanLine {
  const { id, title, subtitle, owner, issued, succeededBy, closed } = plan;
  return {
    ...{ id, title, subtitle, owner, issued, succeededBy, closed },
    path: pathOfPlan(plan),
    period: plan.periodDisplay,
    commitments: plan.commitmentCount,
  };
}

export function pathOfPlan({ id, externalIds }: Pick<PlanSummary, 'id' | 'externalIds'>): string {
  return pageOf('plan', { id, externalIds })!;
}

/** Where two plans stand side by side, the older one first. */
export function pathOfComparison(older: string, newer: string): string {
  return `${older}/compare/${newer.slice('/plans/'.length)}`;
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
  /** What it aims at: of the plan as a whole, then by the parts that have outcomes of their own. */
  outcomes: { part?: string; path?: string; texts: string[] }[];
  /** About how many commitments no update says anything, and how many of these stand in a row all the same. */
  withoutUpdate: number;
  inSilentRow: number;
  /** What its scorecard says first; `null` where it has none. */
  scorecard: ScorecardExtract | null;
  reports: ReportAnswer[];
  tags: TagGroup[];
  /** The plans that this one follows, and what became of their promises. */
  follows: { title: string; path: string; compare: string }[];
  /** Where this plan and the one that follows it are compared. */
  compare?: string;
}

/** @param plans all of the view */
export function planPage(
  plan: PlanTree,
  {
    counts,
    scorecard,
    reports,
    tags,
    plans,
  }: {
    counts: PlanCounts;
    scorecard: ScorecardExtract | null;
    reports: readonly ReportAnswer[];
    tags: readonly TagAnswer[];
    plans: readonly PlanSummary[];
  },
): PlanPage {
  const path = pathOfPlan(plan);
  const next = plans.find(({ id }) => id === plan.succeededBy?.id);
  return {
    ...{ plan, path },
    table: planTable(plan, counts),
    outcomes: outcomesByPart(plan, path),
    withoutUpdate: counts.withoutUpdate.length,
    inSilentRow: counts.withoutUpdate.length - counts.withoutRow.length,
    scorecard,
    reports: reports.filter((report) => report.plan?.id === plan.id),
    tags: tagGroups(tags, path),
    follows: plans
      .filter(({ succeededBy }) => succeededBy?.id === plan.id)
      .map((older) => ({ title: older.title ?? older.id, path: pathOfPlan(older), compare: comparing(older, plan) })),
    ...(next ? { compare: comparing(plan, next) } : {}),
  };
}

function outcomesByPart({ id, outcomes }: PlanTree, path: string): PlanPage['outcomes'] {
  const parts = [id, ...new Set(outcomes.map(({ scope }) => scope.id).filter((part) => part !== id))];
  const groups = parts.map((part) => {
    const own = outcomes.filter(({ scope }) => scope.id === part);
    const named = { part: own[0]?.scope.name ?? part, path: pathOfPart(path, part, 1) }; // leads on to that of its depth
    return { ...(part === id ? {} : named), texts: own.map(({ text }) => text) };
  });
  return groups.filter(({ texts }) => texts.length > 0);
}

function comparing(older: PlanSummary, newer: PlanSummary): string {
  return pathOfComparison(pathOfPlan(older), pathOfPlan(newer));
}

export function titleOf(node: Pick<PlanNode, 'id' | 'title'>): string {
  return node.title ?? node.id;
}
