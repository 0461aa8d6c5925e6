import type {
  CommitmentAnswer,
  CommitmentLine,
  StatusAnswer,
} from '../../../projections/state/queries/commitment/commitment.answers.js';
import type { LineageAnswer } from '../../../projections/state/queries/lineage/lineage.answers.js';
import type { PlanTree } from '../../../projections/state/queries/plan/plan.answers.js';
import { commitmentPage } from './commitment.view.js';
import { commitmentListPage } from './commitment-list.view.js';

const notStated = { assessment: 'officer', status: null, label: 'Not stated in the source' };
const wording = { id: 'w2', text: 'Do it.' };
const milestone = (id: string, state: string, to?: string) => ({ id, state, ...(to ? { due: { to } } : {}) });

const line = {
  ...{
    id: 'c1',
    externalIds: ['C22-01'],
    printedNumber: { display: '1' },
    wording,
    latestUpdate: null,
    tags: [],
    delivery: [],
  },
  ...{ plan: { id: 'plan', name: 'A plan' }, labels: ['Not stated in the source', 'Overdue'], statuses: [notStated] },
  path: [{ id: 'plan', name: 'A plan' }, { id: 'p1', name: 'First' }, { id: 't1' }],
} as unknown as CommitmentLine;

const plan = {
  ...{ id: 'plan', externalIds: ['PLAN'], title: 'A plan' },
  children: [{ id: 'p1', title: 'First', children: [{ id: 't1', children: [] }] }],
} as unknown as PlanTree;

describe('the page of a commitment', () => {
  const answer = {
    ...line,
    addedByEditors: [
      {
        ...{ kind: 'ConflictNoted', on: '2026-01-01' },
        pointsAt: [
          { id: 'c1', name: 'C22-01' },
          { id: 'c2', name: 'C22-30' },
          { id: 'plan', name: 'A plan' },
        ],
      },
    ],
    wordings: [{ id: 'w1', text: 'Do that.' }, wording],
    ...{ delivery: [], deliveryAbove: [] },
    measures: [
      { by: 'update', through: { id: 'u1' }, of: { id: 'c1' }, metric: { id: 'm2' } },
      { by: 'indicator', through: { id: 'i1' }, of: { id: 'p1' } },
      { by: 'indicator', through: { id: 'i2' }, of: { id: 'p1' } },
    ],
    measuresSince: [{ by: 'indicator', through: { id: 'i2' }, of: { id: 'p1' }, metric: { id: 'm1' } }],
    tags: [{ id: 'tag', name: 'Places' }],
    updates: [{ id: 'u1', abridged: true, blocks: ['one'], targets: [{ id: 'c1' }, { id: 't1' }] }],
    updatesAbove: [
      { id: 'u1', blocks: ['one', 'two'], targets: [{ id: 't1' }] },
      { id: 'u2', blocks: [], targets: [] },
    ],
    milestones: [
      { ...milestone('past', 'open', '2022-08-01'), overdue: true },
      { ...milestone('contract', 'open', '2022-08-01'), kind: 'contractEnd' },
      milestone('later', 'open', '2023-01-01'),
      milestone('soon', 'open', '2022-10-01'),
      milestone('met', 'met', '2022-12-01'),
      milestone('undated', 'open'),
    ],
  } as unknown as CommitmentAnswer;
  const lineage = { before: [], after: [], duplicates: [], withdrawn: [], suggestions: [], addedByEditors: [] };
  const page = commitmentPage(answer, {
    lineage: lineage as unknown as LineageAnswer,
    ...{ meetings: [], external: [], statusesBefore: [], day: '2022-08-04' },
  });

  it('is named and found by its external id', () => {
    expect(page).toMatchObject({ identifier: 'C22-01', path: '/commitments/C22-01' });
  });

  it('says what lies ahead on the day of its view, the nearest first', () => {
    expect(page.ahead.map(({ id }) => id)).toEqual(['soon', 'later']);
  });

  it('counts milestones by how they stand, those that are overdue or past their last day as that alone', () => {
    expect(page.milestoneCounts).toEqual([
      { state: 'overdue', count: 1 },
      { state: 'lastDayPast', count: 1 },
      { state: 'open', count: 3 },
      { state: 'met', count: 1 },
    ]);
  });

  it('keeps its own measures apart from those of the part of the plan that it sits in', () => {
    expect(page.measures).toMatchObject([{ by: 'update', of: { id: 'c1' } }]);
    expect(page.measuresAbove).toMatchObject([
      { of: { name: 'First' }, measures: [{ through: { id: 'i1' } }, { through: { id: 'i2' } }] },
    ]);
  });

  it('says of which of them editors have said later by what they are measured', () => {
    expect(page.measuresAbove[0]!.measures.map(({ isLater }) => isLater)).toEqual([false, true]);
    expect(page.measures[0]!.isLater).toBe(false);
  });

  it('shows an update whole that its answer tells elsewhere, and only once', () => {
    expect(page.updates).toMatchObject([{ id: 'u1', blocks: ['one', 'two'], others: 1 }]);
    expect(page.updatesAbove.map(({ id }) => id)).toEqual(['u2']);
  });

  it('says that no status was stated, and links its tags', () => {
    expect(page.hasNoStatus).toBe(true);
    expect(page.tags).toEqual([{ text: 'Places', path: '/plans/plan/tags/tag' }]);
  });

  it('has beside a status the one before it, of the same assessment', () => {
    const statuses = [
      { assessment: 'officer', status: 'late', label: 'Late', from: { index: 9 } },
      { assessment: 'panel', status: 'late', label: 'Late', from: { index: 8 } },
    ];
    const before = { assessment: 'officer', status: 'on-track', label: 'On track', from: { index: 3 } };
    const withStatuses = commitmentPage({ ...answer, statuses } as unknown as CommitmentAnswer, {
      lineage: lineage as unknown as LineageAnswer,
      ...{ meetings: [], external: [], day: '2022-08-04' },
      statusesBefore: [{ replacedBy: 9, status: before as unknown as StatusAnswer }],
    });
    expect(withStatuses.statuses[0]).toMatchObject({ label: 'Late', before: { label: 'On track' } });
    expect(withStatuses.statuses[1]).not.toHaveProperty('before');
  });

  it('says nothing twice', () => {
    expect(page.labels).toEqual(['Overdue']);
    expect(page.otherWordings.map(({ id }) => id)).toEqual(['w1']);
  });

  it('tells what editors added later, with the other commitments that it is about', () => {
    expect(page.added).toEqual([{ kind: 'ConflictNoted', on: '2026-01-01', others: [{ id: 'c2', name: 'C22-30' }] }]);
  });

  it('knows the way to it, from the plan down', () => {
    expect(page.above).toEqual([
      { text: 'A plan', path: '/plans/plan' },
      { text: 'First', path: '/plans/plan/priorities/p1' },
      { text: 't1', path: '/plans/plan/themes/t1' },
    ]);
  });
});

describe('the list of commitments', () => {
  it('has a row for each, with the parts that it sits in', () => {
    const page = commitmentListPage(plan, { all: [line], found: [line] }, {});
    expect(page.list.items).toMatchObject([{ identifier: 'C22-01', words: 'Do it.', within: ['First', 't1'] }]);
    expect(page).toMatchObject({ path: '/plans/PLAN/commitments', isNarrowed: false });
  });

  it('offers the parts of the plan and the statuses that there are', () => {
    const page = commitmentListPage(plan, { all: [line], found: [] }, { noUpdate: 'true' });
    expect(page.parts).toEqual([
      { value: 'p1', text: 'First' },
      { value: 't1', text: '– t1' },
    ]);
    expect(page.statuses).toEqual([{ value: 'notStated', text: null }]);
    expect(page).toMatchObject({ isNarrowed: true, list: { total: 0 }, noneOverdue: null });
  });

  describe('by area, body and tag', () => {
    const from = { reportedOn: '2026-01-01' };
    const said = (area: string, status: string | null, more: object = {}) => ({
      ...{ assessment: 'officer', area, status, label: status ?? 'Withdrawn', from, ...more },
    });
    const first = {
      ...line,
      ...{ lead: { body: { id: 'b2', name: 'Bury Council' } }, tags: [{ id: 'g1', name: 'Places' }] },
      delivery: [{ body: { id: 'b1', name: 'A service' } }, {}],
      statuses: [notStated, said('Wigan', 'delayed', { areaCode: 'E1' }), said('Bolton', null)],
    } as unknown as CommitmentLine;
    const second = {
      ...{ ...first, id: 'c2', delivery: [], statuses: [notStated, said('Wigan Borough', 'met', { areaCode: 'E1' })] },
      promisedBy: { body: { id: 'b2', name: 'Bury Council' } },
    } as unknown as CommitmentLine;
    const bare = { ...line, tags: [], delivery: [] } as unknown as CommitmentLine;
    const listed = (all: CommitmentLine[], asked: Parameters<typeof commitmentListPage>[2]) =>
      commitmentListPage(plan, { all, found: all }, asked);

    it('offers each that the plan has, once and in the order of letters', () => {
      const page = listed([first, second], {});
      expect(page.areas).toEqual([{ value: 'E1', text: 'Wigan' }]);
      expect(page.bodies.map(({ text }) => text)).toEqual(['A service', 'Bury Council']);
      expect(page.tags).toEqual([{ value: 'g1', text: 'Places' }]);
      expect(page.statuses).toHaveLength(1);
    });

    it('offers nothing where the plan has none, unless it was asked for', () => {
      expect(listed([bare], {})).toMatchObject({ areas: [], bodies: [], tags: [] });
      const missed = [{ value: 'b9', text: null }];
      expect(listed([bare], { body: 'b9', area: 'Leeds' })).toMatchObject({
        ...{ bodies: missed, areas: [{ value: 'Leeds', text: 'Leeds' }], isNarrowed: true },
      });
    });

    it('keeps what was asked, an area by its code, and says how each stands there', () => {
      const page = listed([first, second], { area: 'wigan', body: 'b2', tag: 'g1' });
      expect(page.asked).toMatchObject({ area: 'E1', body: 'b2', tag: 'g1' });
      expect(page.list.items.map(({ inArea }) => inArea?.label)).toEqual(['delayed', 'met']);
      expect(page.statuses.map(({ value }) => value)).toEqual(['notStated', 'delayed', 'met']);
    });
  });

  it('leads to the milestones where no commitment is overdue, and says so where none has a date', () => {
    const listed = (one: CommitmentLine, found: CommitmentLine[], overdue: 'true' | 'false' = 'true') =>
      commitmentListPage(plan, { all: [one], found }, { overdue, under: 'p1' }).noneOverdue;
    expect(listed(line, [])).toEqual({ isAnyDated: false, plan: 'PLAN', about: 'p1' });
    const dated = { ...line, targetDate: {} as CommitmentLine['targetDate'] };
    expect(listed(dated, [])).toMatchObject({ isAnyDated: true });
    expect(listed(dated, [dated])).toBeNull();
    expect(listed(line, [], 'false')).toBeNull();
  });
});
