import type { Identified, SearchHit } from '../../../projections/search/queries/search.answers.js';
import { numbered } from '../parts/pagination.js';
import { searchPage } from './search.view.js';

const hit = (more: object) =>
  ({
    ...{ id: 'commitment-c/wording', kind: 'commitment', object: { id: 'c', name: 'C22-01' }, facet: 'wording' },
    ...{ excerpt: 'Answer calls sooner.', marks: [], from: {}, pointsAt: [] },
    ...more,
  }) as unknown as SearchHit;

const found = (more: object) => searchPage({ q: 'calls' }, { byKind: [] }, numbered([]), [hit(more)]).found[0]!;

describe('a result of a search', () => {
  it('marks the words that were asked for', () => {
    const { pieces } = found({
      marks: [
        { from: 0, to: 6 },
        { from: 7, to: 12 },
      ],
    });
    expect(pieces).toEqual([
      { text: 'Answer', isMarked: true },
      { text: ' ', isMarked: false },
      { text: 'calls', isMarked: true },
      { text: ' sooner.', isMarked: false },
    ]);
  });

  it('has no words where they were erased', () => {
    expect(found({ excerpt: null }).pieces).toEqual([]);
  });

  it.each([
    [{}, '/commitments/C22-01'],
    [{ kind: 'decision', object: { id: 'm' }, facet: 'decision/d1' }, '/meetings/m#d-d1'],
    [{ kind: 'recommendation', object: { id: 'm' }, facet: 'recommendation/r1' }, '/meetings/m#r-r1'],
    [{ kind: 'action', object: { id: 'm' }, facet: 'action/a1' }, '/meetings/m#a-a1'],
    [{ kind: 'externalRecommendation', object: { id: 'x' } }, '/external-recommendations/x'],
    [{ kind: 'programme', object: { id: 'p' } }, '/work-programme#p-p'],
  ])('leads to where it stands: %j', (more, path) => {
    expect(found(more).path).toBe(path);
  });

  it('says which text of the thing it is', () => {
    expect(found({ facet: 'wording/w1' }).facet).toBe('wording');
  });

  it('names the plan that it belongs to, but not of itself', () => {
    const plan = { id: 'p', name: 'A plan' };
    expect(found({ plan }).plan).toBe('A plan');
    expect(found({ plan, kind: 'plan', object: plan }).plan).toBeUndefined();
  });
});

test('a search counts all kinds, whichever is shown', () => {
  const byKind = [
    { kind: 'commitment' as const, count: 2 },
    { kind: 'body' as const, count: 1 },
  ];
  const page = searchPage({ q: 'calls', kind: 'body' }, { byKind }, numbered(['one']), [hit({})]);
  expect(page).toMatchObject({ total: 3, counts: byKind, list: { total: 1 } });
});

describe('an id that is searched for', () => {
  const identified = (category: string, object: object, plan?: { id: string }) =>
    searchPage({ q: 'C22-14' }, { byKind: [] }, numbered([]), [], {
      asked: 'C22-14',
      category,
      object,
      plan,
    } as Identified).identified;

  it('leads to a promise, in its words', () => {
    expect(identified('commitment', { id: 'c', name: 'C22-14', text: 'Answer calls sooner.' })).toEqual({
      ...{ id: 'C22-14', kind: 'commitment', name: 'Answer calls sooner.', path: '/commitments/C22-14' },
    });
  });

  it('leads to a part of its plan', () => {
    expect(identified('node', { id: 'n', name: 'Safe' }, { id: 'p' })?.path).toBe('/plans/p/themes/n');
  });

  it('is nothing where the words are no id', () => {
    expect(searchPage({ q: 'calls' }, { byKind: [] }, numbered([]), [])).not.toHaveProperty('identified');
  });
});
