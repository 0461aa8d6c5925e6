import type pg from 'pg';
import { entryBytes, MAX_ENTRY_BYTES } from '../../src/integrity/entry.js';
import type { RecordedEvent } from '../../src/ledger/event.js';
import type { EventStore } from '../../src/ledger/event-store.js';
import { missingEnd } from '../../src/ledger/sealed-end.js';
import type { Projection } from '../runner/projection.js';
import { IndivisibleError } from '../runner/trouble.js';
import { takeInErasures } from './erasures.js';
import { hashFilledTiles, hashMissingTiles } from './tile-hashes.js';

/**
 * Writes the canonical bytes of every event to the log, once, in the ledger's order, and above them the hashes of the
 * log's tree. How far it has come is the published size: the largest size of the ledger that anybody may ask for.
 *
 * The log is only ever added to. What cannot be sealed, or is not what was sealed before, stops it.
 */
export class SealProjection implements Projection {
  readonly name = 'seal';
  readonly version = 1;

  /**
   * @throws SealError an event does not continue the log, or has no entry
   * @throws SealGapError an event is missing in its stream
   */
  async apply(events: readonly RecordedEvent[], client: pg.ClientBase): Promise<void> {
    const size = await logSize(client);
    for (const [index, event] of events.entries())
      if (event.sequence !== size + index)
        throw new SealError(`Event ${event.sequence} came where the log has ${size + index} entries`);
    await keepRevisions(events, client);
    await client.query(
      'INSERT INTO log.log_entry (idx, event_id, entry) SELECT * FROM unnest($1::bigint[], $2::uuid[], $3::bytea[])',
      [events.map(({ sequence }) => sequence), events.map(({ id }) => id), events.map(sealed)],
    );
    await hashFilledTiles(client, size, size + events.length);
    await takeInErasures(events, client);
  }

  /** @throws SealError another event stands in the log at this place */
  async seenAgain(events: readonly RecordedEvent[], client: pg.ClientBase): Promise<void> {
    const { rows } = await client.query(
      `SELECT e.idx, e.id, l.event_id
         FROM unnest($1::bigint[], $2::text[]) AS e (idx, id) LEFT JOIN log.log_entry l ON l.idx = e.idx
        WHERE l.event_id IS DISTINCT FROM e.id::uuid ORDER BY e.idx LIMIT 1`,
      [events.map(({ sequence }) => sequence), events.map(({ id }) => id)],
    );
    const [other] = rows;
    if (other)
      throw new SealError(
        `Entry ${other.idx} of the log is event ${other.event_id}, but the event store has ${other.id}`,
      );
  }

  /**
   * Compares the last entry with the event store's: a store that was restored from an older copy, or numbered anew, must
   * not be sealed on top of what is published. Then makes the tree above a log that was sealed before it had one.
   *
   * @throws SealError
   */
  async check(store: EventStore, client: pg.ClientBase): Promise<void> {
    const missing = await missingEnd(store, client);
    if (missing !== null)
      throw new SealError(`${missing}: it was restored from an older copy or changed. Nothing is sealed on top of it`);
    await hashMissingTiles(client, await logSize(client));
  }
}

/** Number of entries in the log. */
export async function logSize(db: Pick<pg.ClientBase, 'query'>): Promise<number> {
  const { rows } = await db.query('SELECT coalesce(max(idx) + 1, 0)::float8 AS size FROM log.log_entry');
  return rows[0].size;
}

/** Moves on the last revision of every stream. Whatever has lost an event on its way here, the gap in its stream is left. */
async function keepRevisions(events: readonly RecordedEvent[], client: pg.ClientBase): Promise<void> {
  const streams = new Map<string, { first: RecordedEvent; last: RecordedEvent }>();
  for (const event of events) {
    const { first, last } = streams.get(event.stream) ?? { first: event };
    if (last && event.revision !== last.revision + 1n) throw new SealGapError(event, last.revision + 1n);
    streams.set(event.stream, { first, last: event });
  }
  const ends = [...streams.values()];
  // The rows are read as they were before this statement.
  const { rows } = await client.query(
    `WITH batch AS (SELECT * FROM unnest($1::text[], $2::bigint[], $3::bigint[]) AS b (stream, first, last)),
          moved AS (INSERT INTO log.stream_revision (stream, rev) SELECT stream, last FROM batch
                    ON CONFLICT (stream) DO UPDATE SET rev = excluded.rev)
     SELECT batch.stream, known.rev FROM batch LEFT JOIN log.stream_revision known USING (stream)
      WHERE batch.first <> coalesce(known.rev, 0) + 1`,
    [[...streams.keys()], ends.map(({ first }) => rev(first)), ends.map(({ last }) => rev(last))],
  );
  for (const { stream, rev } of rows) throw new SealGapError(streams.get(stream)!.first, BigInt(rev ?? 0));
}

/** The revision as entries show it. */
function rev({ revision }: RecordedEvent): string {
  return String(revision + 1n);
}

function sealed(event: RecordedEvent): Buffer {
  const bytes = entryBytes(event);
  if (bytes.length > MAX_ENTRY_BYTES)
    throw new SealError(`Event ${event.sequence} makes an entry of ${bytes.length} bytes; ${MAX_ENTRY_BYTES} fit`);
  return bytes;
}

/** The log cannot go on: an alarm for the operator. */
export class SealError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SealError';
  }
}

/** An event is missing before another of its stream. None of those that came with it is sealed: their numbers are wrong. */
export class SealGapError extends IndivisibleError {
  /** @param revision 0-based, the next one of the stream as far as the log knows */
  constructor(event: RecordedEvent, revision: bigint) {
    super(
      `Event ${event.sequence} is rev ${rev(event)} of ${event.stream}, where rev ${revision + 1n} is next: the event ` +
        'store has kept an event back, or given one twice. Nothing is sealed until it gives all of them',
    );
    this.name = 'SealGapError';
  }
}
