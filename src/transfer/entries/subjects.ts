import type { Catalogue, EventType } from '../../ledger/catalogue/catalogue.js';
import { leaves } from '../../ledger/catalogue/walk.js';
import type { Disclosure } from '../../ledger/erasable/conceal.js';
import type { RecordedEvent } from '../../ledger/event.js';
import { isUuid, uuidV5 } from '../../ledger/ids.js';

/**
 * Whose key a disclosed value of an event belongs under: a name has one of its own, narrative is under the service's.
 * Exports do not say which persons are the same, so no two names share a key.
 *
 * @param kind the type at the beginning of the event's chain of changes: a change states that type's payload anew
 */
export function subjectsOf(
  event: RecordedEvent,
  kind: EventType | undefined,
  catalogue: Pick<Catalogue, 'event'>,
): (disclosure: Disclosure) => string | null {
  const names = new Set<string>();
  const look = (type: EventType | undefined, payload: unknown, base: string) => {
    if (!type || typeof payload !== 'object' || payload === null) return;
    for (const { field, pointer } of leaves(type.data, payload, base))
      if (field.kind.is === 'person') names.add(pointer);
  };
  look(catalogue.event(event.type), event.data, '/data');
  look(kind, event.data.statement, '/data/statement');
  // The same again at the next run: an import that is taken up makes no second key.
  const keyAt = (pointer: string) => uuidV5(event.id, pointer);
  return ({ pointer, bytes }) => {
    if (pointer === '/by') return senderIn(bytes) ?? keyAt(pointer);
    return names.has(pointer) ? keyAt(pointer) : null;
  };
}

/** The subject of whoever sent an entry. */
function senderIn(bytes: string): string | undefined {
  const [, , by] = JSON.parse(bytes) as [string, string, { subject?: unknown } | null];
  return isUuid(by?.subject) ? by.subject : undefined;
}
