import { END } from '@eventstore/db-client';
import { NO_STREAM } from '../verdict.js';
import { lookFor, type PageBackwards, type Trace } from './stream-tail.js';

const NOW = Date.UTC(2026, 10, 22);

/** A stream whose events are a minute apart, the last of them now, with the pages that were asked for. */
function stream(length: number) {
  const events = Array.from({ length }, (_, i): Trace => {
    return { id: `id-${i}`, revision: BigInt(i), created: new Date(NOW - (length - 1 - i) * 60_000) };
  });
  const asked: [bigint | typeof END, number][] = [];
  const pages: PageBackwards = async (from, count) => {
    asked.push([from, count]);
    const end = from === END ? length : Number(from) + 1;
    return events.slice(Math.max(0, end - count), end).reverse();
  };
  return { pages, asked };
}

const found = (...revisions: number[]) =>
  new Map(revisions.map((i) => [`id-${i}`, { stream: 'plan-a', revision: BigInt(i) }]));

describe('lookFor', () => {
  it('tells the last revision, and reads one event for that', async () => {
    const { pages, asked } = stream(1_000);
    await expect(lookFor(pages, 'plan-a', { ids: new Set(), above: NO_STREAM })).resolves.toEqual({
      tail: 999n,
      found: new Map(),
    });
    expect(asked).toEqual([[END, 1]]);
  });

  it('finds nothing where there is no stream', async () => {
    const { pages } = stream(0);
    const seen = await lookFor(pages, 'plan-a', { ids: new Set(['id-0']), above: NO_STREAM });
    expect(seen).toEqual({ tail: NO_STREAM, found: new Map() });
  });

  it('reads until it has all ids', async () => {
    const { pages, asked } = stream(3_000);
    const ids = new Set(['id-2900', 'id-2100']);
    const seen = await lookFor(pages, 'plan-a', { ids, above: NO_STREAM });
    expect(seen).toEqual({ tail: 2_999n, found: found(2_900, 2_100) });
    expect(asked).toEqual([
      [END, 20],
      [2_979n, 500],
      [2_479n, 500],
    ]);
  });

  it('reads to the beginning when an id is nowhere', async () => {
    const { pages } = stream(1_020);
    const seen = await lookFor(pages, 'plan-a', { ids: new Set(['id-0', 'none']), above: NO_STREAM });
    expect(seen).toEqual({ tail: 1_019n, found: found(0) });
  });

  it('reads no further than to the revision behind which ids can stand', async () => {
    const { pages, asked } = stream(3_000);
    await lookFor(pages, 'plan-a', { ids: new Set(['none']), above: 2_979n });
    expect(asked).toHaveLength(1);
    asked.length = 0;
    await lookFor(pages, 'plan-a', { ids: new Set(['none']), above: 2_978n });
    expect(asked).toHaveLength(2);
  });

  it('reads no further than to a day before ids were claimed', async () => {
    const { pages, asked } = stream(10_000);
    const since = new Date(NOW - 60 * 60_000);
    await lookFor(pages, 'plan-a', { ids: new Set(['none']), above: NO_STREAM, since });
    expect(asked.map(([from]) => from)).toEqual([END, 9_979n, 9_479n, 8_979n]); // 25 hours before the last are at 8,499
    // An event at the edge of that is found.
    const edge = new Set(['id-8500']);
    expect((await lookFor(pages, 'plan-a', { ids: edge, above: NO_STREAM, since })).found).toEqual(found(8_500));
  });
});
