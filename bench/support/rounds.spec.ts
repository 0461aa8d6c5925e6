import { inTurns, median } from './rounds.js';

describe('measuring in turns', () => {
  it('changes who begins and keeps each value with its own side', async () => {
    const order: string[] = [];
    const side = (name: string, value: number) => async () => {
      order.push(name);
      return value;
    };
    const rounds = await inTurns(2, side('ours', 1), side('peer', 2));
    expect(order).toEqual(['peer', 'ours', 'ours', 'peer', 'peer', 'ours']);
    expect(rounds).toEqual([
      { ours: 1, peer: 2 },
      { ours: 1, peer: 2 },
    ]);
  });

  it('counts no warming up, and leaves it out on demand', async () => {
    let calls = 0;
    const count = async () => ++calls;
    await expect(inTurns(1, count, count)).resolves.toEqual([{ ours: 3, peer: 4 }]);
    await expect(inTurns(1, count, count, { warmUp: false })).resolves.toEqual([{ ours: 5, peer: 6 }]);
  });
});

describe('the median', () => {
  it.each([
    [[3], 3],
    [[9, 1, 5], 5],
    [[10, 2, 4, 100], 7],
  ])('of %j is %d', (values, expected) => {
    expect(median(values)).toBe(expected);
  });

  it('does not sort the values of its caller', () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });

  it('of nothing is refused', () => {
    expect(() => median([])).toThrow(RangeError);
  });
});
