import type pg from 'pg';
import type { Day } from '../../src/ledger/dates.js';
import type { EntryKind } from '../../src/ledger/event.js';
import { isUuid } from '../../src/ledger/ids.js';
import type { ProjectionSizes } from '../runner/projection-sizes.js';
import type { View } from '../state/statement.js';
import type { ViewCounts } from './queries/view-counts.query.js';

/** What the trail knows of an entry. */
export interface TrailEntry {
  sequence: number;
  eventId: string;
  type: string;
  stream: string;
  category: string;
  plan?: string;
  /** The key below the object; absent on administrative entries. */
  facet?: string;
  reportedOn?: Day;
  /** 1 unless told. */
  edition: number;
  /** UTC instant, `YYYY-MM-DDTHH:MM:SS.sssZ`. */
  recordedAt: string;
  /** Absent on administrative entries. */
  entry?: EntryKind;
  /** Event id of the entry that this one acts on. */
  target?: string;
  /** The role in which it was entered. */
  actingAs?: string;
  /** Entries below the size asked for that act on this one, in order. */
  actedOnBy: { sequence: number; eventId: string; type: string }[];
}

/** All given conditions hold together. */
export interface TrailFilter {
  types?: readonly string[];
  /** Of any type but these, and no act on an entry of one of them. */
  notTypes?: readonly string[];
  stream?: string;
  category?: string;
  plan?: string;
  facet?: string;
  entry?: EntryKind;
  actingAs?: string;
  /** Event id of a `BackfillOpened`. */
  batch?: string;
  /** First reported day, inclusive. */
  reportedFrom?: Day;
  /** Reported day after the last one. */
  reportedTo?: Day;
  /** Reported on any day but this. */
  notReportedOn?: Day;
  /** Reported by the end of this day, or on none, as voids are. */
  knownBy?: Day;
  /** One of these. */
  streams?: readonly string[];
  /** One of these. */
  sequences?: readonly number[];
  /** Under one of these parts of an object: the first two parts of their keys, such as `decision/{uuid}`. */
  parts?: readonly string[];
  /** Days on which they were recorded. */
  recorded?: RecordedDays;
}

/** A range of days in a time zone. */
export interface RecordedDays {
  /** IANA time zone. */
  timeZone: string;
  /** Inclusive. */
  from?: Day;
  /** The day after the last one. */
  to?: Day;
}

/** The entries that were reported on one day. */
export interface ReportedOnDay {
  reportedOn: Day;
  count: number;
  /** Sequences. */
  first: number;
  last: number;
  /** When the last of them was recorded: a UTC instant, `YYYY-MM-DDTHH:MM:SS.sssZ`. */
  recordedAt: string;
}

/** The entries of one type that came in with one backfill. */
export interface BatchCount {
  /** Event id of its `BackfillOpened`. */
  batch: string;
  type: string;
  count: number;
  /** Sequences. */
  first: number;
  last: number;
  /** The earliest and the latest day on which they were reported; `null` for administrative ones. */
  reportedFrom: Day | null;
  reportedTo: Day | null;
}

/** Reads the audit trail, as it stood at any size of the ledger. */
export class AuditTrailReader {
  constructor(
    private readonly pool: pg.Pool,
    private readonly sizes: ProjectionSizes,
  ) {}

  /**
   * Entries in the ledger's order.
   *
   * @param after sequence of the last entry that is known; -1 from the beginning
   * @param limit number of entries at most
   * @param atSize entries from this place on do not count, nor what they did to earlier ones
   * @throws ProjectionBehindError the trail has not come to `atSize` within five seconds
   */
  async page(
    { after, limit, atSize }: { after: number; limit: number; atSize: number },
    filter: TrailFilter = {},
  ): Promise<TrailEntry[]> {
    await this.sizes.reached('audit-trail', atSize);
    const values: unknown[] = [atSize, after, limit];
    const conditions = ['e.sequence < $1', 'e.sequence > $2', ...conditionsOf(filter, values)];
    const { rows } = await this.pool.query<TrailRow>(
      `SELECT ${columnsFor(filter, values)} FROM read.audit_entry e WHERE ${conditions.join(' AND ')} ORDER BY e.sequence LIMIT $3`,
      values,
    );
    return rows.map(toEntry);
  }

  /**
   * Entries against the ledger's order, the newest first.
   *
   * @param before sequence of the first entry that is not wanted any more
   * @param limit number of entries at most
   * @param atSize entries from this place on do not count, nor what they did to earlier ones
   * @throws ProjectionBehindError the trail has not come to `atSize` within five seconds
   */
  async newest(
    { before, limit, atSize }: { before: number; limit: number; atSize: number },
    filter: TrailFilter = {},
  ): Promise<TrailEntry[]> {
    await this.sizes.reached('audit-trail', atSize);
    const values: unknown[] = [atSize, before, limit];
    const conditions = ['e.sequence < $1', 'e.sequence < $2', ...conditionsOf(filter, values)];
    const { rows } = await this.pool.query<TrailRow>(
      `SELECT ${columnsFor(filter, values)} FROM read.audit_entry e WHERE ${conditions.join(' AND ')} ORDER BY e.sequence DESC LIMIT $3`,
      values,
    );
    return rows.map(toEntry);
  }

  /**
   * How many entries below a size fit, how many of those stand before a place, and how many came in each way.
   *
   * @throws ProjectionBehindError the trail has not come to `atSize` within five seconds
   */
  async count(
    { atSize, before = atSize }: { atSize: number; before?: number },
    filter: TrailFilter = {},
  ): Promise<{ total: number; before: number; entries: Record<EntryKind, number> }> {
    await this.sizes.reached('audit-trail', atSize);
    const values: unknown[] = [atSize, before];
    const conditions = ['e.sequence < $1', ...conditionsOf(filter, values)];
    const { rows } = await this.pool.query<{ total: number; before: number } & Record<EntryKind, number>>(
      `SELECT count(*)::float8 AS total, count(*) FILTER (WHERE e.sequence < $2)::float8 AS before,
              count(*) FILTER (WHERE e.entry = 'live')::float8 AS live,
              count(*) FILTER (WHERE e.entry = 'backfill')::float8 AS backfill,
              count(*) FILTER (WHERE e.entry = 'correction')::float8 AS correction
         FROM read.audit_entry e WHERE ${conditions.join(' AND ')}`,
      values,
    );
    const { total, before: earlier, ...entries } = rows[0]!;
    return { total, before: earlier, entries };
  }

  /**
   * The days on which entries below a size were reported, the earliest first, with the last entry of each.
   *
   * @throws ProjectionBehindError the trail has not come to `atSize` within five seconds
   */
  async days(atSize: number, filter: TrailFilter = {}): Promise<ReportedOnDay[]> {
    await this.sizes.reached('audit-trail', atSize);
    const values: unknown[] = [atSize];
    const conditions = ['e.sequence < $1', 'e.reported_on IS NOT NULL', ...conditionsOf(filter, values)];
    const { rows } = await this.pool.query<Omit<ReportedOnDay, 'recordedAt'> & { recordedAt: Date }>(
      `SELECT reported_on AS "reportedOn", count(*)::float8 AS count, min(sequence)::float8 AS first,
              max(sequence)::float8 AS last, max(recorded_at) AS "recordedAt"
         FROM read.audit_entry e WHERE ${conditions.join(' AND ')} GROUP BY reported_on ORDER BY reported_on`,
      values,
    );
    return rows.map(({ recordedAt, ...day }) => ({ ...day, recordedAt: recordedAt.toISOString() }));
  }

  /**
   * Entries below a size that were taken from a document or cite it, in the ledger's order; administrative ones left out.
   *
   * @param document UUID
   * @throws ProjectionBehindError the trail has not come to `atSize` within five seconds
   */
  async citing(document: string, atSize: number): Promise<{ sequence: number; stream: string; facet: string }[]> {
    await this.sizes.reached('audit-trail', atSize);
    const { rows } = await this.pool.query<{ sequence: number; stream: string; facet: string }>(
      `SELECT sequence::float8 AS sequence, stream, facet FROM read.audit_entry
        WHERE documents @> ARRAY[$1::uuid] AND sequence < $2 AND facet IS NOT NULL ORDER BY sequence`,
      [document, atSize],
    );
    return rows;
  }

  /**
   * What came in with backfills, by backfill and type.
   *
   * @throws ProjectionBehindError the trail has not come to `atSize` within five seconds
   */
  async countsOfBatches(batches: readonly string[], atSize: number): Promise<BatchCount[]> {
    await this.sizes.reached('audit-trail', atSize);
    const { rows } = await this.pool.query<BatchCount>(
      `SELECT batch, type, count(*)::float8 AS count, min(sequence)::float8 AS first, max(sequence)::float8 AS last,
              min(reported_on) AS "reportedFrom", max(reported_on) AS "reportedTo"
         FROM read.audit_entry WHERE batch = ANY ($1::uuid[]) AND sequence < $2
        GROUP BY batch, type ORDER BY batch, type`,
      [batches, atSize],
    );
    return rows;
  }

  /**
   * How many entries a view leaves out, and how many of those that it holds were loaded later.
   *
   * @throws ProjectionBehindError the trail has not come to the view's size within five seconds
   */
  async counts({ asReportedOn, atSize }: View): Promise<ViewCounts> {
    await this.sizes.reached('audit-trail', atSize);
    const { rows } = await this.pool.query<{
      held: number;
      not_shown: number;
      loaded: number;
      first: number;
      last: number;
    }>(
      `SELECT count(*) FILTER (WHERE reported_on <= $1)::float8 AS held,
              count(*) FILTER (WHERE reported_on > $1)::float8 AS not_shown,
              count(*) FILTER (WHERE loaded)::float8 AS loaded,
              extract(year FROM min(recorded_at) FILTER (WHERE loaded) AT TIME ZONE 'UTC')::float8 AS first,
              extract(year FROM max(recorded_at) FILTER (WHERE loaded) AT TIME ZONE 'UTC')::float8 AS last
         FROM (SELECT reported_on, recorded_at, reported_on <= $1 AND entry = 'backfill' AS loaded
                 FROM read.audit_entry WHERE sequence < $2 AND reported_on IS NOT NULL) e`,
      [asReportedOn, atSize],
    );
    const { held, not_shown: notShown, loaded: loadedLater, first, last } = rows[0]!;
    return { held, notShown, loadedLater, loadedIn: loadedLater === 0 ? null : { first, last } };
  }

  /**
   * One entry by its event id or its sequence; `null` when it is not below `atSize`.
   *
   * @throws ProjectionBehindError the trail has not come to `atSize` within five seconds
   */
  async one(id: string | number, atSize: number): Promise<TrailEntry | null> {
    if (typeof id === 'string' && !isUuid(id)) return null;
    await this.sizes.reached('audit-trail', atSize);
    const column = typeof id === 'number' ? 'sequence' : 'event_id';
    const { rows } = await this.pool.query<TrailRow>(
      `SELECT ${columnsFor({}, [])} FROM read.audit_entry e WHERE e.${column} = $2 AND e.sequence < $1`,
      [atSize, id],
    );
    return rows[0] ? toEntry(rows[0]) : null;
  }
}

interface TrailRow {
  sequence: number;
  event_id: string;
  type: string;
  stream: string;
  category: string;
  plan: string | null;
  facet: string | null;
  reported_on: Day | null;
  edition: number | null;
  recorded_at: Date;
  entry: EntryKind | null;
  target: string | null;
  acting_as: string | null;
  acted_on_by: TrailEntry['actedOnBy'];
}

function toEntry(row: TrailRow): TrailEntry {
  const { sequence, type, stream, category, plan, facet, entry, target } = row;
  return {
    ...{ sequence, eventId: row.event_id, type, stream, category, edition: row.edition ?? 1 },
    recordedAt: row.recorded_at.toISOString(),
    ...(plan !== null ? { plan } : {}),
    ...(facet !== null ? { facet } : {}),
    ...(row.reported_on !== null ? { reportedOn: row.reported_on } : {}),
    ...(entry !== null ? { entry } : {}),
    ...(target !== null ? { target } : {}),
    ...(row.acting_as !== null ? { actingAs: row.acting_as } : {}),
    actedOnBy: row.acted_on_by,
  };
}

/** Of entries `e` below `$1`. Where what is known by a day is asked for, later acts on them are not told of either. */
function columnsFor({ knownBy }: TrailFilter, values: unknown[]): string {
  const known = knownBy === undefined ? '' : `AND (a.reported_on IS NULL OR a.reported_on <= $${values.push(knownBy)})`;
  return `
    e.sequence::float8 AS sequence, e.event_id, e.type, e.stream, e.category, e.plan, e.facet, e.reported_on, e.edition,
    e.recorded_at, e.entry, e.target, e.acting_as,
    coalesce((SELECT json_agg(json_build_object('sequence', a.sequence, 'eventId', a.event_id, 'type', a.type)
                              ORDER BY a.sequence)
                FROM read.audit_entry a WHERE a.target = e.event_id AND a.sequence < $1 ${known}), '[]') AS acted_on_by`;
}

function conditionsOf(filter: TrailFilter, values: unknown[]): string[] {
  const conditions: string[] = [];
  const add = (condition: string, value: unknown) => {
    if (value !== undefined) conditions.push(condition.replace('?', `$${values.push(value)}`));
  };
  add('e.type = ANY (?::text[])', filter.types);
  if (filter.notTypes) {
    const types = `$${values.push(filter.notTypes)}::text[]`;
    conditions.push(
      `e.type <> ALL (${types})`,
      `NOT EXISTS (SELECT FROM read.audit_entry t WHERE t.event_id = e.target AND t.type = ANY (${types}))`,
    );
  }
  add('e.stream = ?', filter.stream);
  add('e.category = ?', filter.category);
  add('e.plan = ?', filter.plan);
  add('e.facet = ?', filter.facet);
  add('e.entry = ?', filter.entry);
  add('e.acting_as = ?', filter.actingAs);
  add('e.batch = ?', filter.batch);
  add('e.reported_on >= ?', filter.reportedFrom);
  add('e.reported_on < ?', filter.reportedTo);
  add('e.reported_on <> ?', filter.notReportedOn);
  add('(e.reported_on IS NULL OR e.reported_on <= ?)', filter.knownBy);
  add('e.stream = ANY (?::text[])', filter.streams);
  add('e.sequence = ANY (?::bigint[])', filter.sequences);
  add("split_part(e.facet, '/', 1) || '/' || split_part(e.facet, '/', 2) = ANY (?::text[])", filter.parts);
  const { timeZone, from, to } = filter.recorded ?? {};
  for (const [comparison, day] of [
    ['>=', from],
    ['<', to],
  ] as const)
    if (day !== undefined)
      add(`e.recorded_at ${comparison} ?::date::timestamp AT TIME ZONE $${values.push(timeZone)}`, day);
  return conditions;
}
