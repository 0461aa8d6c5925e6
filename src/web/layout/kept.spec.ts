import { Kept } from './kept.js';

describe('kept answers', () => {
  let asked: number;
  const ask = async () => ++asked;
  beforeEach(() => {
    asked = 0;
  });

  it('are asked for once, also by several at the same time', async () => {
    const kept = new Kept<number>(2);
    expect(await Promise.all([kept.get('a', ask), kept.get('a', ask)])).toEqual([1, 1]);
    expect(await kept.get('a', ask)).toBe(1);
  });

  it('make room for others: the one that was asked for longest ago goes', async () => {
    const kept = new Kept<number>(2);
    for (const key of ['a', 'b', 'a', 'c']) await kept.get(key, ask);
    expect([await kept.get('a', ask), await kept.get('b', ask)]).toEqual([1, 4]);
  });

  it('are asked for again when it failed', async () => {
    const kept = new Kept<number>(2);
    await expect(kept.get('a', () => Promise.reject(new Error('not now')))).rejects.toThrow('not now');
    expect(await kept.get('a', ask)).toBe(1);
  });

  it('are asked for again after their time', async () => {
    jest.useFakeTimers();
    try {
      const kept = new Kept<number>(2, 1_000);
      expect(await kept.get('a', ask)).toBe(1);
      jest.advanceTimersByTime(999);
      expect(await kept.get('a', ask)).toBe(1);
      jest.advanceTimersByTime(1);
      expect(await kept.get('a', ask)).toBe(2);
    } finally {
      jest.useRealTimers();
    }
  });
});
