import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { columnTypes } from '../../src/database/column-types.js';
import { withSettings } from '../../src/database/connection-url.js';
import { openDatabase } from '../../src/database/open-database.js';
import { KEY_BYTES } from '../../src/ledger/erasable/cipher.js';
import { PostgresErasableStore } from '../../src/ledger/erasable/postgres-erasable-store.js';
import { ServiceKey } from '../../src/ledger/erasable/service-key.js';
import type { RecordedEvent } from '../../src/ledger/event.js';
import { PostgresEventStore } from '../../src/ledger/postgres/postgres-event-store.js';
import { copyInto, copyText } from './copy.js';
import { byDisclosureOf } from './generated-ledger.js';
import type { OpenEvent } from './generated-plan.js';

const OWNER_CONNECTIONS = 4;

/** A ledger of its own, in a database of its own, and beside it a schema `peer` for what it is compared with. */
export interface BenchDatabase {
  /** The owner's URL. */
  url: string;
  /** Connections as the service has them. */
  app: pg.Pool;
  /** Connections as the owner, for setting up and for the peers. */
  owner: pg.Pool;
  store: PostgresEventStore;
  erasable: PostgresErasableStore;
  /** Ends the connections; the database goes with the server. */
  close(): Promise<void>;
}

/**
 * Makes a database with the service's schema.
 *
 * @param key of the erasable values; a random one unless told
 */
export async function createDatabase(
  serverUrl: string,
  name: string,
  key = new ServiceKey(randomBytes(KEY_BYTES)),
): Promise<BenchDatabase> {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  await onServer(serverUrl, `CREATE DATABASE ${name}`);
  const database = await openDatabase({ dataDir: '', databaseUrl: url.href });
  const owner = new pg.Pool({
    connectionString: withSettings(url.href, { search_path: 'public' }),
    types: columnTypes,
    max: OWNER_CONNECTIONS,
  });
  owner.on('error', (error) => console.warn(`Connection of the benchmark lost: ${error.message}`));
  await owner.query('CREATE SCHEMA peer');
  const store = new PostgresEventStore(database.appPool, { appendTimeoutMs: 60_000 });
  const close = async () => {
    await store.close();
    await owner.end();
    await database.close();
  };
  return {
    url: url.href,
    app: database.appPool,
    owner,
    store,
    erasable: new PostgresErasableStore(database.appPool, key),
    close,
  };
}

/**
 * Writes events straight into the tables of the ledger, many times faster than appending them; they must be the next
 * ones. For setting up: nothing is checked.
 */
export async function loadEvents({ owner }: BenchDatabase, pages: Iterable<RecordedEvent[]>): Promise<void> {
  let last: RecordedEvent | undefined;
  function* chunks() {
    for (const events of pages) {
      last = events.at(-1);
      yield events.map(eventLine).join('');
    }
  }
  await withClient(owner, async (client) => {
    await copyInto(client, `ledger.event (${EVENT_COLUMNS})`, chunks());
    if (last)
      await client.query('UPDATE ledger.head SET next_sequence = $1, recorded_at = $2', [
        last.sequence + 1,
        last.recordedAt,
      ]);
  });
}

/** Writes the disclosures of who entered the events, encrypted, as appending would have done. */
export function loadDisclosures(database: BenchDatabase, pages: Iterable<RecordedEvent[]>): Promise<void> {
  function* opened() {
    for (const events of pages) yield events.map((event) => ({ event, disclosures: [byDisclosureOf(event)] }));
  }
  return loadAllDisclosures(database, opened());
}

/** The same with all that opens the commitments of the events. */
export async function loadAllDisclosures(
  { owner, erasable }: BenchDatabase,
  pages: Iterable<OpenEvent[]>,
): Promise<void> {
  async function* chunks() {
    for (const events of pages) {
      const lines = await Promise.all(
        events.map(async ({ event: { id }, disclosures }) => {
          const sealed = await erasable.seal(id, disclosures);
          return sealed.map(({ pointer, subjectKeyId, nonce, ciphertext }) => {
            return `${id}\t${pointer}\t${subjectKeyId ?? '\\N'}\t${bytea(nonce)}\t${bytea(ciphertext)}\n`;
          });
        }),
      );
      yield lines.flat().join('');
    }
  }
  const columns = 'event_id, pointer, subject_key_id, nonce, ciphertext';
  await withClient(owner, (client) => copyInto(client, `erasable.disclosure (${columns})`, chunks()));
}

/** Brings statistics up to date and writes to disk what is due, so that neither falls into a measurement. */
export async function settle({ owner }: BenchDatabase): Promise<void> {
  await owner.query('VACUUM ANALYZE');
  await owner.query('CHECKPOINT');
}

/** One statement on a connection of its own. */
export async function onServer(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

export async function withClient<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    return await work(client);
  } finally {
    client.release();
  }
}

const EVENT_COLUMNS = 'sequence, stream, revision, event_id, type, schema_version, data, metadata, recorded_at';

function eventLine({ sequence, stream, revision, id, type, data, metadata, recordedAt }: RecordedEvent): string {
  const values = [sequence, stream, revision, id, type, 1, json(data), json(metadata), recordedAt];
  return `${values.join('\t')}\n`;
}

function json(value: unknown): string {
  return copyText(JSON.stringify(value));
}

function bytea(bytes: Buffer): string {
  return `\\\\x${bytes.toString('hex')}`;
}
