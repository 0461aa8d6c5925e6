import type { EventMetadata } from '../event.js';

/**
 * What `migrate-store` writes into an event's metadata beside the envelope's own keys. Appends refuse these keys, so that
 * nobody chooses a recorded time.
 */
export interface Migration {
  /** When the first engine recorded the event: UTC, `YYYY-MM-DDTHH:MM:SS.sssZ`. */
  recordedAt: string;
  /** The event's 0-based place in the ledger. Readers count for themselves and stop where this says otherwise. */
  sequence: number;
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Metadata as a migrated event has it in its stream. */
export function withMigration(metadata: EventMetadata, { recordedAt, sequence }: Migration): EventMetadata & Migration {
  return { ...metadata, recordedAt, sequence };
}

/**
 * Takes metadata apart again; `migration` is absent where the event was appended here.
 *
 * @throws RangeError half of a migration, or one that no migration has written
 */
export function splitMigration(stored: Record<string, unknown>): {
  metadata: Record<string, unknown>;
  migration?: Migration;
} {
  const { recordedAt, sequence, ...metadata } = stored;
  if (recordedAt === undefined && sequence === undefined) return { metadata: stored };
  if (typeof recordedAt !== 'string' || !INSTANT.test(recordedAt) || Number.isNaN(Date.parse(recordedAt)))
    throw new RangeError('its metadata holds a recorded time that no migration has written');
  if (typeof sequence !== 'number' || !Number.isSafeInteger(sequence) || sequence < 0)
    throw new RangeError('its metadata holds a place in the ledger that no migration has written');
  return { metadata, migration: { recordedAt, sequence } };
}
