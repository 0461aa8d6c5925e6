import { AuditTrailProjection } from '../../projections/audit-trail/audit-trail.projection.js';
import { ensureLive } from '../../projections/runner/builds.js';
import { type Projection, schemaOf } from '../../projections/runner/projection.js';
import { ProjectionSizes } from '../../projections/runner/projection-sizes.js';
import { lockLive, takeIn } from '../../projections/runner/take-in.js';
import { PostgresStateReader } from '../../projections/state/postgres-state-reader.js';
import { StateProjection } from '../../projections/state/state.projection.js';
import type { KeyFilter, Statement, View } from '../../projections/state/statement.js';
import type { RecordedEvent } from '../../src/ledger/event.js';
import { createTestDatabase, type TestDatabase } from './database.js';
import { keyFrom, opaqueCatalogue } from './opaque-ledger.js';
import { type differences, keysOf, type PlainAnswer, type Step } from './plain-evaluation.js';

/** Read models of opaque events in a database of their own, fed by hand or by a runner. */
export class ReadModels {
  readonly state = new StateProjection(opaqueCatalogue.keyOf);
  readonly trail = new AuditTrailProjection(opaqueCatalogue.keyOf);
  readonly sizes: ProjectionSizes;
  readonly reader: PostgresStateReader;

  private constructor(readonly database: TestDatabase) {
    this.sizes = new ProjectionSizes(database.appPool);
    this.reader = new PostgresStateReader(database.appPool, { held: async () => new Map() }, this.sizes);
  }

  static async open(): Promise<ReadModels> {
    return new ReadModels(await createTestDatabase());
  }

  get pool() {
    return this.database.appPool;
  }

  /** Takes events in by batches of a size. */
  async feed(projection: Projection, events: readonly RecordedEvent[], batch = 500): Promise<void> {
    await ensureLive(this.pool, projection);
    for (let from = 0; from < events.length; from += batch)
      await takeIn(this.pool, projection, lockLive(projection), events.slice(from, from + batch));
  }

  /** The answers of a view by key, as the plain evaluation writes them. */
  async answers(log: readonly Step[], view: View): Promise<Map<string, PlainAnswer>> {
    const keys = keysOf(log);
    const statements = await this.reader.statements(view);
    return new Map(statements.map((one) => [keyFrom(keys, one.stream, one.facet), plain(one)]));
  }

  /** The keys that answer differently in two views, as the plain evaluation writes them. */
  async differences(
    log: readonly Step[],
    from: View,
    to: View,
    filter: KeyFilter = {},
  ): Promise<ReturnType<typeof differences>> {
    const keys = keysOf(log);
    const changed = await this.reader.changed(from, to, filter);
    return Object.fromEntries(
      changed.map(({ stream, facet, before, after }) => [
        keyFrom(keys, stream, facet),
        { before: before ? plain(before) : null, after: after ? plain(after) : null },
      ]),
    );
  }

  /** All rows of the state's tables, in one order, as text. */
  async stateRows(): Promise<string[]> {
    const rows: string[] = [];
    for (const table of ['state_key', 'statement', 'statement_void', 'state_rect']) {
      const found = await this.pool.query(`SELECT '${table} ' || t::text AS row FROM read.${table} t ORDER BY t::text`);
      rows.push(...found.rows.map(({ row }) => row));
    }
    return rows;
  }

  /** Forgets everything. */
  async clear(): Promise<void> {
    await this.pool.query(
      `DELETE FROM projection.cursor; DROP SCHEMA IF EXISTS ${firstBuild(this.state)} CASCADE; DROP SCHEMA IF EXISTS ${firstBuild(this.trail)} CASCADE`,
    );
  }

  close(): Promise<void> {
    return this.database.close();
  }
}

function plain({ src, withdrawn, data }: Statement): PlainAnswer {
  return { src, says: withdrawn ? 'withdrawn' : String(data.value) };
}

/** The schema of the first build of a projection. */
export function firstBuild({ name, version }: Projection): string {
  return schemaOf({ name, version, build: 1 });
}
