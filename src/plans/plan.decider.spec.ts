import { given, idOf, type Sent } from '../../test/support/given.js';
import { commitments } from '../commitments/commitment.commands.js';
import { settings } from '../settings/settings.commands.js';
import { plans } from './plan.commands.js';

const LEVELS = [
  { key: 'priority', one: 'Priority', many: 'Priorities', printedAs: 'Priority' },
  { key: 'theme', one: 'Theme', many: 'Themes', printedAs: 'You asked us' },
  { key: 'commitment', one: 'Commitment', many: 'Commitments', printedAs: 'We will' },
];
const PLAN = idOf('PLAN-22');

function registerPlan(more: object = {}): Sent {
  return {
    command: 'register-plan',
    planId: 'PLAN-22',
    ownerBodyId: 'OWNER',
    levels: LEVELS,
    externalIds: ['PLAN-22'],
    ...more,
  };
}

function addPriority(nodeId: string, title: string, more: object = {}): Sent {
  const titled = { title, class: 'first' };
  return { command: 'add-priority', planId: 'PLAN-22', nodeId, level: 'priority', titled, ...more };
}

function addTheme(nodeId: string, title: string, parentId: string, more: object = {}): Sent {
  const titled = { title, class: 'first' };
  return { command: 'add-theme', planId: 'PLAN-22', nodeId, level: 'theme', titled, parentId, ...more };
}

function makeCommitment(commitmentId: string, homeId: string, more: object = {}): Sent {
  return {
    command: 'make-commitment',
    commitmentId,
    planId: 'PLAN-22',
    promisedBy: { basis: 'notStated' },
    externalIds: [],
    wording: {
      wordingId: `${commitmentId}-W1`,
      text: `Do ${commitmentId}.`,
      lang: 'en-GB',
      printedNumber: { basis: 'none' },
      standing: 'draft',
      class: 'first',
    },
    place: { homeId },
    ...more,
  };
}

function about(command: string, more: object = {}): Sent {
  return { command, planId: 'PLAN-22', ...more };
}

const ledger = (...before: Sent[]) => given([plans, commitments, settings], ...before).withObjects(['body', 'OWNER']);
const tree = () => ledger(registerPlan(), addPriority('P1', 'Keeping people safe'), addTheme('T1', 'Access', 'P1'));

describe('a plan', () => {
  test('is registered with its levels, and with title and period where they are given', async () => {
    const described = { title: 'A plan', ambition: 'Safer places' };
    const period = { from: '2022-01-01', to: '2026-01-01', basis: 'inferred' };
    await ledger()
      .when(registerPlan({ described, period }))
      .gives(
        {
          type: 'PlanRegistered',
          facet: 'identity',
          data: { ownerBodyId: idOf('OWNER'), levels: LEVELS },
          metadata: { plan: PLAN, reportedOn: '2022-06-07' },
        },
        { type: 'PlanDescribed', facet: 'description', data: described },
        { type: 'PlanPeriodStated', facet: 'period', data: period },
      );
  });

  test('needs a level above the commitments', async () => {
    const message = 'Name at least one level above the commitments';
    await ledger()
      .when(registerPlan({ levels: LEVELS.slice(2) }))
      .isRefused(422, { field: 'levels', message });
    await ledger()
      .when(registerPlan({ levels: undefined }))
      .isRefused(400, { field: 'levels', message });
  });

  test('tells its levels apart by their keys', async () => {
    await ledger()
      .when(registerPlan({ levels: [LEVELS[0], LEVELS[0], LEVELS[2]] }))
      .isRefused(422, { field: 'levels', message: 'Give every level a key of its own' });
  });

  test('is registered once', async () => {
    await ledger(registerPlan())
      .when(registerPlan())
      .isRefused(422, { field: 'planId', message: 'PLAN-22 is already in the ledger' });
  });

  test('has a title', async () => {
    const message = "Enter the plan's title";
    await ledger(registerPlan()).when(about('describe-plan')).isRefused(400, { field: 'title', message });
    await ledger(registerPlan())
      .when(about('describe-plan', { title: ' ' }))
      .isRefused(400, { field: 'title', message });
    await ledger()
      .when(registerPlan({ described: {} }))
      .isRefused(400, { field: 'described.title', message });
  });

  test('ends after it starts', async () => {
    await ledger(registerPlan())
      .when(about('state-plan-period', { from: '2022-01-01', to: '2022-01-01', basis: 'printed' }))
      .isRefused(422, { field: 'to', message: 'The plan must end after it starts' });
  });

  test('may have a period with one end only', async () => {
    await ledger(registerPlan())
      .when(about('state-plan-period', { from: '2018-03-01', basis: 'inferred' }))
      .gives({ type: 'PlanPeriodStated', data: { from: '2018-03-01', basis: 'inferred' } });
  });
});

describe('issuing a plan', () => {
  const issue = (more: object = {}) => about('issue-plan', { textStatus: 'final', ...more });

  test('records which text is held', async () => {
    await tree()
      .when(issue())
      .gives({ type: 'PlanIssued', facet: 'issue', data: { textStatus: 'final' } });
  });

  test('needs a priority', async () => {
    await ledger(registerPlan())
      .when(issue())
      .isRefused(422, { field: 'planId', message: 'Add a priority before you issue the plan' });
  });

  test('needs a priority that had been reported by then', async () => {
    await ledger(registerPlan({ reportedOn: '2022-01-01' }), addPriority('P1', 'Safe'))
      .when(issue({ reportedOn: '2022-02-01' }))
      .isRefused(422, { message: 'Add a priority before you issue the plan' });
  });

  test('happens once', async () => {
    await tree()
      .and(issue())
      .when(issue({ reportedOn: '2022-08-04' }))
      .isRefused(422, {
        field: 'planId',
        message: 'This plan was issued on 7 June 2022. Record a variation instead',
      });
  });
});

describe('succession', () => {
  const other: Sent = { ...registerPlan({ planId: 'PLAN-26' }), described: { title: 'The next plan' } };
  const succeed = (planId: string, successorPlanId: string) => ({ command: 'succeed-plan', planId, successorPlanId });

  test('names the plan that follows', async () => {
    await ledger(registerPlan(), other)
      .when(succeed('PLAN-22', 'PLAN-26'))
      .gives({ type: 'PlanSucceeded', facet: 'succession', data: { successorPlanId: idOf('PLAN-26') } });
  });

  test('is never to the plan itself, nor back to it', async () => {
    const problem = { field: 'successorPlanId', message: 'A plan cannot succeed itself' };
    await ledger(registerPlan()).when(succeed('PLAN-22', 'PLAN-22')).isRefused(422, problem);
    await ledger(registerPlan(), other, succeed('PLAN-22', 'PLAN-26'))
      .when(succeed('PLAN-26', 'PLAN-22'))
      .isRefused(422, problem);
  });

  test('is stated once', async () => {
    await ledger(registerPlan(), other, registerPlan({ planId: 'PLAN-30' }), succeed('PLAN-22', 'PLAN-26'))
      .when(succeed('PLAN-22', 'PLAN-30'))
      .isRefused(422, { field: 'successorPlanId', message: 'This plan was already followed by The next plan' });
  });

  test('is to a plan that the ledger holds', async () => {
    await ledger(registerPlan())
      .when(succeed('PLAN-22', 'PLAN-99'))
      .isRefused(404, { field: 'successorPlanId', code: 'unknown-object' });
  });
});

describe('a priority or theme', () => {
  test('is added with its title and its place', async () => {
    await ledger(registerPlan())
      .when(addPriority('P1', 'Keeping people safe', { printedNumber: { value: '1', basis: 'printed' } }))
      .gives(
        {
          type: 'PriorityAdded',
          facet: `node/${idOf('P1')}`,
          data: { level: 'priority', printedNumber: { value: '1' } },
        },
        { type: 'NodeTitled', facet: `node/${idOf('P1')}/title`, data: { title: 'Keeping people safe' } },
        { type: 'NodePlaced', facet: `node/${idOf('P1')}/place`, data: { parentId: PLAN } },
      );
    await ledger(registerPlan(), addPriority('P1', 'Keeping people safe'))
      .when(addTheme('T1', 'Access', 'P1'))
      .gives(
        { type: 'ThemeAdded', facet: `node/${idOf('T1')}` },
        { type: 'NodeTitled', facet: `node/${idOf('T1')}/title` },
        { type: 'NodePlaced', facet: `node/${idOf('T1')}/place`, data: { parentId: idOf('P1') } },
      );
  });

  test('stands on a level of its plan: a priority on the top one, a theme between', async () => {
    const problem = { field: 'level', message: 'Choose a level of this plan' };
    const plan = () => ledger(registerPlan(), addPriority('P1', 'Safe'));
    const place = { field: 'parentId' };
    await plan()
      .when(addPriority('P2', 'Stronger', { level: 'goal' }))
      .isRefused(422, problem);
    await plan()
      .when(addPriority('P2', 'Stronger', { level: 'theme' }))
      .isRefused(422, problem, place);
    await plan()
      .when(addTheme('T1', 'Access', 'PLAN-22', { level: 'priority' }))
      .isRefused(422, problem);
    await plan()
      .when(addTheme('T1', 'Access', 'P1', { level: 'commitment' }))
      .isRefused(422, problem, place);
    await plan()
      .when(addPriority('P2', 'Stronger', { level: undefined }))
      .isRefused(400, problem);
  });

  test('is added once', async () => {
    await tree()
      .when(addPriority('P1', 'Anything', { titled: { title: 'Anything', class: 'editorial' } }))
      .isRefused(422, { field: 'nodeId', message: 'This plan has it already' });
  });

  test('may be known from an earlier paper that is loaded later', async () => {
    await ledger(registerPlan({ reportedOn: '2022-01-01' }), addPriority('P1', 'Safe'))
      .when(addPriority('P1', 'Safe', { reportedOn: '2022-06-06' }))
      .gives({ type: 'PriorityAdded' }, { type: 'NodeTitled' }, { type: 'NodePlaced' });
  });

  test('has a title of its own on its level', async () => {
    await tree()
      .when(addPriority('P2', 'Keeping people safe'))
      .isRefused(422, { field: 'titled.title', message: 'Another priority has this title' });
    await tree()
      .when(addTheme('T2', 'Access', 'P1'))
      .isRefused(422, { field: 'titled.title', message: 'Another theme has this title' });
    await tree()
      .when(addTheme('T2', 'Keeping people safe', 'P1'))
      .gives({ type: 'ThemeAdded' }, { type: 'NodeTitled' }, { type: 'NodePlaced' });
  });

  test('gets another title with the kind of change', async () => {
    const title = (more: object) => about('title-node', { nodeId: 'T1', reportedOn: '2022-08-04', ...more });
    await tree()
      .when(title({ title: 'Better access', class: 'substantive' }))
      .gives({ type: 'NodeTitled', facet: `node/${idOf('T1')}/title`, data: { title: 'Better access' } });
    await tree()
      .when(title({ title: 'Access', class: 'editorial' }))
      .isRefused(422, { field: 'title', message: 'The title has not changed' });
    const problem = { field: 'class', message: 'Say whether the change is editorial or substantive' };
    await tree()
      .when(title({ title: 'Better access', class: 'first' }))
      .isRefused(422, problem);
    await tree()
      .when(title({ title: 'Better access' }))
      .isRefused(400, { ...problem, message: `${problem.message}, or first where there was no title before` });
  });

  test('has to be in the plan to be titled or placed', async () => {
    const problem = { field: 'nodeId', code: 'unknown-object' };
    await tree()
      .when(about('title-node', { nodeId: 'T9', title: 'New', class: 'first' }))
      .isRefused(404, problem);
    await tree()
      .when(about('place-node', { nodeId: 'T9', parentId: 'P1' }))
      .isRefused(404, problem);
  });
});

describe('the place of a priority or theme', () => {
  const place = (nodeId: string, parentId: string, reason?: string) =>
    about('place-node', { nodeId, parentId, ...(reason ? { reason } : {}) });

  test('changes with a reason', async () => {
    const plan = () => tree().and(addPriority('P2', 'Stronger communities'));
    await plan()
      .when(place('T1', 'P2', 'The June paper prints it there'))
      .gives({ type: 'NodePlaced', facet: `node/${idOf('T1')}/place`, data: { parentId: idOf('P2') } });
    await plan().when(place('T1', 'P2')).isRefused(422, { field: 'reason', message: 'Give the reason why it moved' });
  });

  test('is one level up', async () => {
    await tree()
      .and(addTheme('T2', 'Response', 'P1'))
      .when(place('T2', 'T1', 'x'))
      .isRefused(422, { field: 'parentId', message: 'A theme must sit under a priority' });
    await tree()
      .when(addTheme('T2', 'Response', 'PLAN-22'))
      .isRefused(422, { field: 'parentId', message: 'A theme must sit under a priority' });
    await tree()
      .when(place('P1', 'T1', 'x'))
      .isRefused(422, { field: 'parentId', message: 'A priority must sit under the plan itself' });
  });

  test('is never the thing itself', async () => {
    await tree()
      .when(place('T1', 'T1', 'x'))
      .isRefused(422, { field: 'parentId', message: 'A theme cannot move under itself' });
  });

  test('is never in another plan', async () => {
    const problem = { field: 'parentId', message: 'Use lineage to link across plans' };
    const plans26 = () =>
      tree().and(registerPlan({ planId: 'PLAN-26' }), addPriority('P26', 'Safe', { planId: 'PLAN-26' }));
    await plans26()
      .when(place('T1', 'P26', 'x'))
      .isRefused(422, problem);
    await plans26()
      .when(place('P1', 'PLAN-26', 'x'))
      .isRefused(422, problem);
  });
});

describe('the order of children', () => {
  const order = (parentId: string, ...ids: string[]) => about('order-children', { parentId, order: ids });
  const plan = () => tree().and(addTheme('T2', 'Response', 'P1'), addTheme('T3', 'Victims', 'P1'));

  test('lists every child once', async () => {
    await plan()
      .when(order('P1', 'T3', 'T1', 'T2'))
      .gives({
        type: 'ChildrenOrdered',
        facet: `order/${idOf('P1')}`,
        data: { order: [idOf('T3'), idOf('T1'), idOf('T2')] },
      });
    await plan()
      .when(order('PLAN-22', 'P1'))
      .gives({ type: 'ChildrenOrdered', facet: `order/${PLAN}` });
    for (const ids of [['T1', 'T2'], ['T1', 'T2', 'T2'], ['T1', 'T2', 'T9'], ['T1', 'T2', 'T3', 'T3'], []])
      await plan()
        .when(order('P1', ...ids))
        .isRefused(422, { field: 'order', message: 'The new order must list all 3 items once' });
  });

  test('counts the commitments that sat there by then', async () => {
    const theme = () =>
      plan().and(
        makeCommitment('C1', 'T1'),
        makeCommitment('C2', 'T1'),
        makeCommitment('C3', 'T1', { reportedOn: '2022-08-04' }),
      );
    await theme()
      .when(order('T1', 'C2', 'C1'))
      .gives({ type: 'ChildrenOrdered', facet: `order/${idOf('T1')}` });
    await theme()
      .when({ ...order('T1', 'C2', 'C1'), reportedOn: '2022-08-04' })
      .isRefused(422, { field: 'order', message: 'The new order must list all 3 items once' });
  });

  test('counts a commitment where it sat by then, though a later paper has moved it', async () => {
    const move: Sent = { command: 'place-commitment', commitmentId: 'C2', homeId: 'T2', reason: 'Merged' };
    const moved = () =>
      plan().and(makeCommitment('C1', 'T1'), makeCommitment('C2', 'T1'), { ...move, reportedOn: '2022-08-20' });
    await moved()
      .when({ ...order('T1', 'C2', 'C1'), reportedOn: '2022-07-05' })
      .gives({ type: 'ChildrenOrdered', facet: `order/${idOf('T1')}` });
    for (const [parent, child] of [
      ['T1', 'C1'],
      ['T2', 'C2'],
    ] as const)
      await moved()
        .when({ ...order(parent, child), reportedOn: '2022-08-20' })
        .gives({ type: 'ChildrenOrdered' });
  });

  test('is that of something in the plan', async () => {
    await plan().when(order('P9', 'T1')).isRefused(404, { field: 'parentId', code: 'unknown-object' });
  });
});

describe('a stated count', () => {
  const count = (more: object) => about('state-count', { scopeId: 'PLAN-22', of: 'commitments', ...more });

  test('stands beside what can be counted', async () => {
    await tree()
      .when(count({ value: 34, note: 'Printed in the 2019 report' }))
      .gives({ type: 'CountStated', facet: `count/${PLAN}`, data: { of: 'commitments', value: 34 } });
  });

  test('is a whole number', async () => {
    const problem = { field: 'value', message: 'Enter a whole number' };
    await tree().when(count({})).isRefused(400, problem);
    await tree()
      .when(count({ value: 'many' }))
      .isRefused(400, problem);
    await tree()
      .when(count({ value: -1 }))
      .isRefused(400, problem);
  });

  test('is of the plan or a part of it', async () => {
    await tree()
      .when(count({ scopeId: 'P9', value: 3 }))
      .isRefused(404, { field: 'scopeId', code: 'unknown-object' });
  });
});

describe('a delivery link', () => {
  const link = (more: object = {}) =>
    about('link-delivery', {
      deliveryId: 'D1',
      targets: ['T1'],
      bodyId: 'OWNER',
      function: 'delivers',
      printed: 'The Authority',
      ...more,
    });

  test('names a body or the words printed', async () => {
    await tree()
      .when(link())
      .gives({
        type: 'DeliveryLinked',
        facet: `delivery/${idOf('D1')}`,
        data: { targets: [idOf('T1')], bodyId: idOf('OWNER'), printed: 'The Authority' },
      });
    await tree()
      .when(link({ bodyId: undefined, words: 'partners', printed: undefined }))
      .gives({ type: 'DeliveryLinked', data: { words: 'partners' } });
    await tree()
      .when(link({ bodyId: undefined }))
      .isRefused(422, { field: 'bodyId', message: 'Choose a body or enter the words printed' });
  });

  test('says by which words the paper names its body', () =>
    tree()
      .when(link({ printed: undefined }))
      .isRefused(422, { field: 'printed', message: 'Enter the words by which the paper names this body' }));

  test('ends after it starts', async () => {
    await tree()
      .when(link({ from: '2022-06-01', to: '2022-05-31' }))
      .isRefused(422, { field: 'to', message: 'The end date must be after the start date' });
  });

  test('is for themes and commitments of this plan', async () => {
    const other = [registerPlan({ planId: 'PLAN-26' }), addPriority('P26', 'Safe', { planId: 'PLAN-26' })];
    await tree()
      .and(...other)
      .when(link({ targets: ['T1', 'P26'] }))
      .isRefused(422, { field: 'targets[1]', message: 'All targets must be in one plan' });
    await tree()
      .when(link({ targets: ['T1', 'T9'] }))
      .isRefused(404, { field: 'targets[1]', message: 'Choose a theme or commitment of this plan' });
  });

  test('is for commitments as well, and for areas of the published list', async () => {
    const areas: Sent = {
      command: 'publish-area-list',
      version: 1,
      areas: [{ code: 'X0000002', name: 'Northtown', level: 'district' }],
      reportedOn: '2022-08-20',
      source: undefined,
    };
    const north = { code: 'X0000002', name: 'Northtown' };
    await tree()
      .and(areas, makeCommitment('C1', 'T1'))
      .when(link({ targets: ['C1'], areas: [north] }))
      .gives({ type: 'DeliveryLinked', data: { targets: [idOf('C1')], areas: [north] } });
    await tree()
      .and(areas)
      .when(link({ areas: [{ code: 'X0000099', name: 'Elsewhere' }] }))
      .isRefused(422, { field: 'areas', message: 'X0000099 is not in the list of areas. Choose one that is' });
  });

  test('ends once, and only if it was there', async () => {
    const end = (more: object = {}) => about('end-delivery-link', { deliveryId: 'D1', reason: 'Moved', ...more });
    await tree()
      .and(link())
      .when(end({ to: '2022-05-01' }))
      .gives({ type: 'DeliveryLinkEnded', facet: `delivery/${idOf('D1')}/end`, data: { to: '2022-05-01' } });
    await tree()
      .and(link(), end({ to: '2022-05-01' }))
      .when(end())
      .isRefused(422, { field: 'deliveryId', message: 'This link ended on 1 May 2022' });
    await tree().and(link(), end()).when(end()).isRefused(422, { message: 'This link ended on 7 June 2022' });
    await tree().when(end()).isRefused(404, { field: 'deliveryId', message: 'This plan has no such delivery link' });
    await tree()
      .and(link())
      .when(end({ reason: undefined }))
      .isRefused(400, { field: 'reason' });
  });
});
