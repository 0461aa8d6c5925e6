import type { MilestoneLine } from '../../../projections/state/queries/milestone/milestone.answers.js';
import { isShown, MILESTONE_SHOWS, type MilestoneShow } from '../../../projections/state/queries/milestone/shown.js';
import type { PlanNode, PlanSummary, PlanTree } from '../../../projections/state/queries/plan/plan.answers.js';
import type { Named } from '../../../projections/state/queries/references.js';
import { addDays, type Day } from '../../ledger/dates.js';
import { type Numbered, numbered } from '../parts/pagination.js';
import { type PlanThing, planThing } from '../parts/parts-of-plans.js';
import { titleOf } from '../plans/plan.view.js';

/** How the list is asked for, as its address says. */
export interface MilestonesAsked {
  show?: MilestoneShow;
  plan?: string;
  about?: string;
  body?: string;
  on?: Day;
}

export interface MilestoneRow extends MilestoneLine {
  belongsTo: PlanThing[];
}

/** What is due in one month. */
export interface MonthOfMilestones {
  /** First day of the month; absent for what has no date. */
  month?: Day;
  rows: MilestoneRow[];
}

export interface MilestonesPage {
  asked: MilestonesAsked;
  isNarrowed: boolean;
  /** How many there are of each, whatever is shown; but for what was put off, they make up the total. */
  counts: { show: MilestoneShow; count: number }[];
  total: number;
  list: Omit<Numbered<unknown>, 'items'>;
  months: MonthOfMilestones[];
  plans: { value: string; text: string }[];
  /** Parts of the plan that was chosen. */
  parts: { value: string; text: string }[];
  /** Bodies that promise any of them. */
  bodies: { value: string; text: string }[];
}

/** Milestones of the view that fit, but for the parameters that a page narrows them by itself. */
export interface MilestonesFound {
  /** In the plan or part that was chosen. */
  all: readonly MilestoneLine[];
  plans: readonly PlanSummary[];
  plan?: PlanTree;
}

/** @param day on which what is ahead is ahead: that of the view unless another was asked for */
export function milestonesPage(
  { all, plans, plan }: MilestonesFound,
  asked: MilestonesAsked & { page?: number },
  day: Day,
): MilestonesPage {
  const { page, ...narrowing } = asked;
  const { show, body } = narrowing;
  const fitting = body === undefined ? all : all.filter(({ promisedBy }) => promisedBy?.body?.id === body);
  const { items, ...list } = numbered(
    show === undefined ? fitting : fitting.filter((one) => isShown(one, show, day)),
    page,
  );
  const { show: _show, ...others } = narrowing;
  return {
    ...{ asked: { ...narrowing, plan: plan && idOf(plan) }, list, total: fitting.length },
    isNarrowed: Object.values(others).some((value) => value !== undefined),
    counts: MILESTONE_SHOWS.map((one) => ({
      show: one,
      count: fitting.filter((milestone) => isShown(milestone, one, day)).length,
    })),
    months: byMonth(items),
    plans: plans.map((one) => ({ value: idOf(one), text: one.title ?? idOf(one) })),
    parts: plan ? partsOf(plan.children) : [],
    bodies: bodiesOf(all),
  };
}

/** By the month of the last day in time. */
function byMonth(milestones: readonly MilestoneLine[]): MonthOfMilestones[] {
  const months: MonthOfMilestones[] = [];
  for (const milestone of milestones) {
    const to = milestone.due?.to;
    const month = to === undefined ? undefined : `${addDays(to, -1).slice(0, 7)}-01`;
    const row = { ...milestone, belongsTo: milestone.attachedTo.map((one) => planThing(one, milestone.plan)) };
    const last = months.at(-1);
    if (last && last.month === month) last.rows.push(row);
    else months.push({ ...(month === undefined ? {} : { month }), rows: [row] });
  }
  return months;
}

function idOf({ id, externalIds }: Pick<PlanSummary, 'id' | 'externalIds'>): string {
  return externalIds[0] ?? id;
}

/** Every part of the tree, those below another with a dash before them. */
function partsOf(nodes: readonly PlanNode[], depth = 0): { value: string; text: string }[] {
  return nodes.flatMap((node) => [
    { value: node.id, text: `${'– '.repeat(depth)}${titleOf(node)}` },
    ...partsOf(node.children, depth + 1),
  ]);
}

function bodiesOf(milestones: readonly MilestoneLine[]): { value: string; text: string }[] {
  const bodies = new Map<string, Named>();
  for (const { promisedBy } of milestones) if (promisedBy?.body) bodies.set(promisedBy.body.id, promisedBy.body);
  const named = [...bodies.values()].map(({ id, name }) => ({ value: id, text: name ?? id }));
  return named.sort((a, b) => (a.text < b.text ? -1 : 1));
}
