import type { BackfillDetail } from '../../../projections/audit-trail/queries/backfill.queries.js';
import type { SourceDetail, SourcePassage } from '../../../projections/state/queries/source/source-detail.answers.js';
import { stringsOf } from '../render/catalogue.js';
import { backfillPage } from './backfill.view.js';
import { anchorOf, pageOfLine, pathOfPassage } from './passage-link.js';
import { sourceLine, sourcePage } from './source.view.js';

const document = { externalIds: ['S-1'], title: 'A paper', sha256: 'a'.repeat(64) };

describe('the address of a passage', () => {
  it.each([
    [{ line: 1 }, '/sources/S-1#line-1'],
    [{ line: 50 }, '/sources/S-1#line-50'],
    [{ line: 51, row: 'R1' }, '/sources/S-1?from=51#line-51'],
    [{ line: 100 }, '/sources/S-1?from=51#line-100'],
    [{ line: 101 }, '/sources/S-1?from=101#line-101'],
    [{ page: '4', section: 'rec 1' }, '/sources/S-1#page-4-section-rec-1'],
    [{}, '/sources/S-1'],
  ])('of %j is %s', (place, path) => {
    expect(pathOfPassage({ sourceId: 's', document, ...place })).toBe(path);
  });

  it('is none where the ledger does not hold the paper', () => {
    expect(pathOfPassage({ sourceId: 's', line: 7 })).toBeUndefined();
  });

  it('goes by the id of a paper that is known by no other', () => {
    expect(pathOfPassage({ sourceId: 's', document: { ...document, externalIds: [] } })).toBe('/sources/s');
  });
});

function statement(id: string, facet: string, ...lines: (number | undefined)[]): SourcePassage {
  return {
    ...{ id: `body-${id}/${facet}`, category: 'body', object: { id, name: id.toUpperCase() }, facet },
    passages: lines.map((line) => ({ sourceId: 's', ...(line === undefined ? { section: 'front' } : { line }) })),
  } as unknown as SourcePassage;
}

describe('the page of a source', () => {
  const source = { id: 's', externalIds: ['S-1'], title: 'A paper', gaps: [{}], missing: ['a page'] };
  const statements = [
    statement('a', 'name', 4),
    statement('a', 'alias/1', 4),
    statement('b', 'name', 4, 60),
    statement('c', 'name', undefined),
    statement('d', 'name'),
  ];
  const pageFrom = (from: number) => sourcePage(source as unknown as SourceDetail, statements, from);

  it('says of each passage once what rests on it', () => {
    const { found, lines, statements: count } = pageFrom(1);
    expect(found.map(({ anchor }) => anchor)).toEqual(['line-4', 'section-front']);
    expect(found[0]!.resting.map(({ object, facets }) => [object.id, facets])).toEqual([
      ['a', ['name', 'alias']],
      ['b', ['name']],
    ]);
    expect({ lines, count }).toEqual({ lines: { from: 1, to: 50 }, count: 5 });
  });

  it('tells the end of a decision from the decision, and an answer from what it answers', () => {
    const facets = ['decision/1', 'decision/1/end', 'decision/1/changes', 'recommendation/2/answer', 'action/3/due'];
    const said = facets.map((facet) => statement('m', facet, 4));
    const [{ resting } = { resting: [] }] = sourcePage(source as unknown as SourceDetail, said, 1).found;
    const sorts = ['decision', 'decision-end', 'decision-changes', 'recommendation-answer', 'action'];
    expect(resting.map(({ facets }) => facets)).toEqual([sorts]);
    for (const sort of sorts) expect(stringsOf('en')).toHaveProperty([`facet.${sort}`]);
  });

  it('shows fifty lines, and leads to every other range with a passage', () => {
    expect(pageFrom(51).found.map(({ anchor }) => anchor)).toEqual(['line-60']);
    expect(pageFrom(1).ranges.map(({ from }) => from)).toEqual([1, 51]);
    expect(pageFrom(101).found).toEqual([]);
  });

  it('holds every passage at the address that citations name', () => {
    for (const { passages } of statements)
      for (const passage of passages) {
        const page = pageFrom(passage.line === undefined ? 1 : pageOfLine(passage.line));
        expect(page.found.map(({ anchor }) => anchor)).toContain(anchorOf(passage));
      }
  });

  it('is a line of the list with the number of its gaps', () => {
    const dated = { precision: 'none', display: 'Not stated' };
    const line = sourceLine({ ...source, dated, kind: 'plan' } as unknown as SourceDetail);
    expect(line).toMatchObject({ path: '/sources/S-1', lacks: 2, dated: 'Not stated', isSuperseded: false });
  });
});

describe('the page of a load of papers', () => {
  it('sets what is held beside what was said of it, and says so where nobody did', () => {
    const counts = [{ type: 'BodyRegistered', count: 3 }];
    const stated = [
      { type: 'BodyRegistered', count: 3 },
      { type: 'PlanDrafted', count: 1 },
    ];
    const page = backfillPage({ counts, stated } as unknown as BackfillDetail);
    expect(page).toMatchObject({ isExpectedKnown: false, isStatedKnown: true });
    expect(page.types).toEqual([
      { type: 'Body registered', held: 3, expected: null, stated: 3 },
      { type: 'Plan drafted', held: 0, expected: null, stated: 1 },
    ]);
  });
});
