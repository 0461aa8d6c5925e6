import { randomBytes, randomUUID } from 'node:crypto';
import type { SealedDisclosure } from '../event.js';
import type { InMemoryEventStore } from '../memory/in-memory-event-store.js';
import { KEY_BYTES } from './cipher.js';
import { ErasableStore, type PersonKey } from './erasable-store.js';
import { ServiceKey } from './service-key.js';

/**
 * The double, over the disclosures that an in-memory event store has taken in. Like that one it is part of the port, and
 * no service runs on it.
 */
export class InMemoryErasableStore extends ErasableStore {
  private readonly bySubject = new Map<string, PersonKey>();

  constructor(private readonly events: Pick<InMemoryEventStore, 'disclosuresOf'>) {
    super(new ServiceKey(randomBytes(KEY_BYTES)));
  }

  /** Destroys a person's key. */
  erase(subject: string): void {
    this.bySubject.delete(subject);
  }

  protected override async personKeyOf(subject: string): Promise<PersonKey> {
    const person = this.bySubject.get(subject) ?? { id: randomUUID(), key: randomBytes(KEY_BYTES) };
    this.bySubject.set(subject, person);
    return person;
  }

  protected override async personKeys(): Promise<ReadonlyMap<string, Buffer>> {
    return new Map([...this.bySubject.values()].map(({ id, key }) => [id, key]));
  }

  protected override async rows(eventIds: readonly string[]): Promise<(SealedDisclosure & { eventId: string })[]> {
    return eventIds.flatMap((eventId) =>
      this.events.disclosuresOf(eventId).map((disclosure) => ({ eventId, ...disclosure })),
    );
  }
}
