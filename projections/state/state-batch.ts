import type pg from 'pg';
import type { Day } from '../../src/ledger/dates.js';
import type { RecordedEvent } from '../../src/ledger/event.js';
import type { KeyOf } from '../../src/ledger/history.js';
import { splitStream } from '../../src/ledger/ids.js';
import { actsOnEntry, type Meaning, Reading } from './reading.js';
import { storedValue } from './stored-value.js';
import { type ClosedRectangle, type OpenRectangle, Timeline } from './timeline.js';

interface Understood {
  event: RecordedEvent;
  meaning: Meaning;
}

/**
 * Takes a batch of events into the tables, set by set: what the events refer to is read in three queries, the timelines
 * of their keys are worked out in memory, and the outcome is written in one statement for each kind of change.
 */
export async function applyBatch(events: readonly RecordedEvent[], keyOf: KeyOf, client: pg.ClientBase): Promise<void> {
  const reading = new Reading(keyOf);
  await loadKeys(events, reading, keyOf, client);
  await loadTargets(events, reading, client);
  const understood: Understood[] = [];
  for (const event of events) {
    const meaning = reading.meaningOf(event);
    if (meaning) understood.push({ event, meaning });
  }
  if (understood.length === 0) return;

  const closed: ClosedRectangle[] = [];
  const timelines = await restoreTimelines(understood, closed, client);
  for (const { event, meaning } of understood) change(timelines, event.sequence, meaning);

  await insertKeys(understood, client);
  await insertStatements(understood, client);
  await insertVoids(understood, client);
  await closeRectangles(closed, client); // before new ones open, for the constraint's sake
  await insertRectangles(
    closed,
    [...timelines.values()].flatMap((timeline) => [...timeline.open()]),
    client,
  );
}

/** The change that an event makes to the timeline of its key. */
export function change(timelines: ReadonlyMap<number, Timeline>, at: number, meaning: Meaning): void {
  const { key, reportedOn, slot, edition, sequence } = meaning.is === 'void' ? meaning.target : meaning.stated;
  const timeline = timelines.get(key.id)!;
  if (meaning.is === 'statement') timeline.state(at, reportedOn, edition);
  else if (meaning.is === 'correction') timeline.correct(at, reportedOn, slot);
  else timeline.void(at, reportedOn, slot, sequence);
}

async function loadKeys(
  events: readonly RecordedEvent[],
  reading: Reading,
  keyOf: KeyOf,
  client: pg.ClientBase,
): Promise<void> {
  const streams: string[] = [];
  const facets: string[] = [];
  for (const event of events) {
    const facet = actsOnEntry(event.type) || event.type === 'PersonalDataErased' ? null : keyOf(event);
    if (facet === null) continue;
    streams.push(event.stream);
    facets.push(facet);
  }
  if (streams.length === 0) return;
  const { rows } = await client.query(
    `SELECT DISTINCT k.* FROM unnest($1::text[], $2::text[]) AS w (stream, facet) JOIN state_key k USING (stream, facet)`,
    [streams, facets],
  );
  for (const { key_id, stream, facet, category, plan } of rows)
    reading.keys.set(Reading.keyName(stream, facet), {
      id: Number(key_id),
      ...{ stream, facet, category },
      plan: plan ?? undefined,
    });
}

async function loadTargets(events: readonly RecordedEvent[], reading: Reading, client: pg.ClientBase): Promise<void> {
  const targets = events.flatMap(({ type, metadata }) => (actsOnEntry(type) ? (metadata.target ?? []) : []));
  if (targets.length === 0) return;
  const { rows } = await client.query(
    `SELECT s.event_id, s.sequence, coalesce(s.value ->> 'originalType', s.value ->> 'type') AS type,
            coalesce(s.value ->> 'kind', s.value ->> 'type') AS kind, s.key_id, s.slot, s.reported_on, s.edition,
            k.stream, k.facet, k.plan
       FROM statement s JOIN state_key k USING (key_id) WHERE s.event_id = ANY ($1::uuid[])`,
    [targets],
  );
  for (const { event_id, sequence, type, kind, key_id, slot, reported_on, edition, stream, facet, plan } of rows) {
    const { category } = splitStream(stream);
    reading.entries.set(event_id, {
      sequence: Number(sequence),
      type,
      kind,
      key: { id: Number(key_id), stream, facet, category, plan: plan ?? undefined },
      slot: Number(slot),
      reportedOn: reported_on,
      edition,
    });
  }
}

/** Restores of each key the days that the batch is about, and around them the nearest days that have an answer. */
async function restoreTimelines(
  understood: readonly Understood[],
  closed: ClosedRectangle[],
  client: pg.ClientBase,
): Promise<Map<number, Timeline>> {
  const touched = new Map<number, { first: Day; last: Day }>();
  for (const { meaning } of understood) {
    const { key, reportedOn } = meaning.is === 'void' ? meaning.target : meaning.stated;
    const days = touched.get(key.id);
    if (!days) touched.set(key.id, { first: reportedOn, last: reportedOn });
    else if (reportedOn < days.first) days.first = reportedOn;
    else if (reportedOn > days.last) days.last = reportedOn;
  }
  const timelines = new Map<number, Timeline>();
  for (const id of touched.keys()) timelines.set(id, new Timeline(id, (rectangle) => closed.push(rectangle)));
  const days = [...touched.values()];
  const { rows } = await client.query(
    `SELECT s.key_id, s.sequence, s.slot, s.edition, s.reported_on, s.voided_at IS NOT NULL AS voided
       FROM (SELECT key_id,
                    coalesce((SELECT lower(r.reported) FROM state_rect r
                               WHERE r.key_id = t.key_id AND lower(r.reported) < t.first AND upper_inf(r.recorded)
                               ORDER BY lower(r.reported) DESC LIMIT 1), t.first) AS first,
                    coalesce((SELECT lower(r.reported) FROM state_rect r
                               WHERE r.key_id = t.key_id AND lower(r.reported) > t.last AND upper_inf(r.recorded)
                               ORDER BY lower(r.reported) LIMIT 1), t.last) AS last
               FROM unnest($1::bigint[], $2::date[], $3::date[]) AS t (key_id, first, last)) AS around
       JOIN statement s ON s.key_id = around.key_id AND s.reported_on BETWEEN around.first AND around.last
      ORDER BY s.sequence`,
    [[...touched.keys()], days.map(({ first }) => first), days.map(({ last }) => last)],
  );
  for (const { key_id, sequence, slot, edition, reported_on, voided } of rows)
    timelines.get(Number(key_id))!.restore({
      sequence: Number(sequence),
      slot: Number(slot),
      edition,
      reportedOn: reported_on,
      voided,
    });
  return timelines;
}

async function insertKeys(understood: readonly Understood[], client: pg.ClientBase): Promise<void> {
  const keys = understood.flatMap(({ meaning }) =>
    meaning.is === 'statement' && meaning.newKey ? meaning.stated.key : [],
  );
  if (keys.length === 0) return;
  await client.query(
    `INSERT INTO state_key (key_id, stream, facet, category, plan)
     SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[])`,
    [
      keys.map(({ id }) => id),
      keys.map(({ stream }) => stream),
      keys.map(({ facet }) => facet),
      keys.map(({ category }) => category),
      keys.map(({ plan }) => plan ?? null),
    ],
  );
}

async function insertStatements(understood: readonly Understood[], client: pg.ClientBase): Promise<void> {
  const rows = understood.flatMap(({ event, meaning }) =>
    meaning.is === 'void' ? [] : { ...meaning.stated, eventId: event.id, value: storedValue(event, meaning.stated) },
  );
  if (rows.length === 0) return;
  await client.query(
    `INSERT INTO statement (sequence, key_id, slot, edition, reported_on, event_id, value)
     SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::int[], $5::date[], $6::uuid[], $7::jsonb[])`,
    [
      rows.map(({ sequence }) => sequence),
      rows.map(({ key }) => key.id),
      rows.map(({ slot }) => slot),
      rows.map(({ edition }) => edition),
      rows.map(({ reportedOn }) => reportedOn),
      rows.map(({ eventId }) => eventId),
      rows.map(({ value }) => value),
    ],
  );
}

async function insertVoids(understood: readonly Understood[], client: pg.ClientBase): Promise<void> {
  const voids = understood.flatMap(({ event, meaning }) =>
    meaning.is === 'void' ? { event, target: meaning.target } : [],
  );
  if (voids.length === 0) return;
  const sequences = voids.map(({ event }) => event.sequence);
  await client.query(
    `INSERT INTO statement_void (sequence, key_id, event_id, value)
     SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::uuid[], $4::jsonb[])`,
    [
      sequences,
      voids.map(({ target }) => target.key.id),
      voids.map(({ event }) => event.id),
      voids.map(({ event, target: { kind } }) => storedValue(event, { kind })),
    ],
  );
  await client.query(
    `UPDATE statement s SET voided_at = v.sequence
       FROM (SELECT target, min(sequence) AS sequence
               FROM unnest($1::bigint[], $2::bigint[]) AS v (sequence, target) GROUP BY target) AS v
      WHERE s.sequence = v.target AND s.voided_at IS NULL`,
    [sequences, voids.map(({ target }) => target.sequence)],
  );
}

/** Closes those that stand in the tables already. */
async function closeRectangles(closed: readonly ClosedRectangle[], client: pg.ClientBase): Promise<void> {
  const stored = closed.filter(({ since }) => since === undefined);
  if (stored.length === 0) return;
  const { rowCount } = await client.query(
    `UPDATE state_rect r SET recorded = int8range(lower(r.recorded), c.until)
       FROM unnest($1::bigint[], $2::date[], $3::bigint[], $4::bigint[]) AS c (key_id, day, src, until)
      WHERE r.key_id = c.key_id AND lower(r.reported) = c.day AND upper_inf(r.recorded) AND r.src = c.src`,
    [
      stored.map(({ keyId }) => keyId),
      stored.map(({ from }) => from),
      stored.map(({ src }) => src),
      stored.map(({ until }) => until),
    ],
  );
  if (rowCount !== stored.length)
    throw new Error(`${stored.length} answers end, but ${rowCount} of them are stored: the tables were changed`);
}

async function insertRectangles(
  closed: readonly ClosedRectangle[],
  open: readonly OpenRectangle[],
  client: pg.ClientBase,
): Promise<void> {
  const rows = [...closed.filter(({ since }) => since !== undefined), ...open];
  if (rows.length === 0) return;
  await client.query(
    `INSERT INTO state_rect (key_id, src, slot, reported, recorded, value)
     SELECT o.key_id, o.src, o.slot, daterange(o.first, o.next), int8range(o.since, o.until), s.value
       FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::date[], $5::date[], $6::bigint[], $7::bigint[])
         AS o (key_id, src, slot, first, next, since, until)
       JOIN statement s ON s.sequence = o.src`,
    [
      rows.map(({ keyId }) => keyId),
      rows.map(({ src }) => src),
      rows.map(({ slot }) => slot),
      rows.map(({ from }) => from),
      rows.map(({ to }) => to),
      rows.map(({ since }) => since),
      rows.map((row) => ('until' in row ? row.until : null)),
    ],
  );
}
