import type pg from 'pg';
import type { RecordedEvent } from '../../src/ledger/event.js';
import { IndivisibleError } from './trouble.js';

/**
 * Compares events with the published log, as far as that has come. Where the engine numbers its events there is nothing
 * to compare; where whoever reads them counts, one who has missed an event, or counted one twice, shows here.
 *
 * @throws DisagreementError
 */
export async function mustAgreeWithLog(
  db: Pick<pg.ClientBase, 'query'>,
  events: readonly RecordedEvent[],
): Promise<void> {
  if (events[0]?.position === undefined) return;
  const { rows } = await db.query(
    `SELECT e.idx::float8 AS idx, e.id, l.event_id
       FROM unnest($1::bigint[], $2::uuid[]) AS e (idx, id) JOIN log.log_entry l ON l.idx = e.idx
      WHERE l.event_id <> e.id ORDER BY e.idx LIMIT 1`,
    [events.map(({ sequence }) => sequence), events.map(({ id }) => id)],
  );
  const [other] = rows;
  if (other) throw new DisagreementError(other.idx, other.id, other.event_id);
}

/** Two who have read the ledger have not read the same. */
export class DisagreementError extends IndivisibleError {
  constructor(sequence: number, id: string, sealed: string) {
    super(
      `Event ${sequence} is ${id} here, but ${sealed} in the log: the event store has kept an event back from one of the ` +
        'two, or given one twice. If the log is right, a rebuild of this read model puts it right',
    );
    this.name = 'DisagreementError';
  }
}
