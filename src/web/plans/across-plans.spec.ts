import type { CommitmentLine } from '../../../projections/state/queries/commitment/commitment.answers.js';
import type { PlanComparison } from '../../../projections/state/queries/lineage/lineage.answers.js';
import type { PlanTree } from '../../../projections/state/queries/plan/plan.answers.js';
import type { TagAnswer } from '../../../projections/state/queries/tag/tag.answers.js';
import { comparisonPage } from './comparison.view.js';
import { tagPage } from './tag.view.js';

const promise = (id: string) => ({ id, externalIds: [id], printedNumber: { display: '1' }, text: `Do ${id}.` });
const row = (before: string | undefined, after: string | undefined, type: string | null, link = 'l1') => ({
  ...(before ? { before: promise(before) } : {}),
  ...(after ? { after: promise(after) } : {}),
  ...{ type, ...(type ? { from: { entryId: link } } : {}) },
});

describe('two plans side by side', () => {
  const comparison = {
    ...{ from: { id: 'old', name: 'Old' }, to: { id: 'new', name: 'New' }, addedByEditors: [] },
    rows: [
      row('A-1', 'B-1', 'splitInto'),
      row('A-1', 'B-2', 'splitInto'),
      row('A-2', undefined, 'dropped'),
      row('A-3', undefined, null),
      row(undefined, 'B-3', 'new'),
      row(undefined, 'B-4', null),
    ],
    counts: { linked: 1, dropped: 1, noSourceFound: 0, withoutLink: 1, new: 1, withoutOrigin: 1 },
  } as unknown as PlanComparison;
  const page = (asked: object = {}) => comparisonPage(comparison, { from: '/plans/OLD', to: '/plans/NEW' }, asked);

  it('have one row for a promise and what one link made of it', () => {
    const { list, total, path } = page();
    expect(path).toBe('/plans/OLD/compare/NEW');
    expect(total).toBe(5);
    expect(list.items[0]).toMatchObject({
      before: { identifier: 'A-1', path: '/commitments/A-1', words: 'Do A-1.' },
      after: [{ identifier: 'B-1' }, { identifier: 'B-2' }],
    });
  });

  it.each([
    ['linked', 'A-1'],
    ['dropped', 'A-2'],
    ['withoutLink', 'A-3'],
    ['new', 'B-3'],
    ['withoutOrigin', 'B-4'],
  ])('can be narrowed to those %s', (show, id) => {
    const { items } = page({ show }).list;
    expect(items.map(({ before, after }) => before?.id ?? after[0]!.id)).toEqual([id]);
  });

  it('offer only kinds that there are', () => {
    expect(page().counts.map(({ show }) => show)).not.toContain('noSourceFound');
  });
});

describe('the page of a tag', () => {
  const tag = (id: string, more: object = {}) =>
    ({ id, label: id, scheme: { id: 's1', label: 'Themes' }, tagged: [], from: {}, ...more }) as unknown as TagAnswer;
  const places = tag('places', {
    node: { id: 'p1', name: 'First' },
    tagged: [
      { what: { id: 'p1', name: 'First' }, basis: 'printed', from: {} },
      { what: { id: 'c1', name: 'C22-01' }, basis: 'judgement', from: {} },
    ],
  });
  const commitment = {
    ...{ ...promise('c1'), externalIds: ['C22-01'], statuses: [], labels: [], latestUpdate: null },
    path: [{ id: 'p1', name: 'First' }],
  } as unknown as CommitmentLine;
  const plan = { id: 'plan', externalIds: ['PLAN'], title: 'A plan' } as unknown as PlanTree;

  it('has the parts of the plan apart from the promises', () => {
    expect(tagPage(plan, places, { tags: [places, tag('people')], commitments: [commitment] })).toMatchObject({
      path: '/plans/PLAN/tags/places',
      under: { path: '/plans/plan/themes/p1' },
      parts: [{ thing: { name: 'First' }, basis: 'printed' }],
      commitments: [{ identifier: 'C22-01', within: ['First'] }],
      others: [{ label: 'people', path: '/plans/PLAN/tags/people', count: 0, isRetired: false }],
    });
  });
});
