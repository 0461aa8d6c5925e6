import { randomBytes } from 'node:crypto';
import { EventStoreDBClient } from '@eventstore/db-client';
import type pg from 'pg';
import { readConfig } from '../../src/config.js';
import { KEY_BYTES } from '../../src/ledger/erasable/cipher.js';
import type { ErasableStore } from '../../src/ledger/erasable/erasable-store.js';
import { InMemoryErasableStore } from '../../src/ledger/erasable/in-memory-erasable-store.js';
import { PostgresErasableStore } from '../../src/ledger/erasable/postgres-erasable-store.js';
import { ServiceKey } from '../../src/ledger/erasable/service-key.js';
import type { EventStore } from '../../src/ledger/event-store.js';
import { EventStoreDbEventStore } from '../../src/ledger/eventstoredb/event-store-db-event-store.js';
import { InMemoryEventStore } from '../../src/ledger/memory/in-memory-event-store.js';
import { PostgresEventStore } from '../../src/ledger/postgres/postgres-event-store.js';
import { createTestDatabase } from './database.js';
import { freshPrefix, type OpenServer, openEventStoreServer } from './event-store-server.js';
import { EventStoreDbServer } from './eventstoredb-server/index.js';

/**
 * The engine that the ledgers under test keep their events on: `postgresql`, or `eventstoredb` by `TEST_ENGINE`. There,
 * `TEST_APPEND_MODE` makes it append by the other of its two ways.
 */
export const ENGINE = readEngine(process.env.TEST_ENGINE);

type Queryable = Pick<pg.Pool, 'query'>;

/** What a ledger holds of an event, as the engine itself says. */
export interface HeldEvent {
  id: string;
  stream: string;
  revision: number;
}

/** Where one ledger under test keeps its events. */
export class TestEngine {
  /** Events beside everything else. */
  static readonly POSTGRESQL = new TestEngine('postgresql', {}, undefined, async () => undefined);

  private constructor(
    readonly name: 'postgresql' | 'eventstoredb',
    /** What a service gets to find it, besides the address of its database. */
    readonly env: Readonly<Record<string, string>>,
    /** The server that can be told to fail; absent on PostgreSQL, and on a real server. */
    readonly server: EventStoreDbServer | undefined,
    private readonly end: () => Promise<void>,
  ) {}

  /** @param open makes the server of events that is used, where one is */
  static async start(open: () => Promise<OpenServer> = openEventStoreServer): Promise<TestEngine> {
    if (ENGINE === 'postgresql') return TestEngine.POSTGRESQL;
    const { url, server, close } = await open();
    const env = {
      EVENTSTOREDB_URL: url,
      EVENTSTOREDB_STREAM_PREFIX: freshPrefix(),
      EVENTSTOREDB_APPEND_MODE: process.env.TEST_APPEND_MODE ?? 'unary',
    };
    return new TestEngine('eventstoredb', env, server, close);
  }

  /** Opens the ledger beside a service, or without one. @param pool of the ledger's database */
  openStore(pool: pg.Pool): EventStore {
    const { eventStoreDb } = readConfig(this.env);
    return eventStoreDb ? new EventStoreDbEventStore(pool, eventStoreDb) : new PostgresEventStore(pool);
  }

  /** The ledger's events in their order: out of the table or the server itself, not through the store. */
  async held(db: Queryable): Promise<HeldEvent[]> {
    const { EVENTSTOREDB_URL: url, EVENTSTOREDB_STREAM_PREFIX: prefix } = this.env;
    if (url === undefined || prefix === undefined) {
      const { rows } = await db.query(
        'SELECT event_id AS id, stream, revision::int FROM ledger.event ORDER BY sequence',
      );
      return rows;
    }
    const events: HeldEvent[] = [];
    const take = ({ id, stream, revision }: HeldEvent) => {
      if (stream.startsWith(prefix)) events.push({ id, stream: stream.slice(prefix.length), revision });
    };
    if (this.server) for (const event of this.server.log.events) take(event);
    else await readServer(url, take);
    return events;
  }

  /** How many events the ledger has. */
  async size(db: Queryable): Promise<number> {
    if (this.name === 'eventstoredb') return (await this.held(db)).length;
    const { rows } = await db.query('SELECT next_sequence::int AS size FROM ledger.head');
    return rows[0].size;
  }

  close(): Promise<void> {
    return this.end();
  }
}

async function readServer(url: string, take: (event: HeldEvent) => void): Promise<void> {
  const client = EventStoreDBClient.connectionString(url);
  try {
    for await (const { event } of client.readAll())
      if (event) take({ id: event.id, stream: event.streamId, revision: Number(event.revision) });
  } finally {
    await client.dispose();
  }
}

/** A ledger without a service: its events, and what opens them. */
export interface BareLedger {
  store: EventStore;
  erasable: ErasableStore;
}

const opened: (() => Promise<void>)[] = [];
if (ENGINE === 'eventstoredb')
  afterAll(async () => {
    await Promise.all(opened.splice(0).map((close) => close()));
  });

/** An empty ledger without a service: in memory, or on EventStoreDB until the end of the test file. */
export async function bareLedger(clock: () => number = Date.now): Promise<BareLedger> {
  if (ENGINE === 'postgresql') return memoryLedger(clock);
  // A real server has its own time.
  const start = clock === Date.now ? TestEngine.start() : TestEngine.start(() => openServerAt(new Date(clock())));
  const [engine, database] = await Promise.all([start, createTestDatabase()]);
  const store = engine.openStore(database.appPool);
  opened.push(async () => {
    await store.close();
    await Promise.all([database.close(), engine.close()]);
  });
  return { store, erasable: new PostgresErasableStore(database.appPool, new ServiceKey(randomBytes(KEY_BYTES))) };
}

/** A server in this process whose time stands still. */
async function openServerAt(instant: Date): Promise<OpenServer> {
  const server = await EventStoreDbServer.start();
  server.log.clock.stop(instant);
  return { url: server.url, server, close: () => server.stop() };
}

/** An empty ledger in memory. */
export function memoryLedger(clock?: () => number): BareLedger {
  const store = new InMemoryEventStore(clock);
  return { store, erasable: new InMemoryErasableStore(store) };
}

function readEngine(text = 'postgresql'): 'postgresql' | 'eventstoredb' {
  if (text === 'postgresql' || text === 'eventstoredb') return text;
  throw new Error(`TEST_ENGINE is "${text}": give postgresql or eventstoredb`);
}
