import type { RecordedEvent } from '../../ledger/event.js';
import { inBatches } from './batches.js';

const COMMITMENT = { $c: 'c' };

/** Events whose data and metadata are so many bytes, in streams that a word names letter by letter. */
function events(streams: string, bytes = 100): RecordedEvent[] {
  const empty = JSON.stringify({ text: '' }).length + JSON.stringify({ by: COMMITMENT }).length;
  return [...streams].map((stream, sequence) => ({
    sequence,
    stream,
    revision: 0n,
    id: String(sequence),
    type: 'Noted',
    data: { text: 'x'.repeat(bytes - empty) },
    metadata: { by: COMMITMENT },
    recordedAt: '2022-08-04T09:00:00.000Z',
  }));
}

async function batched(
  pages: RecordedEvent[][],
  limits: { events?: number; bytes?: number; oneStream?: boolean },
): Promise<string[]> {
  const all = { events: 100, bytes: 100_000, oneStream: false, ...limits };
  const batches: string[] = [];
  const source = (async function* () {
    yield* pages;
  })();
  for await (const batch of inBatches(source, all)) batches.push(batch.map(({ stream }) => stream).join(''));
  return batches;
}

describe('batches', () => {
  it('hold consecutive events of one stream where the engine wants that, and never bring others together', async () => {
    expect(await batched([events('aaabbaac')], { oneStream: true })).toEqual(['aaa', 'bb', 'aa', 'c']);
    expect(await batched([events('aaabbaac')], {})).toEqual(['aaabbaac']);
  });

  it('hold no more events and bytes than the engine takes at once', async () => {
    expect(await batched([events('aaaaa')], { events: 2 })).toEqual(['aa', 'aa', 'a']);
    expect(await batched([events('aaaaa')], { bytes: 299 })).toEqual(['aa', 'aa', 'a']);
    expect(await batched([events('aaaaa')], { bytes: 300 })).toEqual(['aaa', 'aa']);
  });

  it('count bytes, not characters', async () => {
    const wide = events('aa').map((event) => ({ ...event, data: { text: '€'.repeat(30) } }));
    expect(await batched([wide], { bytes: 200 })).toEqual(['a', 'a']);
  });

  it('hold an event by itself that is larger than the limit', async () => {
    expect(await batched([events('aaa', 500)], { bytes: 300 })).toEqual(['a', 'a', 'a']);
  });

  it('are the same wherever pages end, and behind every batch', async () => {
    const all = events('aabbbacaaaaabb');
    const limits = { events: 3, oneStream: true };
    const whole = await batched([all], limits);
    expect(whole).toEqual(['aa', 'bbb', 'a', 'c', 'aaa', 'aa', 'bb']);
    for (let cut = 0; cut <= all.length; cut++)
      expect(await batched([all.slice(0, cut), all.slice(cut)], limits)).toEqual(whole);
    let done = 0;
    for (const [at, batch] of whole.entries()) {
      expect(await batched([all.slice(done)], limits)).toEqual(whole.slice(at));
      done += batch.length;
    }
  });

  it('of nothing are none', async () => {
    expect(await batched([], {})).toEqual([]);
    expect(await batched([[]], {})).toEqual([]);
  });
});
