import { readableSize } from './readable-size.js';

describe('the size that a report is looked at', () => {
  const size = { coveringAll: async () => 7 };
  const states = (...extents: number[]) => ({
    execute: async () => ({ state: extents.length > 1 ? extents.shift() : extents[0] }) as never,
  });

  it('is the published one, once the state has come so far', async () => {
    expect(await readableSize(size, states(5, 6, 8))).toBe(7);
  });

  it('is not known while the state stays behind', () =>
    expect(readableSize(size, states(6), 30)).rejects.toMatchObject({
      status: 409,
      problems: [
        {
          code: 'not-sealed-yet',
          message: 'The ledger is still sealing this report. Try again in a moment',
        },
      ],
    }));
});
