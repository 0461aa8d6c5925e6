import type pg from 'pg';
import type { CopyLimits, CopyTarget } from '../../ledger/copy-target.js';
import type { ErasableStore } from '../../ledger/erasable/erasable-store.js';
import type { RecordedEvent, SealedDisclosure } from '../../ledger/event.js';
import { columnsOf } from '../../ledger/postgres/array-literals.js';
import { explain } from '../../ledger/postgres/connection-loss.js';
import type { OwnedDisclosure } from './export-file.js';

/** Of an addition that was cut off, the values are there already. */
const KEEP = `
  INSERT INTO erasable.disclosure (event_id, pointer, subject_key_id, nonce, ciphertext)
  SELECT * FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::bytea[], $5::bytea[])
  ON CONFLICT DO NOTHING`;

/** As for appended events: until they are sealed, nobody else may use their ids. */
const CLAIM = `
  INSERT INTO ledger.claim (event_id, stream, claimed_at, renewed_at)
  SELECT e.id, e.stream, e.recorded_at, clock_timestamp()
  FROM unnest($1::uuid[], $2::text[], $3::timestamptz[]) AS e (id, stream, recorded_at)
  ON CONFLICT DO NOTHING`;

export interface EntriesTargetParts {
  /** Where the events go. */
  copy: CopyTarget;
  /** Connections of the schema's owner. */
  owner: Pick<pg.Pool, 'query'>;
  erasable: Pick<ErasableStore, 'seal'>;
  disclosuresOf(event: RecordedEvent): readonly OwnedDisclosure[];
  /** The engine keeps no event id unique by itself. */
  claims: boolean;
  /** Called once, before the first addition. */
  begin(): Promise<void>;
}

/** Adds events with what opens their commitments, encrypted under this ledger's keys: the values first, as in an append. */
export class EntriesTarget implements CopyTarget {
  readonly limits: CopyLimits;
  private begun?: Promise<void>;

  constructor(private readonly parts: EntriesTargetParts) {
    this.limits = parts.copy.limits;
  }

  goesOnBehind(last: RecordedEvent): boolean {
    return this.parts.copy.goesOnBehind(last);
  }

  async add(events: readonly RecordedEvent[]): Promise<void> {
    try {
      this.begun ??= this.parts.begin();
      await this.begun;
      await this.keep(events);
    } catch (error) {
      throw explain(error);
    }
    await this.parts.copy.add(events);
  }

  private async keep(events: readonly RecordedEvent[]): Promise<void> {
    const { owner, erasable, disclosuresOf, claims } = this.parts;
    const kept: (SealedDisclosure & { id: string })[] = [];
    for (const event of events)
      for (const sealed of await erasable.seal(event.id, disclosuresOf(event))) kept.push({ id: event.id, ...sealed });
    await owner.query(KEEP, [kept.map(({ id }) => id), ...columnsOf(kept)]);
    if (!claims) return;
    await owner.query(CLAIM, [
      events.map(({ id }) => id),
      events.map(({ stream }) => stream),
      events.map(({ recordedAt }) => recordedAt),
    ]);
  }
}
