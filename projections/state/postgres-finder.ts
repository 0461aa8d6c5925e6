import type pg from 'pg';
import type { Category, Found, ShowingReport } from '../../src/ledger/catalogue/catalogue.js';
import type { RecordedEvent } from '../../src/ledger/event.js';
import { type EventStore, type Place, START } from '../../src/ledger/event-store.js';
import { splitStream } from '../../src/ledger/ids.js';
import { Finder, type Where } from '../../src/ledger/lookups/finder.js';
import { facetConditions } from './facet-pattern.js';

const PAGE = 1_000;

/** Standing statements of the newest view, whatever was reported when. */
const STANDING = `
    FROM read.state_key k
    JOIN read.state_rect r ON r.key_id = k.key_id AND upper_inf(r.recorded) AND r.reported @> 'infinity'::date
     AND coalesce(r.value ->> 'originalType', r.value ->> 'type') <> 'Withdrawn'
   CROSS JOIN LATERAL (
      SELECT CASE WHEN r.value ->> 'type' IN ('Revised', 'Restated', 'EntryCorrected')
                  THEN r.value -> 'data' -> 'statement' ELSE r.value -> 'data' END AS data) AS d`;

const FIND = `
  SELECT k.stream, k.facet, coalesce(r.value ->> 'kind', r.value ->> 'type') AS kind, d.data
  ${STANDING}
   WHERE k.category = $1 AND (k.facet = ANY ($2::text[]) OR k.facet ~ ANY ($3::text[]))
     AND (d.data -> $4 = to_jsonb($5::text) OR (jsonb_typeof(d.data -> $4) = 'array' AND d.data -> $4 ? $5))
   ORDER BY k.key_id`;

/** Publications with the day and size that each is pinned to, and of those the ones in which an entry is the answer. */
const REPORTS_SHOWING = `
  SELECT DISTINCT ON (k.stream) k.stream, d.data ->> 'title' AS title
  ${STANDING}
    JOIN read.statement e ON e.event_id = $1
    JOIN read.state_key about ON about.key_id = e.key_id AND (about.plan IS NULL OR about.plan = k.plan)
    JOIN read.state_rect shown ON shown.key_id = e.key_id AND shown.src = e.sequence
     AND shown.reported @> (d.data ->> 'asReportedOn')::date AND shown.recorded @> ((d.data ->> 'atSize')::bigint - 1)
     AND coalesce(shown.value ->> 'originalType', shown.value ->> 'type') <> 'Withdrawn'
   WHERE k.category = 'report' AND k.facet ^@ 'publication/'
   ORDER BY k.stream, k.key_id DESC`;

const OF_PLAN = `
  SELECT stream FROM read.state_key WHERE plan = $1 AND category = $2 GROUP BY stream ORDER BY min(key_id)`;

/**
 * Answers rules from the read models, and for single entries from the ledger's tail that they have not taken in yet.
 */
export class PostgresFinder extends Finder {
  constructor(
    private readonly pool: pg.Pool,
    private readonly store: Pick<EventStore, 'readAll'>,
  ) {
    super();
  }

  override async streamOfEntry(eventId: string): Promise<string | null> {
    const trail = 'SELECT stream FROM read.audit_entry WHERE event_id = $1';
    const { place, rows } = await this.from<{ stream: string }>('audit-trail', trail, [eventId]);
    if (rows[0]) return rows[0].stream;
    for await (const event of this.tail(place)) if (event.id === eventId) return event.stream;
    return null;
  }

  override async find({ category, facet, member, value }: Where): Promise<Found[]> {
    const { exact, expressions } = facetConditions([facet]);
    const { rows } = await this.pool.query(FIND, [category, exact, expressions, member, value]);
    return rows;
  }

  override async countsOfBatch(batch: string): Promise<ReadonlyMap<string, number>> {
    const trail = 'SELECT type, count(*)::int AS count FROM read.audit_entry WHERE batch = $1 GROUP BY type';
    const { place, rows } = await this.from<{ type: string; count: number }>('audit-trail', trail, [batch]);
    const counts = new Map(rows.map(({ type, count }) => [type, count]));
    for await (const { type, metadata } of this.tail(place))
      if (metadata.source?.batch === batch) counts.set(type, (counts.get(type) ?? 0) + 1);
    return counts;
  }

  override async ofPlan(category: Category, plan: string): Promise<string[]> {
    const { place, rows } = await this.from<{ stream: string }>('state', OF_PLAN, [plan, category]);
    const streams = new Set(rows.map(({ stream }) => stream));
    for await (const { stream, metadata } of this.tail(place))
      if (metadata.plan === plan && splitStream(stream).category === category) streams.add(stream);
    return [...streams];
  }

  override async reportsShowing(eventId: string): Promise<ShowingReport[]> {
    const { rows } = await this.pool.query(REPORTS_SHOWING, [eventId]);
    return rows.map(({ stream, title }) => ({ report: splitStream(stream).id, title }));
  }

  /** Asks a read model, and says up to where it had come when it answered: both in one statement, so of one moment. */
  private async from<Row>(
    model: 'state' | 'audit-trail',
    query: string,
    values: readonly string[],
  ): Promise<{ place: Place; rows: Row[] }> {
    const { rows } = await this.pool.query(
      `SELECT c.sequence::float8 AS sequence, c.position, coalesce((SELECT json_agg(q) FROM (${query}) AS q), '[]') AS rows
         FROM projection.cursor c WHERE c.name = '${model}' AND c.live`,
      [...values],
    );
    const [answer] = rows;
    if (!answer) return { place: START, rows: [] };
    return { place: { sequence: answer.sequence, position: answer.position ?? undefined }, rows: answer.rows };
  }

  private async *tail(after: Place): AsyncGenerator<RecordedEvent> {
    for (let place = after; ; ) {
      const events = await this.store.readAll({ after: place, limit: PAGE });
      yield* events;
      const last = events.at(-1);
      if (!last || events.length < PAGE) return;
      place = { sequence: last.sequence, position: last.position };
    }
  }
}
