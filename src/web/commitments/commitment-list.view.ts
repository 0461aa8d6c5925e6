import type { CommitmentLine } from '../../../projections/state/queries/commitment/commitment.answers.js';
import type { PlanNode, PlanTree } from '../../../projections/state/queries/plan/plan.answers.js';
import { type Numbered, numbered } from '../parts/pagination.js';
import { pathOfPlan, titleOf } from '../plans/plan.view.js';
import { officerStatus } from '../plans/status-table.js';
import { type CommitmentRow, commitmentRow } from './commitment-row.js';

/** How the list is narrowed, as the address says it. */
export interface CommitmentsAsked {
  /** UUID of a part of the plan. */
  under?: string;
  status?: string;
  noUpdate?: 'true' | 'false';
  overdue?: 'true' | 'false';
  words?: readonly string[];
  page?: number;
}

export interface CommitmentListPage {
  plan: { title: string; path: string };
  path: string;
  list: Numbered<CommitmentRow>;
  asked: CommitmentsAsked;
  isNarrowed: boolean;
  parts: { value: string; text: string }[];
  /** What is overdue was asked for, and nothing is: then milestones may be, which have dates where commitments have none. */
  noneOverdue: { isAnyDated: boolean; plan: string; about?: string } | null;
  /** Statuses that a commitment of the plan has, and how often. */
  statuses: { value: string; text: string | null }[];
}

/** @param found those of all that fit what was asked */
export function commitmentListPage(
  plan: PlanTree,
  { all, found }: { all: readonly CommitmentLine[]; found: readonly CommitmentLine[] },
  { under, status, noUpdate, overdue, words, page }: CommitmentsAsked,
): CommitmentListPage {
  const path = pathOfPlan(plan);
  const narrowing = { under, status, noUpdate, overdue, words };
  return {
    plan: { title: plan.title ?? plan.id, path },
    path: `${path}/commitments`,
    list: numbered(found.map(rowOf), page),
    asked: narrowing,
    isNarrowed: Object.values(narrowing).some((value) => value !== undefined),
    noneOverdue:
      overdue === 'true' && found.length === 0
        ? {
            isAnyDated: all.some(({ targetDate }) => targetDate !== undefined),
            ...{ plan: plan.externalIds[0] ?? plan.id, ...(under === undefined ? {} : { about: under }) },
          }
        : null,
    parts: partsOf(plan.children),
    statuses: statusesOf(all),
  };
}

function rowOf(line: CommitmentLine): CommitmentRow {
  const within = line.path.filter((part) => part.id !== line.plan.id).map((part) => part.name ?? part.id);
  return commitmentRow(line, within);
}

/** Every part of the tree, those below another with a dash before them. */
function partsOf(nodes: readonly PlanNode[], depth = 0): { value: string; text: string }[] {
  return nodes.flatMap((node) => [
    { value: node.id, text: `${'– '.repeat(depth)}${titleOf(node)}` },
    ...partsOf(node.children, depth + 1),
  ]);
}

function statusesOf(lines: readonly CommitmentLine[]): CommitmentListPage['statuses'] {
  const found = new Map<string, string | null>();
  for (const line of lines) {
    const { status, label } = officerStatus(line) ?? { status: null, label: '' };
    found.set(status ?? 'notStated', status ? label : null);
  }
  return [...found].map(([value, text]) => ({ value, text }));
}
