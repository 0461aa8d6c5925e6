import type { SealedDisclosure } from '../event.js';
import { decrypt, encrypt } from './cipher.js';
import type { Disclosure } from './conceal.js';
import type { ServiceKey, ServiceKeySource } from './service-key.js';

export interface PersonKey {
  /** Random; stands in rows in place of the person. */
  id: string;
  /** 32 bytes. */
  key: Buffer;
}

/** One of the disclosures for a place of an event. */
export interface Candidate {
  pointer: string;
  /** Tells it from others for the same place. */
  nonce: Buffer;
  /** What opens the commitment; `null` when the key is gone. */
  bytes: string | null;
}

/**
 * Holds the values behind the ledger's commitments, encrypted: what names a person under that person's key, narrative
 * under the service key. What it does not hold any more has been erased. An abstract class, so that it can be the
 * injection token as well.
 */
export abstract class ErasableStore {
  constructor(private readonly keySource: ServiceKeySource) {}

  protected async serviceKey(): Promise<ServiceKey> {
    return typeof this.keySource === 'function' ? this.keySource() : this.keySource;
  }

  /**
   * Encrypts disclosures for the event that they belong to; the event store keeps them together with it. A person's
   * key is made at first use.
   */
  async seal(
    eventId: string,
    disclosures: readonly (Disclosure & { subject: string | null })[],
  ): Promise<SealedDisclosure[]> {
    return Promise.all(
      disclosures.map(async ({ pointer, subject, bytes }) => {
        const person = subject === null ? null : await this.personKeyOf(subject);
        const key = person?.key ?? (await this.serviceKey()).narrative;
        const encrypted = encrypt(key, Buffer.from(bytes, 'utf8'), contextOf(eventId, pointer));
        return { pointer, subjectKeyId: person?.id ?? null, ...encrypted };
      }),
    );
  }

  /**
   * The disclosures still held for events, by event id. What was erased is left out. Where an engine takes events after
   * their disclosures, a place may have several for some time: `reveal` chooses.
   *
   * @throws DoesNotOpenError a row was changed, or another service key is in use
   */
  async held(eventIds: readonly string[]): Promise<Map<string, Disclosure[]>> {
    const held = new Map<string, Disclosure[]>();
    for (const { eventId, pointer, bytes } of await this.opened(eventIds)) {
      if (bytes === null) continue;
      const ofEvent = held.get(eventId);
      if (ofEvent) ofEvent.push({ pointer, bytes });
      else held.set(eventId, [{ pointer, bytes }]);
    }
    return held;
  }

  /**
   * All disclosures of an event, side by side where a place has several.
   *
   * @throws DoesNotOpenError
   */
  candidates(eventId: string): Promise<Candidate[]> {
    return this.opened([eventId]);
  }

  private async opened(eventIds: readonly string[]): Promise<(Candidate & { eventId: string })[]> {
    const rows = await this.rows(eventIds);
    if (rows.length === 0) return [];
    const keyIds = new Set(rows.flatMap(({ subjectKeyId }) => subjectKeyId ?? []));
    const [personKeys, { narrative }] = await Promise.all([this.personKeys([...keyIds]), this.serviceKey()]);
    return rows.map(({ eventId, pointer, subjectKeyId, nonce, ciphertext }) => {
      const key = subjectKeyId === null ? narrative : personKeys.get(subjectKeyId);
      const bytes = key && decrypt(key, { nonce, ciphertext }, contextOf(eventId, pointer)).toString('utf8');
      return { eventId, pointer, nonce, bytes: bytes ?? null };
    });
  }

  /** Drops all keys of persons that are kept in memory, if any are. To be called when some were destroyed. */
  forget(): void {}

  /** The key of a person, made if there is none. Race-safe: everybody gets the same one. */
  protected abstract personKeyOf(subject: string): Promise<PersonKey>;

  /** Keys by their ids, without those that have been destroyed. */
  protected abstract personKeys(ids: readonly string[]): Promise<ReadonlyMap<string, Buffer>>;

  protected abstract rows(eventIds: readonly string[]): Promise<(SealedDisclosure & { eventId: string })[]>;
}

/** Binds a ciphertext to its event and place: it opens nowhere else. */
function contextOf(eventId: string, pointer: string): string {
  return `${eventId}\n${pointer}`;
}
