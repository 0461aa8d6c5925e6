import { createHash } from 'node:crypto';
import type pg from 'pg';
import { AuditTrailProjection } from '../../projections/audit-trail/audit-trail.projection.js';
import { ensureLive } from '../../projections/runner/builds.js';
import { ProjectionSizes } from '../../projections/runner/projection-sizes.js';
import { lockLive, takeIn } from '../../projections/runner/take-in.js';
import { PostgresStateReader } from '../../projections/state/postgres-state-reader.js';
import { StateProjection } from '../../projections/state/state.projection.js';
import type { View } from '../../projections/state/statement.js';
import { catalogue } from '../../src/catalogue.js';
import { entryBytes } from '../../src/integrity/entry.js';
import { addDays } from '../../src/ledger/dates.js';
import type { RecordedEvent } from '../../src/ledger/event.js';
import { START } from '../../src/ledger/event-store.js';
import { createTestDatabase } from './database.js';
import { TestEngine } from './engine.js';
import { evaluate, type Step } from './plain-evaluation.js';
import type { Random } from './random.js';
import { until } from './until.js';

const PAGE = 1_000;
const STATE_TABLES = ['state_key', 'statement', 'statement_void', 'state_rect'];

/** Every event of a ledger, in order; one on PostgreSQL unless told. */
export async function allEvents(pool: pg.Pool, engine = TestEngine.POSTGRESQL): Promise<RecordedEvent[]> {
  const store = engine.openStore(pool);
  try {
    const events: RecordedEvent[] = [];
    for (;;) {
      const page = await store.readAll({ after: events.at(-1) ?? START, limit: PAGE });
      events.push(...page);
      if (page.length < PAGE) return events;
    }
  } finally {
    await store.close();
  }
}

/** Waits until the log and every read model have taken in what is recorded. Nobody may be writing meanwhile. */
export async function caughtUp(pool: pg.Pool, engine: TestEngine): Promise<void> {
  const size = await engine.size(pool);
  await until('the read models', async () => {
    const { rows } = await pool.query(
      `SELECT name, status, error FROM projection.cursor WHERE live AND (sequence + 1 < $1 OR status <> 'running')`,
      [size],
    );
    const stopped = rows.find(({ status }) => status === 'stopped');
    if (stopped) throw new Error(`${stopped.name} has stopped: ${stopped.error}`);
    return rows.length === 0;
  });
}

/** Events without holes, sealed byte for byte in their order, with the erasable values that they commit to. */
export async function expectSoundLog(
  pool: pg.Pool,
  engine: TestEngine,
  events: readonly RecordedEvent[],
): Promise<void> {
  expect(await engine.size(pool)).toBe(events.length);
  const revisions = new Map<string, bigint>();
  const ids = new Set<string>();
  for (const [place, event] of events.entries()) {
    const revision = revisions.get(event.stream) ?? 0n;
    expect([event.sequence, event.revision]).toEqual([place, revision]);
    revisions.set(event.stream, revision + 1n);
    ids.add(event.id);
  }
  expect(ids.size).toBe(events.length);

  const { rows } = await pool.query('SELECT idx::int, event_id, entry, leaf_hash FROM log.log_entry ORDER BY idx');
  expect(rows.length).toBe(events.length);
  for (const [place, { idx, event_id, entry, leaf_hash }] of rows.entries()) {
    const event = events[place]!;
    expect([idx, event_id, entry.equals(entryBytes(event))]).toEqual([place, event.id, true]);
    const leaf = createHash('sha256').update(Buffer.of(0)).update(entry).digest();
    expect(leaf_hash.equals(leaf)).toBe(true);
  }

  await expectDisclosures(pool, engine, events);
}

/** One for each commitment. EventStoreDB may leave more behind, of events that were decided again or never written. */
async function expectDisclosures(pool: pg.Pool, { name }: TestEngine, events: readonly RecordedEvent[]): Promise<void> {
  const held = await pool.query(
    'SELECT event_id, count(*)::int AS all, count(DISTINCT pointer)::int AS places FROM erasable.disclosure GROUP BY event_id',
  );
  const counts = new Map<string, number>(
    held.rows.map(({ event_id, all, places }) => [event_id, name === 'postgresql' ? all : places]),
  );
  for (const { id, data, metadata } of events) {
    const commitments = JSON.stringify([data, metadata]).split('"$c":').length - 1;
    expect([id, counts.get(id) ?? 0]).toEqual([id, commitments]);
  }
  if (name === 'postgresql') expect(counts.size).toBeLessThanOrEqual(events.length);
}

/** The read models hold what they would hold if they were made anew from these events, row by row. */
export async function expectReadModelsMadeAnew(pool: pg.Pool, events: readonly RecordedEvent[]): Promise<void> {
  const anew = await createTestDatabase();
  try {
    for (const projection of [new StateProjection(catalogue.keyOf), new AuditTrailProjection(catalogue.keyOf)]) {
      await ensureLive(anew.appPool, projection);
      for (let from = 0; from < events.length; from += PAGE)
        await takeIn(anew.appPool, projection, lockLive(projection), events.slice(from, from + PAGE));
    }
    for (const table of [...STATE_TABLES, 'audit_entry'])
      expect(await digest(pool, table)).toEqual(await digest(anew.appPool, table));
  } finally {
    await anew.close();
  }
}

/** The ends of both axes, and points between them. */
export function viewsOf(events: readonly RecordedEvent[], random: Random): View[] {
  const today = new Date().toISOString().slice(0, 10);
  const views = [
    { asReportedOn: today, atSize: 0 },
    { asReportedOn: today, atSize: events.length },
    { asReportedOn: addDays(today, -1_000), atSize: events.length },
  ];
  for (let n = 0; n < 12; n++)
    views.push({
      asReportedOn: addDays(today, -random.between(0, 200)),
      atSize: random.between(1, events.length),
    });
  return views;
}

/** The answers of the state equal the plain evaluation of the same events, for every key. */
export async function expectAnswersByDefinition(
  pool: pg.Pool,
  events: readonly RecordedEvent[],
  views: readonly View[],
): Promise<void> {
  const reader = new PostgresStateReader(pool, { held: async () => new Map() }, new ProjectionSizes(pool));
  const logs = logsByKey(events);
  for (const view of views) {
    const wanted: Record<string, string> = {};
    for (const [key, { log, sequences }] of logs) {
      const size = sequences.filter((sequence) => sequence < view.atSize).length;
      const answer = evaluate(log, key, view.asReportedOn, size);
      if (answer) wanted[key] = `${sequences[answer.src]} ${answer.says}`;
    }
    const found: Record<string, string> = {};
    for (const { stream, facet, src, withdrawn } of await reader.statements(view))
      found[`${stream}/${facet}`] = `${src} ${withdrawn ? 'withdrawn' : 'stands'}`;
    expect({ view, answers: found }).toEqual({ view, answers: wanted });
  }
}

async function digest(pool: pg.Pool, table: string): Promise<unknown> {
  const { rows } = await pool.query(
    `SELECT '${table}' AS "table", count(*)::int, md5(string_agg(t::text, E'\\n' ORDER BY t::text COLLATE "C")) FROM read.${table} t`,
  );
  return rows[0];
}

const DOES: Record<string, Step['does']> = {
  Revised: 'change',
  Restated: 'change',
  Withdrawn: 'withdraw',
  EntryCorrected: 'correct',
  EntryVoided: 'void',
};

interface KeyLog {
  log: Step[];
  /** Sequence in the ledger of each step. */
  sequences: number[];
}

/** What the ledger says about each key, as the plain evaluation takes it: places in the log of one key stand for events. */
function logsByKey(events: readonly RecordedEvent[]): Map<string, KeyLog> {
  const logs = new Map<string, KeyLog>();
  const places = new Map<string, { key: string; place: number }>();
  for (const event of events) {
    const { reportedOn, edition, target } = event.metadata;
    const does = DOES[event.type] ?? 'report';
    const facet = does === 'report' ? catalogue.keyOf(event) : undefined;
    if (facet === null) continue; // administrative
    const acted = target === undefined ? undefined : places.get(target);
    const key = facet === undefined ? acted!.key : `${event.stream}/${facet}`;
    const own = logs.get(key) ?? { log: [], sequences: [] };
    logs.set(key, own);
    places.set(event.id, { key, place: own.log.length });
    const said = does === 'report' ? { key } : { target: acted!.place };
    own.log.push({
      does,
      ...said,
      value: 'stands',
      ...(reportedOn ? { reportedOn } : {}),
      ...(edition ? { edition } : {}),
    });
    own.sequences.push(event.sequence);
  }
  return logs;
}
