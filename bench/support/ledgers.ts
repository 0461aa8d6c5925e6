import { join } from 'node:path';
import { AuditTrailProjection } from '../../projections/audit-trail/audit-trail.projection.js';
import { StateProjection } from '../../projections/state/state.projection.js';
import { catalogue } from '../../src/catalogue.js';
import { createServiceKey, type ServiceKey } from '../../src/ledger/erasable/service-key.js';
import { type BenchDatabase, createDatabase, loadEvents } from './database.js';
import { GeneratedLedger } from './generated-ledger.js';

/** A generated ledger in a database, and what makes its next events. */
export interface LoadedLedger {
  database: BenchDatabase;
  generated: GeneratedLedger;
  /** Number of events, the opening one included. */
  size: number;
}

export const stateProjection = new StateProjection(catalogue.keyOf);
export const trailProjection = new AuditTrailProjection(catalogue.keyOf);

/** Generated ledgers of several sizes, each loaded when it is first asked for and kept for all suites. */
export class Ledgers {
  /** The key of all of them, for a service that is started on one. */
  readonly keyFile: string;
  private readonly key: ServiceKey;
  private readonly loaded = new Map<number, Promise<LoadedLedger>>();

  constructor(
    private readonly serverUrl: string,
    folder: string,
    private readonly objects: number,
  ) {
    this.keyFile = join(folder, 'service.key');
    this.key = createServiceKey(this.keyFile);
  }

  /** The ledger with so many entries besides the opening one. Its read models are for the suites to make. */
  of(statements: number): Promise<LoadedLedger> {
    const known = this.loaded.get(statements);
    if (known) return known;
    const loading = this.load(statements);
    this.loaded.set(statements, loading);
    return loading;
  }

  async close(): Promise<void> {
    const failures: unknown[] = [];
    for (const loading of this.loaded.values()) {
      const ledger = await loading.catch(() => undefined); // whoever asked for it has met the error
      await ledger?.database.close().catch((error) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  }

  private async load(statements: number): Promise<LoadedLedger> {
    const database = await createDatabase(this.serverUrl, `bench_${statements}`, this.key);
    const generated = new GeneratedLedger(this.objects);
    const size = statements + 1;
    await loadEvents(database, generated.take(size));
    await database.owner.query('VACUUM ANALYZE ledger.event');
    return { database, generated, size };
  }
}
