import { entryBytes } from '../../integrity/entry.js';
import type { RecordedEvent } from '../../ledger/event.js';
import type { EventStore } from '../../ledger/event-store.js';
import { readPages } from '../../ledger/read-pages.js';

/** What is asked of a store whose events are compared. */
export type Readable = Pick<EventStore, 'readAll'>;

/** How far two stores hold the same. */
export interface Comparison {
  /** Entries from the first on that both hold at the same place, byte for byte. */
  same: number;
  /** The last of them, as each store gives it. */
  last?: { source: RecordedEvent; target: RecordedEvent };
  /** What stands behind them in each store; `undefined` where it ends. With both there, they differ. */
  source: RecordedEvent | undefined;
  target: RecordedEvent | undefined;
}

export interface CompareOptions {
  signal?: AbortSignal;
  /** Called with each entry that both hold, in order, and with its event as the target gives it. */
  onSame?: (index: number, entry: Buffer, theirs: RecordedEvent) => void | Promise<void>;
}

/** Reads two stores from their beginning for as long as they hold the same entries. */
export async function compareStores(
  source: Readable,
  target: Readable,
  { signal, onSame }: CompareOptions = {},
): Promise<Comparison> {
  const ours = eventsOf(source, signal);
  const theirs = eventsOf(target, signal);
  try {
    let last: Comparison['last'];
    for (let index = 0; ; index++) {
      const [one, other] = (await Promise.all([ours.next(), theirs.next()])).map(({ value }) => value);
      const entry = one && other && commonBytes(index, one, other);
      if (!entry) return { same: index, source: one, target: other, ...(last ? { last } : {}) };
      await onSame?.(index, entry, other);
      last = { source: one, target: other };
    }
  } finally {
    await Promise.all([ours.return(undefined), theirs.return(undefined)]);
  }
}

async function* eventsOf(store: Readable, signal: AbortSignal | undefined): AsyncGenerator<RecordedEvent, undefined> {
  for await (const page of readPages(store, { signal })) yield* page;
}

/** The entry's bytes if both events stand at this place and make the same ones. */
function commonBytes(index: number, one: RecordedEvent, other: RecordedEvent): Buffer | undefined {
  if (one.sequence !== index || other.sequence !== index) return undefined;
  const bytes = entryBytes(one);
  return bytes.equals(entryBytes(other)) ? bytes : undefined;
}
