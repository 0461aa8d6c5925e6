import type { JsonObject } from '../../integrity/canonical-json.js';
import type { EventMetadata, StreamEvent } from '../event.js';
import { type Disclosure, reveal } from './conceal.js';
import type { ErasableStore } from './erasable-store.js';

/**
 * Events with their erasable values in clear, as far as they are still held; `{ $c }` stands where they are not.
 *
 * @param events a page: their disclosures are fetched at once
 */
export async function revealAll<T extends StreamEvent>(events: readonly T[], store: ErasableStore): Promise<T[]> {
  if (events.length === 0) return [];
  const held = await store.held(events.map(({ id }) => id));
  return events.map((event) => {
    const disclosures = held.get(event.id);
    return disclosures ? revealEvent(event, disclosures) : event;
  });
}

function revealEvent<T extends StreamEvent>(event: T, disclosures: readonly Disclosure[]): T {
  // Only what an event's own columns do not hold: pointers lead into metadata's members or into data.
  const root = { ...event.metadata, data: event.data } as unknown as JsonObject;
  const { data, ...metadata } = reveal(root, disclosures);
  return { ...event, data: data as JsonObject, metadata: metadata as unknown as EventMetadata };
}
