import type pg from 'pg';
import { type ErasedFrom, type Erasure, erasedFrom, erasuresBelow } from './erasures.js';
import { logSize } from './seal.projection.js';

/** An entry of the log, as it was sealed. */
export interface SealedEntry {
  /** 0-based place in the log, equal to the event's sequence. */
  index: number;
  eventId: string;
  /** Canonical JSON in UTF-8, byte for byte. */
  entry: Buffer;
  /** SHA-256 of 0x00 and the entry: its leaf in the tree. */
  leafHash: Buffer;
}

/** Reads the log. */
export class SealedLog {
  constructor(private readonly pool: pg.Pool) {}

  /** The published size: number of entries, and the largest size that may be asked for. */
  size(): Promise<number> {
    return logSize(this.pool);
  }

  /** 0-based place of an event, or `null` while it is not sealed. */
  async indexOf(eventId: string): Promise<number | null> {
    const { rows } = await this.pool.query('SELECT idx::float8 AS idx FROM log.log_entry WHERE event_id = $1', [
      eventId,
    ]);
    return rows[0]?.idx ?? null;
  }

  /** The entries with these event ids, in no order; those that are not sealed are left out. */
  async withIds(eventIds: readonly string[]): Promise<{ index: number; eventId: string; entry: Buffer }[]> {
    const { rows } = await this.pool.query(
      'SELECT idx::float8 AS index, event_id, entry FROM log.log_entry WHERE event_id = ANY ($1::uuid[])',
      [eventIds],
    );
    return rows.map(({ index, event_id: eventId, entry }) => ({ index, eventId, entry }));
  }

  /** When the last of the first so many entries was recorded, and the smallest published checkpoint that covers them. */
  async sealingOf(size: number): Promise<{ recordedUpTo: string | null; checkpoint: number | null }> {
    const { rows } = await this.pool.query(
      `SELECT (SELECT entry FROM log.log_entry WHERE idx = $1::bigint - 1) AS last,
              (SELECT size::float8 FROM log.log_checkpoint
                WHERE size >= $1 AND published_at IS NOT NULL ORDER BY log_checkpoint.size LIMIT 1) AS checkpoint`,
      [size],
    );
    const { last, checkpoint } = rows[0];
    return { recordedUpTo: last && JSON.parse(last.toString('utf8')).recordedAt, checkpoint };
  }

  /** The entry at a place; `null` beyond the end. */
  async at(index: number): Promise<SealedEntry | null> {
    const [entry] = await this.page({ after: index - 1, limit: 1, atSize: index + 1 });
    return entry ?? null;
  }

  /**
   * Entries in order.
   *
   * @param after index of the last entry that is known; -1 from the beginning
   * @param limit number of entries at most
   * @param atSize entries from this place on do not count
   */
  async page({ after, limit, atSize }: { after: number; limit: number; atSize: number }): Promise<SealedEntry[]> {
    const { rows } = await this.pool.query(
      `SELECT idx::float8 AS idx, event_id, entry, leaf_hash FROM log.log_entry
        WHERE idx > $1 AND idx < $2 ORDER BY log_entry.idx LIMIT $3`,
      [after, atSize, limit],
    );
    return rows.map(({ idx, event_id, entry, leaf_hash }) => ({
      ...{ index: idx, eventId: event_id, entry },
      leafHash: leaf_hash,
    }));
  }

  /** The bytes of entries at these places, in their order; places beyond the end are left out. */
  async bytesAt(indexes: readonly number[]): Promise<{ index: number; eventId: string; entry: Buffer }[]> {
    const { rows } = await this.pool.query(
      'SELECT idx::float8 AS index, event_id, entry FROM log.log_entry WHERE idx = ANY ($1::bigint[]) ORDER BY log_entry.idx',
      [indexes],
    );
    return rows.map(({ index, event_id: eventId, entry }) => ({ index, eventId, entry }));
  }

  /** What was erased from entries, by event id, whatever the size asked for: it is gone from all of them. */
  erasedFrom(eventIds: readonly string[]): Promise<Map<string, Erasure[]>> {
    return erasedFrom(this.pool, eventIds);
  }

  /** All erasures below a size, the newest first. */
  erasures(atSize: number): Promise<(Erasure & ErasedFrom)[]> {
    return erasuresBelow(this.pool, atSize);
  }
}
