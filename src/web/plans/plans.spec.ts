import type { CommitmentSummary } from '../../../projections/state/queries/commitment/commitment.answers.js';
import type {
  PlanCounts,
  PlanNode,
  PlanSummary,
  PlanTree,
} from '../../../projections/state/queries/plan/plan.answers.js';
import { partPage } from './part.view.js';
import { planLines, planPage } from './plan.view.js';
import { commitmentsUnder, statusTable } from './status-table.js';

function commitment(id: string, status: string | null, isUpdated = false): CommitmentSummary {
  const label = status === null ? 'Not stated in the source' : status;
  return {
    ...{ id, externalIds: [id], printedNumber: { basis: 'none', display: 'No number printed' }, wording: null },
    statuses: [
      { assessment: 'officer', status, label },
      { assessment: 'officer', status: 'off-track', label: 'Off track', area: 'Northtown' },
    ],
    latestUpdate: isUpdated ? { from: { reportedOn: '2022-08-04' } } : null,
    ...{ labels: [], tags: [], milestones: [], delivery: [] },
  } as unknown as CommitmentSummary;
}

function node(id: string, level: string, parts: Partial<PlanNode>): PlanNode {
  return {
    id,
    level,
    title: id.toUpperCase(),
    children: [],
    commitments: [],
    delivery: [],
    ...parts,
  } as unknown as PlanNode;
}

const theme = node('t1', 'theme', { commitments: [commitment('C-1', 'on-track', true), commitment('C-2', null)] });
const priority = node('p1', 'priority', { children: [theme], commitments: [commitment('C-3', 'on-track')] });
const plan = {
  ...{ id: 'plan', externalIds: ['PLAN'], title: 'A plan', children: [priority] },
  levels: [
    { key: 'priority', one: 'Goal' },
    { key: 'theme', one: 'Aim' },
  ],
  outcomes: [{ id: 'o1', scope: { id: 'p1' }, text: 'Better' }],
} as unknown as PlanTree;

describe('the table of a plan', () => {
  it('counts the officers’ statuses of the whole, those without one in a column of their own', () => {
    const parts = [
      { title: 'P1', commitments: commitmentsUnder(priority) },
      { commitments: [commitment('C-4', 'delivered')] },
    ];
    const order = [
      { status: 'at-risk', label: 'at-risk' },
      { status: 'delivered', label: 'delivered' },
    ];
    const table = statusTable(parts, order);
    expect(table.columns.map(({ status }) => status)).toEqual(['delivered', 'on-track', null]);
    expect(table.rows.map(({ counts }) => counts)).toEqual([
      [0, 2, 1],
      [1, 0, 0],
    ]);
    expect(table.total).toEqual({ commitments: 4, counts: [1, 2, 1], withUpdate: 1 });
  });

  it('adds up: every row to its commitments, every column to the whole', () => {
    const { rows, total } = statusTable([{ commitments: commitmentsUnder(priority) }], []);
    for (const { commitments, counts } of [...rows, total])
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(commitments);
  });
});

describe('the page of a part', () => {
  it('knows what the plan calls it, and the way to it', () => {
    expect(partPage(plan, 't1')).toMatchObject({
      ...{ title: 'T1', path: '/plans/PLAN/themes/t1', level: { one: 'Aim' } },
      above: [{ text: 'P1', path: '/plans/PLAN/priorities/p1' }],
      commitments: [{ identifier: 'C-1', updated: '2022-08-04' }, { identifier: 'C-2' }],
    });
  });

  it('shows what sits in it, and how that stands', () => {
    const page = partPage(plan, 'p1')!;
    expect(page.below).toMatchObject({ one: 'Aim' });
    expect(page.table!.rows).toMatchObject([{ title: 'T1', path: '/plans/PLAN/themes/t1', commitments: 2 }]);
    expect(page.outcomes.map(({ text }) => text)).toEqual(['Better']);
    expect(page.commitments.map(({ path }) => path)).toEqual(['/commitments/C-3']);
  });

  it('is none where the plan has no such part', () => {
    expect(partPage(plan, 'p9')).toBeUndefined();
  });
});

describe('the page of a plan', () => {
  it('has its outcomes by the parts that they are of, those of the whole first', () => {
    const [whole, part] = [
      { scope: { id: 'plan' }, text: 'Safer' },
      { scope: { id: 'p1', name: 'P1' }, text: 'Better' },
    ];
    const tree = { ...plan, commitments: [], outcomes: [part, whole, part] } as unknown as PlanTree;
    const counts = { withoutUpdate: [], withoutRow: [], byStatus: [] } as unknown as PlanCounts;
    const page = planPage(tree, { counts, scorecard: null, reports: [], tags: [], plans: [] });
    expect(page.outcomes).toEqual([
      { texts: ['Safer'] },
      { part: 'P1', path: '/plans/PLAN/themes/p1', texts: ['Better', 'Better'] },
    ]);
  });
});

describe('a list of plans', () => {
  it('begins with those that go on', () => {
    const summaries = [
      { id: 'a', externalIds: [], succeededBy: { id: 'b' } },
      { id: 'b', externalIds: [] },
    ] as unknown as PlanSummary[];
    expect(planLines(summaries).map(({ path }) => path)).toEqual(['/plans/b', '/plans/a']);
  });
});
