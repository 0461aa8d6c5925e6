import type { RecordedEvent } from './event.js';
import { type EventStore, type Place, START } from './event-store.js';

const PAGE = 1_000;

/** The place of an event, for reading on behind it. */
export function placeOfEvent({ sequence, position }: RecordedEvent): Place {
  return { sequence, ...(position !== undefined ? { position } : {}) };
}

/**
 * The ledger's events behind a place, page by page, to the end that is found; the next page is fetched while one is being
 * worked on.
 *
 * @param signal ends the reading with its reason
 */
export async function* readPages(
  store: Pick<EventStore, 'readAll'>,
  { after = START, signal }: { after?: Place; signal?: AbortSignal } = {},
): AsyncGenerator<RecordedEvent[], void> {
  const fetch = (place: Place) => {
    const page = store.readAll({ after: place, limit: PAGE });
    page.catch(() => undefined); // met when it is awaited
    return page;
  };
  for (let next = fetch(after); ; ) {
    signal?.throwIfAborted();
    const events = await next;
    const last = events.at(-1);
    if (!last) return;
    next = fetch(placeOfEvent(last));
    yield events;
  }
}
