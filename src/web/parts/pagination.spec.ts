import { numbered } from './pagination.js';

const items = Array.from({ length: 119 }, (_, at) => at);

describe('a list in pages', () => {
  it('shows each item once', () => {
    const shown = [1, 2, 3].flatMap((page) => numbered(items, page).items);
    expect(shown).toEqual(items);
    expect(numbered(items, 3)).toMatchObject({ first: 101, last: 119, total: 119, pages: 3 });
  });

  it('is one empty page where there is nothing', () => {
    expect(numbered([], 1)).toMatchObject({ items: [], first: 0, last: 0, pages: 1, links: [1] });
  });

  it('has no page behind the last', () => {
    expect(() => numbered(items, 4)).toThrow(expect.objectContaining({ status: 404 }));
  });

  it('leaves out the numbers that are far away', () => {
    expect(numbered(items, 5, 10).links).toEqual([1, 'gap', 4, 5, 6, 'gap', 12]);
    expect(numbered(items, 1, 10).links).toEqual([1, 2, 'gap', 12]);
  });
});
