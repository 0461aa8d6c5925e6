import type pg from 'pg';
import { entryBytes } from '../integrity/entry.js';
import { AppendsClosedError, type EventStore } from './event-store.js';

/**
 * Looks for the last entry of the log in the event store.
 *
 * @returns what is missing, for whoever runs the ledger; `null` when the store holds it as it was sealed, or nothing is
 * sealed yet
 */
export async function missingEnd(
  store: Pick<EventStore, 'readStream'>,
  db: Pick<pg.ClientBase, 'query'>,
): Promise<string | null> {
  const { rows } = await db.query('SELECT idx, entry FROM log.log_entry ORDER BY idx DESC LIMIT 1');
  if (!rows[0]) return null;
  const entry: Buffer = rows[0].entry;
  const { stream, rev } = JSON.parse(entry.toString('utf8')) as { stream: string; rev: number };
  const revision = BigInt(rev) - 1n;
  for await (const event of store.readStream(stream, { from: revision, to: revision }))
    if (entryBytes(event).equals(entry)) return null;
  return `The event store does not hold the last entry of the log (${rows[0].idx}, ${stream}, rev ${rev})`;
}

/** The event store is not the one that the log was sealed from, or not as it was then. */
export class OtherStoreError extends AppendsClosedError {
  /** @param missing as {@link missingEnd} says it */
  constructor(missing: string) {
    super(
      `${missing}: its address leads to another server, or it was restored from an older copy. Nothing is appended to it. ` +
        'Set EVENTSTOREDB_URL to the server that holds this ledger, or restore that one: see docs/operations.md',
    );
    this.name = 'OtherStoreError';
  }
}
