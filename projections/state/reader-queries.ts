import { beginningOf, facetConditions } from './facet-pattern.js';
import type { FacetRange, KeyFilter, StatementFilter, View } from './statement.js';

/** A query for `pg`. */
export interface Query {
  text: string;
  values: unknown[];
}

/** Takes a value in, and gives the place that stands for it in the text. */
export type Place = (value: unknown) => string;

/**
 * The rectangles of a view. What is open may have become the answer after the size asked for; what is closed answers up
 * to the size at which it was closed. So one statement is right whatever the projection takes in meanwhile.
 */
function rectangles({ asReportedOn, atSize }: View, place: Place): string {
  const day = `${place(asReportedOn)}::date`;
  const size = `${place(atSize)}::bigint`;
  return `(
    SELECT key_id, src, slot, reported, value FROM read.state_rect
     WHERE reported @> ${day} AND upper_inf(recorded) AND lower(recorded) < ${size}
     UNION ALL
    SELECT key_id, src, slot, reported, value FROM read.state_rect
     WHERE reported @> ${day} AND NOT upper_inf(recorded) AND recorded @> (${size} - 1))`;
}

/** Up to so many keys are looked up one by one where only what is new is wanted; for more, all that is new is read. */
const FEW_KEYS = 10_000;

/** The answers of a view: looked up key by key, so that it does not matter how many others there are, nor how old. */
export function viewQuery(view: View, { since, ...keys }: StatementFilter): Query {
  const { values, place } = placed();
  const conditions = keyConditions(keys, place);
  const columns = 'k.stream, k.facet, k.category, r.src, r.slot, r.value';
  const ofView = () => `FROM ${rectangles(view, place)} AS r`;
  const ofKeys = () => `FROM k JOIN LATERAL (${answerOf('k.key_id', view, place)}) AS r ON true`;
  const later = () => (since === undefined ? 'true' : `r.reported <@ daterange(${place(since)}::date, NULL)`);
  if (conditions.length === 0) {
    const text = `SELECT ${columns} ${ofView()} JOIN read.state_key k USING (key_id) WHERE ${later()}`;
    return { text, values };
  }
  const asked = `
    WITH k AS MATERIALIZED (SELECT key_id, stream, facet, category FROM read.state_key k WHERE ${all(conditions)})`;
  if (since === undefined) return { text: `${asked} SELECT ${columns} ${ofKeys()}`, values };
  // Keys are counted first: a planner expects a single one where there are dozens, and reads all that is new for each.
  const text = `
    ${asked}, counted AS MATERIALIZED (SELECT count(*) <= ${FEW_KEYS} AS few FROM k)
    SELECT ${columns} ${ofKeys()} WHERE (SELECT few FROM counted) AND lower(r.reported) >= ${place(since)}::date
     UNION ALL
    SELECT ${columns} ${ofView()} JOIN k USING (key_id) WHERE NOT (SELECT few FROM counted) AND ${later()}`;
  return { text, values };
}

/**
 * The keys that answer differently in two views, each as up to two rows: before and after. Views are made once and kept
 * while they are joined: a planner that expects few rows of them would make them anew for every key.
 */
export function changedQuery(from: View, to: View, filters: readonly KeyFilter[]): Query {
  const { values, place } = placed();
  const onward = from.atSize === to.atSize && from.asReportedOn <= to.asReportedOn;
  const changed = onward ? begunBetween(from, to, filters, place) : differing(from, to, filters, place);
  const text = `
    WITH ${changed}
    SELECT k.stream, k.facet, k.category, side.name AS side, side.src, s.slot, s.value
      FROM changed c
      JOIN read.state_key k USING (key_id)
     CROSS JOIN LATERAL (VALUES ('before', c.was), ('after', c.now)) AS side (name, src)
      JOIN read.statement s ON s.sequence = side.src`;
  return { text, values };
}

/** Of one size, from an earlier day to a later one: what has begun to answer since. What has not, is the same in both. */
function begunBetween(from: View, to: View, filters: readonly KeyFilter[], place: Place): string {
  return `
    begun AS MATERIALIZED (
      SELECT key_id, n.src FROM ${rectangles(to, place)} AS n
       WHERE n.reported <@ daterange(${place(from.asReportedOn)}::date, NULL, '()')),
    changed AS MATERIALIZED (
      SELECT key_id, w.src AS was, begun.src AS now
        FROM begun
        JOIN read.state_key k USING (key_id)
        LEFT JOIN LATERAL (${answerOf('k.key_id', from, place)}) AS w ON true
       WHERE ${fitsAny(filters, place)})`;
}

/**
 * The one answer of a key in a view. Of what is open only the last that begins by the day can be it, since no two of a
 * key overlap; of what is closed, what was so after the size asked for. `OFFSET 0` keeps the conditions of the view out
 * of the second search: with them a planner would rather look through everything closed by day than up the key.
 */
export function answerOf(key: string, { asReportedOn, atSize }: View, place: Place): string {
  const day = `${place(asReportedOn)}::date`;
  const size = `${place(atSize)}::bigint`;
  const columns = 'src, slot, reported, recorded, value';
  return `
    SELECT src, slot, reported, value FROM (
      (SELECT ${columns} FROM read.state_rect
        WHERE key_id = ${key} AND upper_inf(recorded) AND lower(reported) <= ${day}
        ORDER BY lower(reported) DESC LIMIT 1)
       UNION ALL
      (SELECT ${columns} FROM read.state_rect
        WHERE key_id = ${key} AND NOT upper_inf(recorded) AND upper(recorded) >= ${size}
       OFFSET 0)) AS either
     WHERE reported @> ${day} AND recorded @> (${size} - 1)`;
}

/** Of any two views. */
function differing(from: View, to: View, filters: readonly KeyFilter[], place: Place): string {
  return `
    w AS MATERIALIZED (SELECT key_id, src FROM ${rectangles(from, place)} AS r),
    n AS MATERIALIZED (SELECT key_id, src FROM ${rectangles(to, place)} AS r),
    changed AS MATERIALIZED (
      SELECT key_id, w.src AS was, n.src AS now
        FROM w FULL JOIN n USING (key_id)
        JOIN read.state_key k USING (key_id)
       WHERE ${all(['w.src IS DISTINCT FROM n.src', fitsAny(filters, place)])})`;
}

/** Key by key from the last one on, until there are enough: however many a stream has, few are looked at. */
export function latestQuery(view: View, streams: readonly string[], { prefix, upTo, most }: FacetRange): Query {
  const { values, place } = placed();
  const text = `
    SELECT last.* FROM unnest(${place([...new Set(streams)])}::text[]) AS asked (stream) CROSS JOIN LATERAL (
      SELECT k.stream, k.facet, k.category, r.src, r.slot, r.value
        FROM read.state_key k JOIN LATERAL (${answerOf('k.key_id', view, place)}) AS r ON true
       WHERE k.stream = asked.stream AND k.facet >= ${place(prefix)} AND k.facet <= ${place(upTo)}
         AND coalesce(r.value ->> 'originalType', r.value ->> 'type') <> 'Withdrawn'
       ORDER BY k.facet DESC LIMIT ${place(most)}) AS last`;
  return { text, values };
}

/** Everything said about objects. A correction is voided by its own void or by that of its original. */
export function historyQuery(streams: readonly string[], atSize: number, facets?: readonly string[]): Query {
  const text = `
    SELECT k.stream, k.facet, h.sequence, h.voided_by, h.value
      FROM read.state_key k
      JOIN LATERAL (
        SELECT s.sequence, s.value,
               CASE WHEN s.voided_at < $2 THEN s.voided_at WHEN o.voided_at < $2 THEN o.voided_at END AS voided_by
          FROM read.statement s JOIN read.statement o ON o.sequence = s.slot
         WHERE s.key_id = k.key_id AND s.sequence < $2
         UNION ALL
        SELECT v.sequence, v.value, NULL FROM read.statement_void v WHERE v.key_id = k.key_id AND v.sequence < $2) AS h
        ON true
     WHERE k.stream = ANY ($1::text[]) AND ($3::text[] IS NULL OR k.facet = ANY ($3::text[]))
     ORDER BY h.sequence`;
  return { text, values: [streams, atSize, facets ?? null] };
}

function fitsAny(filters: readonly KeyFilter[], place: Place): string {
  const fitting = filters.map((filter) => all(keyConditions(filter, place)));
  return fitting.length === 0 ? 'true' : `(${fitting.map((one) => `(${one})`).join(' OR ')})`;
}

/** Conditions on `read.state_key k`. */
function keyConditions({ plan, streams, categories, facets, prefixes }: KeyFilter, place: Place): string[] {
  const conditions: string[] = [];
  if (plan !== undefined) conditions.push(`k.plan = ${place(plan)}`);
  if (streams) conditions.push(`k.stream = ANY (${place(streams)}::text[])`);
  if (categories) conditions.push(`k.category = ANY (${place(categories)}::text[])`);
  if (facets || prefixes) {
    // Each by itself: an index is used for the beginning of one, not for an array of them.
    const { exact, expressions, patterns } = facetConditions(facets ?? []);
    const fits = [
      `k.facet = ANY (${place(exact)}::text[])`,
      ...expressions.map(
        (expression, n) => `(k.facet ^@ ${place(beginningOf(patterns[n]!))} AND k.facet ~ ${place(expression)})`,
      ),
      ...(prefixes ?? []).map((prefix) => `k.facet ^@ ${place(prefix)}`),
    ];
    conditions.push(`(${fits.join(' OR ')})`);
  }
  return conditions;
}

function all(conditions: readonly string[]): string {
  return conditions.length === 0 ? 'true' : conditions.join(' AND ');
}

export function placed(): { values: unknown[]; place: Place } {
  const values: unknown[] = [];
  return { values, place: (value) => `$${values.push(value)}` };
}
