import type pg from 'pg';
import { type CopyLimits, CopyRefusedError, type CopyTarget } from '../copy-target.js';
import type { RecordedEvent } from '../event.js';
import { explain } from './connection-loss.js';

/**
 * Adds events and moves the head past them, if the head stands at the first of them. Revisions and recorded times are
 * taken as they come, where `ledger.append()` would give new ones.
 */
const ADD = `
  WITH head AS (
    UPDATE ledger.head AS h
    SET next_sequence = h.next_sequence + cardinality($2::text[]),
      recorded_at = greatest(h.recorded_at, (SELECT max(t) FROM unnest($8::timestamptz[]) AS t))
    WHERE h.next_sequence = $1
    RETURNING h.next_sequence - cardinality($2::text[]) AS first
  )
  INSERT INTO ledger.event (sequence, stream, revision, event_id, type, schema_version, data, metadata, recorded_at)
  SELECT head.first + e.nth - 1, e.stream, e.revision, e.event_id, e.type,
    coalesce((e.metadata ->> 'schema')::integer, 1), e.data, e.metadata, e.recorded_at
  FROM head, unnest($2::text[], $3::bigint[], $4::uuid[], $5::text[], $6::jsonb[], $7::jsonb[], $8::timestamptz[])
    WITH ORDINALITY AS e (stream, revision, event_id, type, data, metadata, recorded_at, nth)`;

/**
 * Copies events into PostgreSQL. Works as the schema's owner: the service's role may call the functions that append, and
 * has no way of writing a revision or a recorded time of its choice.
 */
export class PostgresCopyTarget implements CopyTarget {
  readonly limits: CopyLimits = { events: 1_000, bytes: 4_194_304, oneStream: false };

  /** @param owner connections of the schema's owner */
  constructor(private readonly owner: Pick<pg.Pool, 'query'>) {}

  goesOnBehind(): boolean {
    return true;
  }

  async add(events: readonly RecordedEvent[]): Promise<void> {
    const [first] = events;
    if (!first) return;
    const { rowCount } = await this.insert(first.sequence, events);
    if (rowCount !== events.length)
      throw new CopyRefusedError(`PostgreSQL has another number of events than the ${first.sequence} that come before`);
  }

  private async insert(sequence: number, events: readonly RecordedEvent[]): Promise<pg.QueryResult> {
    try {
      return await this.owner.query(ADD, [
        sequence,
        events.map(({ stream }) => stream),
        events.map(({ revision }) => String(revision)),
        events.map(({ id }) => id),
        events.map(({ type }) => type),
        events.map(({ data }) => JSON.stringify(data)),
        events.map(({ metadata }) => JSON.stringify(metadata)),
        events.map(({ recordedAt }) => recordedAt),
      ]);
    } catch (error) {
      throw explain(error);
    }
  }
}
