import { Backoff } from './backoff.js';
import type { Bell } from './bell.js';
import type { RecordedEvent } from './event.js';
import { type Place, StoreUnavailableError, type SubscriptionMessage } from './event-store.js';

const RETRY_BASE_MS = 100;
const RETRY_CAP_MS = 5_000;

/**
 * A subscription made of pages: reads until there is nothing more, says so once, and looks again whenever the bell rings
 * or some time has passed. The next page is read when the consumer asks for it, so its pace is the engine's.
 *
 * @param readPage the next events behind a place; empty at the end. {@link StoreUnavailableError} is retried for ever
 * @param bell rings when there may be news
 * @param idleMs how long to wait for the bell, in milliseconds; asked anew each time
 */
export async function* follow(
  readPage: (after: Place) => Promise<RecordedEvent[]>,
  bell: Bell,
  idleMs: () => number,
  { after, signal }: { after: Place; signal: AbortSignal },
): AsyncGenerator<SubscriptionMessage, void> {
  const backoff = new Backoff(RETRY_BASE_MS, RETRY_CAP_MS);
  let place = after;
  let saidCaughtUp = false;
  while (!signal.aborted) {
    const rings = bell.count;
    let events: RecordedEvent[];
    try {
      events = await readPage(place);
      backoff.reset();
    } catch (error) {
      if (!(error instanceof StoreUnavailableError)) throw error;
      await backoff.wait(signal);
      continue;
    }
    if (signal.aborted) return;
    const last = events.at(-1);
    if (last) {
      yield { kind: 'events', events };
      place = { sequence: last.sequence, position: last.position };
      saidCaughtUp = false;
      continue;
    }
    if (!saidCaughtUp) {
      saidCaughtUp = true;
      yield { kind: 'caughtUp' };
    }
    await bell.heard(rings, idleMs(), signal);
  }
}
