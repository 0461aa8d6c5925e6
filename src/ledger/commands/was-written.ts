import type { NewEvent } from '../event.js';
import type { EventStore } from '../event-store.js';

/**
 * Whether an acknowledged append wrote these very events. The store acknowledges ids that it holds, and two who send one
 * command id at the same moment may have sent different words. The salt behind `by` is fresh for every event made, so an
 * equal commitment is the same event.
 *
 * @param last the stream's revision that the append was answered with
 */
export async function wasWritten(
  store: Pick<EventStore, 'readStream'>,
  stream: string,
  last: bigint,
  events: readonly NewEvent[],
): Promise<boolean> {
  for await (const { metadata } of store.readStream(stream, { from: last, to: last }))
    return metadata.by.$c === events.at(-1)!.metadata.by.$c;
  return false;
}
