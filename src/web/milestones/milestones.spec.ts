import type { MilestoneLine } from '../../../projections/state/queries/milestone/milestone.answers.js';
import type { MilestoneDetail } from '../../../projections/state/queries/milestone/milestone-detail.answers.js';
import type { PlanSummary, PlanTree } from '../../../projections/state/queries/plan/plan.answers.js';
import { milestonePage } from './milestone.view.js';
import { milestonesPage } from './milestones.view.js';

const plan = { id: 'plan', name: 'A plan' };
const milestone = (id: string, to?: string, more: object = {}) =>
  ({
    ...{ id, what: id, plan, state: 'open', overdue: false, moved: 0, advanced: 0, attachedTo: [] },
    ...(to ? { due: { to } } : {}),
    ...more,
  }) as unknown as MilestoneLine;

const all = [
  milestone('late', '2022-08-01', { overdue: true, promisedBy: { body: { id: 'b1', name: 'A board' } } }),
  milestone('soon', '2022-10-01', { attachedTo: [{ kind: 'commitment', id: 'c1', name: 'C22-01' }] }),
  milestone('also', '2022-09-15', { moved: 2 }),
  milestone('done', '2022-11-01', { state: 'met' }),
  milestone('some day'),
];
const page = (asked: object = {}) => milestonesPage({ all, plans: [] }, asked, '2022-08-04');
const shown = (asked: object) => page(asked).months.flatMap(({ rows }) => rows.map(({ id }) => id));

describe('the list of milestones', () => {
  it('goes by the month of the last day in time; what has no date stands at the end', () => {
    expect(page().months.map(({ month, rows }) => [month, rows.length])).toEqual([
      ['2022-07-01', 1],
      ['2022-09-01', 2],
      ['2022-10-01', 1],
      [undefined, 1],
    ]);
  });

  it('is narrowed by what became of them, and counts each', () => {
    expect(shown({ show: 'overdue' })).toEqual(['late']);
    expect(shown({ show: 'ahead' })).toEqual(['soon', 'also']);
    expect(shown({ show: 'moved' })).toEqual(['also']);
    expect(shown({ show: 'undated' })).toEqual(['some day']);
    expect(shown({ show: 'ended' })).toEqual(['done']);
    expect(page({ show: 'ended' }).counts).toEqual([
      { show: 'overdue', count: 1 },
      { show: 'ahead', count: 2 },
      { show: 'lastDayPast', count: 0 },
      { show: 'undated', count: 1 },
      { show: 'ended', count: 1 },
      { show: 'moved', count: 1 },
    ]);
  });

  it('is narrowed by who promised them', () => {
    expect(page().bodies).toEqual([{ value: 'b1', text: 'A board' }]);
    expect(shown({ body: 'b1' })).toEqual(['late']);
    expect(page({ body: 'b1' })).toMatchObject({ total: 1, isNarrowed: true });
  });

  it('leads to what they belong to', () => {
    const [, september] = page().months;
    expect(september!.rows[0]!.belongsTo).toEqual([{ id: 'c1', name: 'C22-01', path: '/commitments/C22-01' }]);
  });

  it('names the plan that was chosen by the id that people know, and offers its parts', () => {
    const tree = {
      ...{ id: 'plan', externalIds: ['PLAN'], title: 'A plan' },
      children: [{ id: 'p1', title: 'First', children: [{ id: 't1', title: 'Theme', children: [] }] }],
    } as unknown as PlanTree;
    const chosen = milestonesPage({ all, plans: [tree as PlanSummary], plan: tree }, { plan: 'plan' }, '2022-08-04');
    expect(chosen.asked.plan).toBe('PLAN');
    expect(chosen.plans).toEqual([{ value: 'PLAN', text: 'A plan' }]);
    expect(chosen.parts.map(({ text }) => text)).toEqual(['First', '– Theme']);
  });
});

describe('the page of a milestone', () => {
  it('leads to what it belongs to, with the words of promises', () => {
    const attachments = [
      { kind: 'node', target: { id: 't1', name: 'Theme' }, from: {} },
      { kind: 'commitment', target: { id: 'c1', name: 'C22-01' }, text: 'Do it.', from: {}, endedFrom: {} },
      { kind: 'action', target: { id: 'a1', name: 'Ask' }, from: {} },
    ];
    const answer = { ...milestone('m1'), moved: 2, advanced: 1, attachments } as unknown as MilestoneDetail;
    expect(milestonePage(answer)).toMatchObject({
      ...{ path: '/milestones/m1', changes: 3, plan: { path: '/plans/plan' } },
      belongsTo: [
        { thing: { path: '/plans/plan/themes/t1' } },
        { thing: { path: '/commitments/C22-01', text: 'Do it.' }, endedFrom: {} },
        { thing: { id: 'a1', name: 'Ask' } },
      ],
    });
  });
});
