import type { NewEvent } from '../ledger/event.js';
import type { StreamRange } from '../ledger/event-store.js';
import { uuidV7At } from '../ledger/ids.js';
import { InMemoryEventStore } from '../ledger/memory/in-memory-event-store.js';
import { OverlayEventStore } from './overlay-event-store.js';

let made = 0;
const event = (): NewEvent => ({
  id: uuidV7At(1_000, `event ${++made}`),
  type: 'Said',
  data: { text: 'x' },
  metadata: { by: { $c: 'x' } },
});

/** A ledger with so many events of one stream, an overlay over it, and what is read of the ledger through that. */
async function over(events: number) {
  const base = new InMemoryEventStore();
  for (let n = 0; n < events; n++) await base.append('plan-1', 'any', [event()]);
  const overlay = new OverlayEventStore(base, events, () => new Date());
  const reads = jest.spyOn(base, 'readStream');
  const revisions = async (range?: StreamRange) => {
    const found: bigint[] = [];
    for await (const { revision } of overlay.readStream('plan-1', range)) found.push(revision);
    return found;
  };
  return { base, overlay, reads, revisions };
}

describe('the overlay over a ledger', () => {
  test('gives what the ledger has and then its own', async () => {
    const { overlay, revisions } = await over(3);
    await overlay.append('plan-1', 2n, [event(), event()]);
    expect(await revisions()).toEqual([0n, 1n, 2n, 3n, 4n]);
    expect(await revisions({ from: 2n })).toEqual([2n, 3n, 4n]);
    expect(await revisions({ from: 1n, to: 3n })).toEqual([1n, 2n, 3n]);
    expect(await revisions({ to: 0n })).toEqual([0n]);
    expect(await revisions({ from: 4n })).toEqual([4n]);
  });

  test('asks the ledger once what a stream holds, and never what is behind its end', async () => {
    const { overlay, reads, revisions } = await over(3);
    await revisions();
    expect(await revisions({ from: 3n })).toEqual([]);
    await overlay.append('plan-1', 2n, [event()]);
    expect(await revisions({ from: 3n })).toEqual([3n]);
    await overlay.append('plan-1', 3n, [event()]);
    expect(reads).toHaveBeenCalledTimes(1);
    await overlay.append('plan-2', 'no-stream', [event()]);
    await overlay.append('plan-2', 0n, [event()]);
    expect(reads).toHaveBeenCalledTimes(2);
  });

  test('asks once about a stream that is not there, and an empty ledger not at all', async () => {
    const some = await over(3);
    const none = await over(0);
    for (const { overlay, reads } of [some, none])
      for (const range of [{ to: 0n }, {}, { to: 0n }]) {
        for await (const _ of overlay.readStream('plan-9', range)) throw new Error('found');
        expect(reads.mock.calls.length).toBeLessThanOrEqual(1);
      }
    expect(none.reads).not.toHaveBeenCalled();
    await none.overlay.append('plan-9', 'no-stream', [event()]);
    expect(none.reads).not.toHaveBeenCalled();
  });

  test('knows nothing of the end when its reader has left before it', async () => {
    const { overlay, revisions } = await over(3);
    for await (const _ of overlay.readStream('plan-1')) break;
    expect(await revisions({ to: 1n })).toEqual([0n, 1n]);
    expect(await revisions()).toEqual([0n, 1n, 2n]);
  });

  test('stays at what the ledger was when it was first read', async () => {
    const { base, overlay, revisions } = await over(2);
    await revisions();
    await base.append('plan-1', 1n, [event()]);
    await overlay.append('plan-1', 1n, [event()]);
    expect(await revisions()).toEqual([0n, 1n, 2n]);
    expect(overlay.pending.map(({ expected }) => expected)).toEqual([1n]); // refused by the ledger when it is written
  });
});
