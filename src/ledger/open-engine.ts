import type pg from 'pg';
import type { Config } from '../config.js';
import { configuredEngine, settleEngine } from './engine-mark.js';
import type { EngineObserver, EventStore } from './event-store.js';
import { PostgresEventStore } from './postgres/postgres-event-store.js';
import { refuseUnfinishedImport } from './unfinished-import.js';

/**
 * The engine that the configuration names, once it is sure that it is this ledger's. A server that does not answer yet is
 * no obstacle: what is asked of the store fails until it does.
 *
 * @throws EngineMismatchError
 * @throws UnfinishedImportError
 */
export async function openEngine(
  pool: pg.Pool,
  config: Pick<Config, 'eventStoreDb'>,
  observer?: EngineObserver,
): Promise<EventStore> {
  await settleEngine(pool, configuredEngine(config));
  await refuseUnfinishedImport(pool);
  if (!config.eventStoreDb) return new PostgresEventStore(pool, { observer });
  const { EventStoreDbEventStore } = await import('./eventstoredb/event-store-db-event-store.js');
  return new EventStoreDbEventStore(pool, config.eventStoreDb, { observer });
}
