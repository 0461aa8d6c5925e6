import type { Role } from '../access/roles.js';
import type { JsonObject } from '../integrity/canonical-json.js';
import { conceal } from '../ledger/erasable/conceal.js';
import type { ErasableStore } from '../ledger/erasable/erasable-store.js';
import type { EventMetadata, NewEvent } from '../ledger/event.js';
import { eventId, timeIn, uuidV7At } from '../ledger/ids.js';
import type { Ground, KindOfField } from './erasure.events.js';

/** What is to be said of a value that is gone. */
export interface Gone {
  /** Event id of the entry it stood in, and that entry's stream. */
  target: string;
  stream: string;
  /** RFC 6901, from the entry's root. */
  pointer: string;
  kindOfField: KindOfField;
  ground: Ground;
  requestRef?: string;
  /** Who asked for it, and in which role. */
  by: { subject: string; name: string };
  actingAs: Role;
  /** Role of the second person, where there was one. */
  approvedBy?: Role;
}

/** The entry that says so. Its id follows from the place, so that a place is erased once, however often that is said. */
export async function erasureEvent(gone: Gone, erasable: Pick<ErasableStore, 'seal'>): Promise<NewEvent> {
  const { target, stream, pointer, kindOfField, ground, requestRef, by, actingAs, approvedBy } = gone;
  const data = {
    ...{ actingAs, pointer, kindOfField, ground },
    ...(requestRef !== undefined ? { requestRef } : {}),
    ...(approvedBy !== undefined ? { approvedBy } : {}),
  };
  const id = eventId(stream, uuidV7At(timeIn(target), `erasure\n${target}\n${pointer}`), 0);
  const { root, disclosures } = conceal({ data, by } as unknown as JsonObject, [
    { pointer: '/by', subject: by.subject },
  ]);
  return {
    ...{ id, type: 'PersonalDataErased', data: root.data as JsonObject },
    metadata: { target, by: root.by as unknown as EventMetadata['by'] },
    disclosures: await erasable.seal(id, disclosures),
  };
}
