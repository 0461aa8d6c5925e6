import pg from 'pg';
import { withSettings } from '../../database/connection-url.js';
import type { Database } from '../../database/open-database.js';
import type { CopyTarget } from '../../ledger/copy-target.js';
import type { EngineMark } from '../../ledger/engine-mark.js';
import type { EventStore } from '../../ledger/event-store.js';
import { EventStoreDbCopyTarget } from '../../ledger/eventstoredb/event-store-db-copy.js';
import { EventStoreDbEventStore } from '../../ledger/eventstoredb/event-store-db-event-store.js';
import type { EventStoreDbOptions } from '../../ledger/eventstoredb/event-store-db-options.js';
import { PostgresCopyTarget } from '../../ledger/postgres/postgres-copy.js';
import { PostgresEventStore } from '../../ledger/postgres/postgres-event-store.js';

export type EngineName = EngineMark['engine'];

/** One of the engines that a ledger's events may be in. */
export interface Engine {
  /** As people write it. */
  name: string;
  mark: EngineMark;
  store: EventStore;
  copy: CopyTarget;
}

/** Both engines, open. */
export interface Engines extends Record<EngineName, Engine> {
  close(): Promise<void>;
}

/** @param signal ends trying again where an engine does not answer */
export function openEngines(database: Database, options: EventStoreDbOptions, signal: AbortSignal): Engines {
  const owner = new pg.Pool({
    connectionString: withSettings(database.url, { search_path: 'public' }),
    max: 1,
    application_name: 'ledger migrate-store',
  });
  owner.on('error', () => undefined); // lost while idle; the next query connects again
  const eventStoreDbCopy = new EventStoreDbCopyTarget(options, { signal });
  const postgresql: Engine = {
    name: 'PostgreSQL',
    mark: { engine: 'postgresql' },
    store: new PostgresEventStore(database.appPool),
    copy: new PostgresCopyTarget(owner),
  };
  const eventstoredb: Engine = {
    name: 'EventStoreDB',
    mark: { engine: 'eventstoredb', streamPrefix: options.streamPrefix },
    store: new EventStoreDbEventStore(database.appPool, options),
    copy: eventStoreDbCopy,
  };
  const close = async () => {
    await Promise.all([postgresql.store.close(), eventstoredb.store.close(), eventStoreDbCopy.close(), owner.end()]);
  };
  return { postgresql, eventstoredb, close };
}
