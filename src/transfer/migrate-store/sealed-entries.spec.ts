import { createHash } from 'node:crypto';
import { SealedEntries, type SealedPages } from './sealed-entries.js';

const bytes = (text: string) => Buffer.from(`{"text":"${text}"}`);
const sealed = (texts: readonly string[]) =>
  texts.map((text, index) => ({
    index,
    entry: bytes(text),
    leafHash: createHash('sha256').update(Buffer.of(0)).update(bytes(text)).digest(),
  }));

function logOf(entries: ReturnType<typeof sealed>): SealedPages {
  return {
    size: async () => entries.length,
    page: async ({ after, limit, atSize }) => entries.slice(after + 1, Math.min(after + 1 + limit, atSize)),
  };
}

async function answers(entries: ReturnType<typeof sealed>, asked: readonly string[]): Promise<boolean[]> {
  const log = await SealedEntries.of(logOf(entries));
  const found: boolean[] = [];
  for (const text of asked) found.push(await log.agrees(bytes(text)));
  return found;
}

describe('sealed entries', () => {
  it('agree with the same bytes at the same place, and with whatever comes behind the last', async () => {
    expect(await answers(sealed(['a', 'b', 'c']), ['a', 'x', 'c', 'd', 'e'])).toEqual([true, false, true, true, true]);
    expect(await answers([], ['a'])).toEqual([true]);
  });

  it('go on over the pages in which they are read', async () => {
    const many = Array.from({ length: 2_500 }, (_, n) => String(n));
    const found = await answers(sealed(many), many.with(1_000, 'x').with(2_499, 'y'));
    expect(found.flatMap((agrees, index) => (agrees ? [] : [index]))).toEqual([1_000, 2_499]);
  });

  it('do not agree where the log has a hole or a wrong leaf', async () => {
    const holed = sealed(['a', 'b', 'c']).filter(({ index }) => index !== 1);
    const log: SealedPages = { size: async () => 3, page: async () => [...holed] };
    const entries = await SealedEntries.of(log);
    expect([await entries.agrees(bytes('a')), await entries.agrees(bytes('b'))]).toEqual([true, false]);
    const wrong = sealed(['a', 'b']).map((entry) => ({ ...entry, leafHash: Buffer.alloc(32) }));
    expect(await answers(wrong, ['a'])).toEqual([false]);
  });
});
