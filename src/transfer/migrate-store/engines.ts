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
  close(): Promise<void>;
}

/** Both engines, open. */
export interface Engines extends Record<EngineName, Engine> {
  close(): Promise<void>;
}

/** A connection of the schema's owner. It is not named like the service's, which keep events from being copied. */
export function openOwnerPool({ url }: Pick<Database, 'url'>, command: string): pg.Pool {
  const owner = new pg.Pool({
    connectionString: withSettings(url, { search_path: 'public' }),
    max: 1,
    application_name: command,
  });
  owner.on('error', () => undefined); // lost while idle; the next query connects again
  return owner;
}

export function openPostgres({ appPool }: Pick<Database, 'appPool'>, owner: pg.Pool): Engine {
  const store = new PostgresEventStore(appPool);
  return {
    name: 'PostgreSQL',
    mark: { engine: 'postgresql' },
    store,
    copy: new PostgresCopyTarget(owner),
    close: () => store.close(),
  };
}

/** @param signal ends trying again where the server does not answer */
export function openEventStoreDb(
  { appPool }: Pick<Database, 'appPool'>,
  options: EventStoreDbOptions,
  signal: AbortSignal,
): Engine {
  const store = new EventStoreDbEventStore(appPool, options);
  const copy = new EventStoreDbCopyTarget(options, { signal });
  return {
    name: 'EventStoreDB',
    mark: { engine: 'eventstoredb', streamPrefix: options.streamPrefix },
    store,
    copy,
    close: async () => {
      await Promise.all([store.close(), copy.close()]);
    },
  };
}

/** @param signal ends trying again where an engine does not answer */
export function openEngines(database: Database, options: EventStoreDbOptions, signal: AbortSignal): Engines {
  const owner = openOwnerPool(database, 'ledger migrate-store');
  const postgresql = openPostgres(database, owner);
  const eventstoredb = openEventStoreDb(database, options, signal);
  const close = async () => {
    await Promise.all([postgresql.close(), eventstoredb.close(), owner.end()]);
  };
  return { postgresql, eventstoredb, close };
}
