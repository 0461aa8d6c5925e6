import { InMemoryEventStore } from '../../src/ledger/memory/in-memory-event-store.js';
import { eventStoreContract, newEvent, readEverything } from './event-store.contract.js';

eventStoreContract('in memory', async () => {
  const store = new InMemoryEventStore();
  return { store, other: store, close: async () => undefined };
});

describe('in-memory event store', () => {
  it('takes its clock from outside, and never lets recorded time go back', async () => {
    const times = ['2026-01-01T00:00:00.005Z', '2025-12-31T23:59:59.999Z', '2026-01-01T00:00:00.006Z'];
    let call = 0;
    const store = new InMemoryEventStore(() => Date.parse(times[call++] ?? ''));
    for (let i = 0; i < 3; i++) await store.append('plan-a', 'any', [newEvent()]);
    expect((await readEverything(store)).map(({ recordedAt }) => recordedAt)).toEqual([times[0], times[0], times[2]]);
  });
});
