import type { RecordedEvent } from '../../src/ledger/event.js';
import type { Placed } from '../peer-events.js';
import type { BenchDatabase } from './database.js';
import { byDisclosureOf } from './generated-ledger.js';

/** As a caller hands them to the store: `by` is sealed already. */
export async function placedEvents({ erasable }: BenchDatabase, events: readonly RecordedEvent[]): Promise<Placed[]> {
  return Promise.all(
    events.map(async (recorded) => {
      const { stream, revision, id, type, data, metadata } = recorded;
      const disclosures = await erasable.seal(id, [byDisclosureOf(recorded)]);
      return { stream, revision, event: { id, type, data, metadata, disclosures } };
    }),
  );
}

/** Callers that take the next piece of work as soon as they have done one. */
export async function shared<T>(
  callers: number,
  work: readonly T[],
  call: (caller: number, one: T) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const caller = async (_: unknown, nth: number) => {
    while (next < work.length) await call(nth, work[next++]!);
  };
  await Promise.all(Array.from({ length: callers }, caller));
}
