import { NoAnswerError, within } from './within.js';

const never = new Promise<never>(() => undefined);

describe('within', () => {
  it('gives what comes in time, and its failure', async () => {
    await expect(within(60_000, Promise.resolve(1))).resolves.toBe(1);
    await expect(within(60_000, Promise.reject(new RangeError('no')))).rejects.toThrow(RangeError);
  });

  it('does not wait for longer', async () => {
    await expect(within(1, never)).rejects.toThrow(NoAnswerError);
  });

  it('ends early with its signal', async () => {
    const ending = new AbortController();
    const waiting = within(600_000, never, ending.signal);
    ending.abort();
    await expect(waiting).rejects.toThrow(NoAnswerError);
  });

  it('does not wait at all where its signal was aborted before', async () => {
    await expect(within(600_000, never, AbortSignal.abort())).rejects.toThrow(NoAnswerError);
    await expect(within(600_000, Promise.resolve(1), AbortSignal.abort())).resolves.toBe(1);
  });
});
