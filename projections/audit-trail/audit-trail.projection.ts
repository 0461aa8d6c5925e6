import type pg from 'pg';
import { sqlFile } from '../../src/database/sql-file.js';
import type { RecordedEvent } from '../../src/ledger/event.js';
import { isAct, type KeyOf } from '../../src/ledger/history.js';
import { isUuid, splitStream } from '../../src/ledger/ids.js';
import type { Projection } from '../runner/projection.js';

/** One row for every entry of the ledger, administrative ones included: who did what to which object, and when. */
export class AuditTrailProjection implements Projection {
  readonly name = 'audit-trail';
  readonly version = 2;
  readonly tables = {
    create: sqlFile('projections/audit-trail/create-tables.sql'),
    complete: sqlFile('projections/audit-trail/complete-tables.sql'),
    views: ['audit_entry'],
  };

  /** @param keyOf the key of an ordinary event, `null` for an administrative one */
  constructor(private readonly keyOf: KeyOf) {}

  async apply(events: readonly RecordedEvent[], client: pg.ClientBase): Promise<void> {
    const facets = await facetsOfTargets(events, client);
    for (const event of events) {
      const facet = isAct(event.type) ? facets.get(event.metadata.target ?? '') : this.keyOf(event);
      facets.set(event.id, facet ?? null);
    }
    const column = <T>(value: (event: RecordedEvent) => T) => events.map(value);
    await client.query(
      `INSERT INTO audit_entry (sequence, event_id, type, stream, category, plan, facet, reported_on, edition,
                                recorded_at, entry, target, acting_as, source_doc, batch, documents)
       SELECT a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p::uuid[]
         FROM unnest($1::bigint[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::date[],
                     $9::int[], $10::timestamptz[], $11::text[], $12::uuid[], $13::text[], $14::uuid[], $15::uuid[],
                     $16::text[]) AS entry (a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p)`,
      [
        column(({ sequence }) => sequence),
        column(({ id }) => id),
        column(({ type }) => type),
        column(({ stream }) => stream),
        column(({ stream }) => splitStream(stream).category),
        column(({ metadata }) => metadata.plan ?? null),
        column(({ id }) => facets.get(id) ?? null),
        column(({ metadata }) => metadata.reportedOn ?? null),
        column(({ metadata }) => metadata.edition ?? null),
        column(({ recordedAt }) => recordedAt),
        column(({ metadata }) => metadata.entry ?? null),
        column(({ metadata }) => metadata.target ?? null),
        column(({ data }) => (typeof data.actingAs === 'string' ? data.actingAs : null)),
        column(({ metadata }) => metadata.source?.doc ?? null),
        column(({ metadata }) => metadata.source?.batch ?? null),
        column((event) => `{${[...documentsOf(event)].join()}}`),
      ],
    );
  }
}

/** The documents that an event was taken from or cites; a reference to one is never concealed. */
function documentsOf({ metadata, data }: RecordedEvent): Set<string> {
  const documents = new Set<string>(metadata.source?.doc ? [metadata.source.doc] : []);
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { sourceId } = value as { sourceId?: unknown };
    if (typeof sourceId === 'string' && isUuid(sourceId)) documents.add(sourceId);
    Object.values(value).forEach(visit);
  };
  visit(data);
  return documents;
}

/** Facets of the entries that events act on, by event id, as far as those are in the table already. */
async function facetsOfTargets(
  events: readonly RecordedEvent[],
  client: pg.ClientBase,
): Promise<Map<string, string | null>> {
  const targets = events.flatMap(({ metadata }) => metadata.target ?? []);
  if (targets.length === 0) return new Map();
  const { rows } = await client.query('SELECT event_id, facet FROM audit_entry WHERE event_id = ANY ($1::uuid[])', [
    targets,
  ]);
  return new Map(rows.map(({ event_id, facet }) => [event_id, facet]));
}
