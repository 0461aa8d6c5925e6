import type pg from 'pg';
import type { RecordedEvent } from '../../src/ledger/event.js';

/** An erasure, as the log has it. */
export interface Erasure {
  /** 0-based place of its entry. */
  index: number;
  eventId: string;
  /** Event id of the entry that something was erased from. */
  target: string;
  /** RFC 6901, from the root of that entry. */
  pointer: string;
  kind: string;
  ground: string;
  /** UTC instant, `YYYY-MM-DDTHH:MM:SS.sssZ`. */
  recordedAt: string;
}

interface ErasureRow {
  index: number;
  event_id: string;
  target: string;
  pointer: string;
  kind: string;
  ground: string;
  recorded_at: Date;
}

const COLUMNS = 'idx::float8 AS index, event_id, target, pointer, kind, ground, recorded_at';

/**
 * Notes the erasures among the events that are sealed, and makes sure that what they erase is gone. Mostly it is: a value
 * goes before its erasure is recorded. It is here where it came back, out of an older backup.
 */
export async function takeInErasures(events: readonly RecordedEvent[], client: pg.ClientBase): Promise<void> {
  const erasures = events.filter(({ type }) => type === 'PersonalDataErased');
  if (erasures.length === 0) return;
  const targets = erasures.map(({ metadata }) => metadata.target);
  const member = (name: string) => erasures.map(({ data }) => data[name]);
  await client.query(
    `INSERT INTO log.erasure (idx, event_id, target, pointer, kind, ground, recorded_at)
     SELECT * FROM unnest($1::bigint[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::timestamptz[])`,
    [
      erasures.map(({ sequence }) => sequence),
      erasures.map(({ id }) => id),
      targets,
      member('pointer'),
      member('kindOfField'),
      member('ground'),
      erasures.map(({ recordedAt }) => recordedAt),
    ],
  );
  await client.query('SELECT erasable.erase($1, $2, $3)', [targets, member('pointer'), []]);
}

/** What was erased from entries, by event id, whatever the size asked for: it is gone from all of them. */
export async function erasedFrom(
  db: Pick<pg.ClientBase, 'query'>,
  eventIds: readonly string[],
): Promise<Map<string, Erasure[]>> {
  const { rows } = await db.query<ErasureRow>(
    `SELECT ${COLUMNS} FROM log.erasure WHERE target = ANY ($1::uuid[]) ORDER BY log.erasure.idx`,
    [eventIds],
  );
  const found = new Map<string, Erasure[]>();
  for (const erasure of rows.map(erasureOf)) {
    const ofEntry = found.get(erasure.target);
    if (ofEntry) ofEntry.push(erasure);
    else found.set(erasure.target, [erasure]);
  }
  return found;
}

/** What an erasure acts on, and whose doing it was. */
export interface ErasedFrom {
  /** 0-based place of the entry that something was erased from. */
  targetIndex: number;
  targetType: string;
  /** The role of whoever asked for it. */
  actingAs: string;
  /** The role of whoever agreed; absent where one person may erase. */
  approvedBy?: string;
}

/** All erasures below a size, the newest first. */
export async function erasuresBelow(db: Pick<pg.ClientBase, 'query'>, size: number): Promise<(Erasure & ErasedFrom)[]> {
  const { rows } = await db.query<
    ErasureRow & { target_index: number; target_type: string; said: { actingAs: string; approvedBy?: string } }
  >(
    `SELECT e.idx::float8 AS index, e.event_id, e.target, e.pointer, e.kind, e.ground, e.recorded_at,
            t.idx::float8 AS target_index, convert_from(t.entry, 'UTF8')::jsonb ->> 'type' AS target_type,
            convert_from(own.entry, 'UTF8')::jsonb -> 'data' AS said
       FROM log.erasure e JOIN log.log_entry t ON t.event_id = e.target JOIN log.log_entry own ON own.idx = e.idx
      WHERE e.idx < $1 ORDER BY e.idx DESC`,
    [size],
  );
  return rows.map(({ target_index: targetIndex, target_type: targetType, said, ...row }) => ({
    ...erasureOf(row),
    ...{ targetIndex, targetType, actingAs: said.actingAs },
    ...(said.approvedBy === undefined ? {} : { approvedBy: said.approvedBy }),
  }));
}

function erasureOf({ event_id, recorded_at, ...row }: ErasureRow): Erasure {
  return { ...row, eventId: event_id, recordedAt: recorded_at.toISOString() };
}
