import { atLeast, atMost, figureOf, type Goal } from './figure.js';

const described = (goal: Goal | null) => ({ name: 'it', unit: 'events/s', peerIs: 'another', goal });

describe('a figure', () => {
  it('has the medians of the rounds, and as ratio the median of their ratios', () => {
    const rounds = [
      { ours: 10, peer: 10 },
      { ours: 30, peer: 60 },
      { ours: 20, peer: 80 },
    ];
    expect(figureOf(described(null), rounds)).toMatchObject({ ours: 20, peer: 60, ratio: 0.5, met: null, rounds });
  });

  it.each([
    ['a ratio that is just large enough', atLeast(0.5), true],
    ['a ratio that is too small', atLeast(0.51), false],
    ['a ratio that is just small enough', atMost(0.5), true],
    ['a ratio that is too large', atMost(0.49), false],
    ['a value of ours that is large enough', atLeast(50, 'ours'), true],
    ['a value of ours that is too small', atLeast(51, 'ours'), false],
    ['a value of ours that is too large', atMost(49, 'ours'), false],
  ])('tells %s', (_, goal, met) => {
    expect(figureOf(described(goal), [{ ours: 50, peer: 100 }]).met).toBe(met);
  });
});
