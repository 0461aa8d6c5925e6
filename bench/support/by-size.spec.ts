import { figuresBySize } from './by-size.js';

const rounds = (...ours: number[]) => ours.map((one) => ({ ours: one, peer: 10 }));

describe('figures by size', () => {
  const all = [
    { statements: 1_000, rounds: rounds(10, 20, 20) },
    { statements: 10_000, rounds: rounds(30, 36, 60) },
    { statements: 100_000, rounds: rounds(12, 24, 24) },
  ];

  it('hold the slowest size against the quickest, round by round', () => {
    const [flat] = figuresBySize('a question', 'a table', { flat: 2.5, plain: 3 }, all);
    expect(flat).toMatchObject({ name: 'a question: all sizes', ours: 36, peer: 20, ratio: 3, met: false });
  });

  it('hold each size against its peer', () => {
    const [, ...each] = figuresBySize('a question', 'a table', { flat: 2.5, plain: 3 }, all);
    expect(each.map(({ name, ratio, met }) => [name, ratio, met])).toEqual([
      ['a question: 1,000', 2, true],
      ['a question: 10,000', 3.6, false],
      ['a question: 100,000', 2.4, true],
    ]);
  });

  it('only inform without goals', () => {
    const figures = figuresBySize('a question', 'a table', {}, all);
    expect(figures.map(({ goal, met }) => [goal, met])).toEqual(figures.map(() => [null, null]));
  });
});
