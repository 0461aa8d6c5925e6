import { randomBytes, randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { SealedDisclosure } from '../event.js';
import { DoesNotOpenError, decrypt, encrypt, KEY_BYTES } from './cipher.js';
import { ErasableStore, type PersonKey } from './erasable-store.js';
import { notOfThisLedger, type ServiceKey, type ServiceKeySource } from './service-key.js';

interface WrappedKey {
  subject_key_id: string;
  subject: string;
  nonce: Buffer;
  wrapped: Buffer;
}

interface DisclosureRow {
  event_id: string;
  pointer: string;
  subject_key_id: string | null;
  nonce: Buffer;
  ciphertext: Buffer;
}

/** Unwrapped keys that are kept in memory; every name in a narrative has one of its own. */
const KEYS_KEPT = 10_000;

/** Erasable values and wrapped person keys in PostgreSQL. Some unwrapped keys are kept in memory until forgotten. */
export class PostgresErasableStore extends ErasableStore {
  private readonly bySubject = new Map<string, PersonKey>();
  private readonly byId = new Map<string, Buffer>();

  constructor(
    private readonly pool: pg.Pool,
    key: ServiceKeySource,
    private readonly keysKept = KEYS_KEPT,
  ) {
    super(key);
  }

  /**
   * Tries the key on a stored value, so that a wrong one is found at the start and not by a reader.
   *
   * @throws ServiceKeyError it is not the key of this ledger
   */
  async tryKey(): Promise<void> {
    const { rows } = await this.pool.query<{ event_id: string }>('SELECT event_id FROM erasable.disclosure LIMIT 1');
    try {
      await this.held(rows.map(({ event_id }) => event_id));
    } catch (error) {
      if (!(error instanceof DoesNotOpenError)) throw error;
      throw notOfThisLedger({ cause: error });
    }
  }

  override forget(): void {
    this.bySubject.clear();
    this.byId.clear();
  }

  protected override async personKeyOf(subject: string): Promise<PersonKey> {
    const known = this.bySubject.get(subject);
    if (known) return known;
    const id = randomUUID();
    const key = await this.serviceKey();
    const fresh = encrypt(key.wrapping, randomBytes(KEY_BYTES), id);
    // Of two at once, one inserts and both read its key.
    await this.pool.query(
      `INSERT INTO person_key.person_key (subject_key_id, subject, nonce, wrapped) VALUES ($1, $2, $3, $4)
       ON CONFLICT (subject) DO NOTHING`,
      [id, subject, fresh.nonce, fresh.ciphertext],
    );
    const { rows } = await this.pool.query<WrappedKey>(
      'SELECT subject_key_id, subject, nonce, wrapped FROM person_key.person_key WHERE subject = $1',
      [subject],
    );
    const [row] = rows;
    if (!row) throw new Error('The key of a person was destroyed while it was being made');
    return this.remember(row, key);
  }

  protected override async personKeys(ids: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
    const keys = new Map<string, Buffer>();
    for (const id of ids) {
      const key = this.byId.get(id);
      if (key) keys.set(id, key);
    }
    const missing = ids.filter((id) => !keys.has(id));
    if (missing.length > 0) {
      const key = await this.serviceKey();
      const { rows } = await this.pool.query<WrappedKey>(
        'SELECT subject_key_id, subject, nonce, wrapped FROM person_key.person_key WHERE subject_key_id = ANY ($1)',
        [missing],
      );
      for (const row of rows) keys.set(row.subject_key_id, this.remember(row, key).key);
    }
    return keys;
  }

  protected override async rows(eventIds: readonly string[]): Promise<(SealedDisclosure & { eventId: string })[]> {
    const { rows } = await this.pool.query<DisclosureRow>({
      name: 'erasable.held',
      text: `SELECT event_id, pointer, subject_key_id, nonce, ciphertext FROM erasable.disclosure
             WHERE event_id = ANY ($1)`,
      values: [eventIds],
    });
    return rows.map(({ event_id, pointer, subject_key_id, nonce, ciphertext }) => ({
      eventId: event_id,
      pointer,
      subjectKeyId: subject_key_id,
      nonce,
      ciphertext,
    }));
  }

  private remember({ subject_key_id: id, subject, nonce, wrapped }: WrappedKey, { wrapping }: ServiceKey): PersonKey {
    const person = { id, key: decrypt(wrapping, { nonce, ciphertext: wrapped }, id) };
    if (this.byId.size >= this.keysKept) this.forget();
    this.bySubject.set(subject, person);
    this.byId.set(id, person.key);
    return person;
  }
}
