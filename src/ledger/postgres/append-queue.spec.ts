import { randomUUID } from 'node:crypto';
import { StoreUnavailableError } from '../event-store.js';
import type { PreparedAppend } from '../prepared-append.js';
import { type AppendCall, AppendQueue } from './append-queue.js';

const append = (stream: string, { ids = [randomUUID() as string], bytes = 100 } = {}): PreparedAppend => ({
  stream,
  expected: 'any',
  events: ids.map((id) => ({ id, type: 'Noted', data: '{}', metadata: '{}', disclosures: [] })),
  bytes,
});

/** An engine that notes its calls, and answers each when told to. */
function engine(answer: AppendCall = async (appends) => appends.map(() => ({ value: 0n }))) {
  const calls: string[][] = [];
  const call: AppendCall = async (appends) => {
    calls.push(appends.map(({ stream }) => stream));
    await new Promise((resolve) => setTimeout(resolve, 5));
    return answer(appends);
  };
  return { calls, call };
}

describe('AppendQueue', () => {
  it('gathers what arrives together and what arrives during a call', async () => {
    const { calls, call } = engine();
    const queue = new AppendQueue(call, 1_000);
    const first = [queue.add(append('a')), queue.add(append('b'))];
    await new Promise((resolve) => setTimeout(resolve, 2));
    const second = ['c', 'd', 'e'].map((stream) => queue.add(append(stream)));
    await Promise.all([...first, ...second]);
    expect(calls).toEqual([
      ['a', 'b'],
      ['c', 'd', 'e'],
    ]);
  });

  it('puts one append for a stream and one use of an id into a call, and keeps their order', async () => {
    const { calls, call } = engine();
    const queue = new AppendQueue(call, 1_000);
    const id = randomUUID();
    await Promise.all([
      queue.add(append('a', { ids: [id] })),
      queue.add(append('b', { ids: [id] })),
      queue.add(append('b')),
      queue.add(append('a')),
      queue.add(append('c')),
    ]);
    expect(calls).toEqual([['a', 'c'], ['b', 'a'], ['b']]);
  });

  it('bounds a call by number and by bytes, but takes a single append of any size', async () => {
    const { calls, call } = engine();
    const queue = new AppendQueue(call, 5_000);
    const many = Array.from({ length: 600 }, (_, i) => queue.add(append(`s${i}`)));
    // One of the smaller two would fit beside the last hundred, but must not overtake the large one.
    const large = [3e6, 6e5, 6e5].map((bytes, i) => queue.add(append(`large-${i}`, { bytes })));
    await Promise.all([...many, ...large]);
    expect(calls.map((streams) => streams.length)).toEqual([250, 250, 100, 1, 1, 1]);
  });

  it('gives each append its own answer when a call fails because of one of them', async () => {
    const { calls, call } = engine(async (appends) => {
      if (appends.some(({ stream }) => stream === 'bad')) throw new Error('cannot be written');
      return appends.map(() => ({ value: 7n }));
    });
    const queue = new AppendQueue(call, 1_000);
    const outcomes = await Promise.allSettled(['a', 'bad', 'b'].map((stream) => queue.add(append(stream))));
    expect(outcomes).toMatchObject([{ value: 7n }, { reason: { message: 'cannot be written' } }, { value: 7n }]);
    expect(calls).toEqual([['a', 'bad', 'b'], ['a'], ['bad'], ['b']]);
  });

  it('does not repeat a call that the engine did not answer', async () => {
    const { calls, call } = engine(async () => {
      throw new StoreUnavailableError('gone');
    });
    const queue = new AppendQueue(call, 1_000);
    const outcomes = await Promise.allSettled([queue.add(append('a')), queue.add(append('b'))]);
    expect(outcomes).toMatchObject([{ reason: { message: 'gone' } }, { reason: { message: 'gone' } }]);
    expect(calls).toHaveLength(1);
  });

  it('gives up what is not answered in time, and does not send what was given up while waiting', async () => {
    let release = () => {};
    const stuck = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { calls, call } = engine(async (appends) => {
      await stuck;
      return appends.map(() => ({ value: 0n }));
    });
    const queue = new AppendQueue(call, 50);
    const under = queue.add(append('under way'));
    await new Promise((resolve) => setTimeout(resolve, 10));
    const outcomes = await Promise.allSettled([under, queue.add(append('waiting'))]);
    for (const outcome of outcomes) expect(outcome).toMatchObject({ reason: { name: 'StoreUnavailableError' } });
    release();
    await expect(queue.add(append('next'))).resolves.toBe(0n);
    expect(calls).toEqual([['under way'], ['next']]);
  });
});
