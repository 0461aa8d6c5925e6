import { entryBytes } from '../../src/integrity/entry.js';
import { nodePrimitives } from '../../src/integrity/node-primitives.js';
import { TreeHash } from '../../src/integrity/tree-hash.js';
import { type EventStore, type Place, START } from '../../src/ledger/event-store.js';
import type { SealedLog } from './sealed-log.js';

const PAGE = 1_000;
const tree = new TreeHash(nodePrimitives);

export interface CheckedLog {
  /** Entries compared. */
  entries: number;
  /** The first entry that is not what the event store holds, and what is wrong with it. */
  broken?: { index: number; why: string };
}

/**
 * Compares every entry of the log with the event store's event of that place, byte for byte, and its leaf hash with the
 * bytes.
 */
export async function checkLog(
  store: Pick<EventStore, 'readAll'>,
  log: SealedLog,
  { onProgress, signal }: { onProgress?: (done: number, total: number) => void; signal?: AbortSignal } = {},
): Promise<CheckedLog> {
  const atSize = await log.size();
  let place: Place = START;
  let done = 0;
  while (done < atSize) {
    signal?.throwIfAborted();
    const limit = Math.min(PAGE, atSize - done);
    const [entries, events] = await Promise.all([
      log.page({ after: done - 1, limit, atSize }),
      store.readAll({ after: place, limit }),
    ]);
    for (let at = 0; at < limit; at++) {
      const index = done + at;
      const sealed = entries[at];
      const event = events[at];
      const broken = (why: string) => ({ entries: index, broken: { index, why } });
      if (sealed?.index !== index) return broken('the log has no such entry');
      if (!event) return broken('the event store does not hold it');
      if (!entryBytes(event).equals(sealed.entry)) return broken('the event store holds other bytes');
      if (!sealed.leafHash.equals(tree.leafHash(sealed.entry))) return broken('its leaf hash is not that of its bytes');
    }
    const last = events.at(-1)!;
    place = { sequence: last.sequence, ...(last.position !== undefined ? { position: last.position } : {}) };
    done += limit;
    onProgress?.(done, atSize);
  }
  return { entries: done };
}
