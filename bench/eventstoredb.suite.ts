import { START as ALL, type EventStoreDBClient, jsonEvent, NO_STREAM, streamNameFilter } from '@eventstore/db-client';
import pg from 'pg';
import type { RecordedEvent } from '../src/ledger/event.js';
import { type Place, START } from '../src/ledger/event-store.js';
import { closeClient, createClient, credentialsOf } from '../src/ledger/eventstoredb/clients.js';
import { EventStoreDbEventStore } from '../src/ledger/eventstoredb/event-store-db-event-store.js';
import type { EventStoreDbOptions } from '../src/ledger/eventstoredb/event-store-db-options.js';
import type { Placed } from './peer-events.js';
import { placedEvents, shared } from './support/appending.js';
import { type BenchDatabase, createDatabase } from './support/database.js';
import { EventStoreServer } from './support/event-store-server.js';
import { atLeast, atMost, type Figure, figureOf } from './support/figure.js';
import { GeneratedLedger } from './support/generated-ledger.js';
import { inTurns, perSecond } from './support/rounds.js';
import type { Bench } from './support/suite.js';

/** Events of one append while the server is filled, and of one page. */
const BATCH = 500;
const PAGE = 1_000;
/** The whole is looked at so many times for its memory. */
const LOOKS = 10;

/**
 * The ledger on EventStoreDB, beside the client alone. The server is the tests' own, in a process of its own and in
 * memory: what is measured is what the adapter adds, not how fast EventStoreDB is.
 */
export async function eventStoreDbSuite({ serverUrl, sizes, say }: Bench): Promise<Figure[]> {
  const server = await EventStoreServer.start();
  const database = await createDatabase(serverUrl, 'bench_eventstoredb');
  const options = (streamPrefix: string): EventStoreDbOptions => ({
    ...{ url: server.url, appendMode: 'unary', streamPrefix },
  });
  const client = createClient(options(''));
  const stores: EventStoreDbEventStore[] = [];
  const storeWith = (prefix: string) => {
    const store = new EventStoreDbEventStore(database.app, options(prefix));
    stores.push(store);
    return store;
  };
  try {
    const raw = new RawClient(client, credentialsOf(options('')));
    const appends = await singleAppends({ database, raw, store: storeWith('appended.'), sizes, say });
    const { events } = sizes.eventStoreDb;
    say(`eventstoredb: filling the server with ${events.toLocaleString('en-GB')} events`);
    await fill(raw, 'followed.', events);
    const reading = { raw, store: storeWith('followed.'), prefix: 'followed.', sizes, say };
    return [...appends, await readAll(reading), await catchUp(reading), await memory(reading)];
  } finally {
    await Promise.all(stores.map((store) => store.close()));
    await closeClient(client);
    await database.close();
    await server.stop();
  }
}

/** The client as it comes, with nothing around it. */
class RawClient {
  constructor(
    readonly client: EventStoreDBClient,
    readonly credentials: ReturnType<typeof credentialsOf>,
  ) {}

  async append(stream: string, revision: bigint, events: readonly Pick<RecordedEvent, 'id' | 'type' | 'data'>[]) {
    await this.client.appendToStream(stream, events.map(jsonEvent), {
      expectedRevision: revision === 0n ? NO_STREAM : revision - 1n,
      ...{ credentials: this.credentials, requiresLeader: true },
    });
  }

  /** The events of a prefix, from the first one on, up to so many. */
  async follow(prefix: string, count: number, took: (seen: number) => void = () => undefined): Promise<void> {
    const subscription = this.client.subscribeToAll({
      ...{ fromPosition: ALL, filter: streamNameFilter({ prefixes: [prefix] }), credentials: this.credentials },
    });
    let seen = 0;
    for await (const { event } of subscription) {
      if (event) took(++seen);
      if (seen === count) break;
    }
    await subscription.unsubscribe();
  }

  /** Everything on the server, in pages; how many events of a prefix there were. */
  async readAll(prefix: string): Promise<number> {
    const seen = new Set<string>();
    for (let fromPosition: typeof ALL | { commit: bigint; prepare: bigint } = ALL; ; ) {
      let received = 0;
      const page = this.client.readAll({ fromPosition, maxCount: PAGE, credentials: this.credentials });
      for await (const { event } of page) {
        received++;
        if (!event) continue;
        fromPosition = event.position;
        if (event.streamId.startsWith(prefix)) seen.add(event.id);
      }
      if (received < PAGE) return seen.size;
    }
  }
}

interface Reading extends Pick<Bench, 'sizes' | 'say'> {
  raw: RawClient;
  store: EventStoreDbEventStore;
  prefix: string;
}

/** Streams of {@link BATCH} events each. */
async function fill(raw: RawClient, prefix: string, count: number): Promise<void> {
  const generated = new GeneratedLedger(1, 7);
  [...generated.take(1)]; // the opening one
  let nth = 0;
  for (const events of generated.take(count, BATCH)) await raw.append(`${prefix}batch-${nth++}`, 0n, events);
}

interface Appending extends Pick<Bench, 'sizes' | 'say'> {
  database: BenchDatabase;
  raw: RawClient;
  store: EventStoreDbEventStore;
}

/** Single events by several callers at once, each waiting for its answer before the next. */
async function singleAppends({ database, raw, store, sizes, say }: Appending): Promise<Figure[]> {
  const { callers: rows, rounds } = sizes.eventStoreDb;
  const disclosures = await Disclosures.create(database, Math.max(...rows.map(({ callers }) => callers)));
  const generated = new GeneratedLedger(sizes.objects);
  const figures: Figure[] = [];
  try {
    for (const { callers, events } of rows) {
      say(`eventstoredb: appending by ${callers} callers`);
      // Both take the same events, made before the clock runs.
      let next: Placed[] = [];
      let uses = 0;
      const placed = async () => {
        if (uses++ % 2 === 0) next = await placedEvents(database, [...generated.take(events)].flat());
        return next;
      };
      const ours = async () => {
        const work = await placed();
        return perSecond(events, () =>
          shared(callers, work, (_, { stream, revision, event }) =>
            store.append(stream, revision === 0n ? 'no-stream' : revision - 1n, [event]),
          ),
        );
      };
      const theirs = async () => {
        const work = await placed();
        return perSecond(events, () =>
          shared(callers, work, async (caller, { stream, revision, event }) => {
            await disclosures.insert(caller, event);
            await raw.append(`raw.${stream}`, revision, [event]);
          }),
        );
      };
      figures.push(
        figureOf(
          {
            name: `EventStoreDB: append one event, ${callers} ${callers === 1 ? 'caller' : 'callers'}`,
            unit: 'appends/s',
            peerIs: 'the client alone, and an INSERT of the disclosure',
            goal: atLeast(0.8),
          },
          await inTurns(rounds, ours, theirs),
        ),
      );
    }
  } finally {
    await disclosures.close();
  }
  return figures;
}

/** The least that has to be in PostgreSQL for an event: its disclosure, one connection a caller. */
class Disclosures {
  private constructor(private readonly clients: readonly pg.Client[]) {}

  static async create({ owner, url }: BenchDatabase, connections: number): Promise<Disclosures> {
    await owner.query('CREATE TABLE peer.disclosure (LIKE erasable.disclosure INCLUDING ALL)');
    const clients = Array.from({ length: connections }, () => new pg.Client({ connectionString: url }));
    await Promise.all(clients.map((client) => client.connect()));
    return new Disclosures(clients);
  }

  async insert(connection: number, { id, disclosures }: Placed['event']): Promise<void> {
    const { pointer, subjectKeyId, nonce, ciphertext } = disclosures![0]!;
    await this.clients[connection]!.query({
      name: 'peer.disclose',
      text: `INSERT INTO peer.disclosure (event_id, pointer, subject_key_id, nonce, ciphertext)
             VALUES ($1, $2, $3, $4, $5)`,
      values: [id, pointer, subjectKeyId, nonce, ciphertext],
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.clients.map((client) => client.end()));
  }
}

/** Whole ledger in pages, as rebuilds read it. */
async function readAll({ raw, store, prefix, sizes, say }: Reading): Promise<Figure> {
  const { events, readRounds } = sizes.eventStoreDb;
  say('eventstoredb: reading all of them');
  const ours = async () => {
    let seen = 0;
    for (let after: Place = START; ; ) {
      const page = await store.readAll({ after, limit: PAGE });
      const last = page.at(-1);
      if (!last) break;
      seen += page.length;
      after = last;
    }
    mustBe(seen, events);
  };
  return figureOf(
    {
      name: `EventStoreDB: read ${events.toLocaleString('en-GB')} events`,
      unit: 'events/s',
      peerIs: 'the client alone, in pages of 1,000',
      goal: atLeast(0.7),
    },
    await inTurns(
      readRounds,
      () => perSecond(events, ours),
      () => perSecond(events, async () => mustBe(await raw.readAll(prefix), events)),
    ),
  );
}

/** From the first event on, as a subscriber does that has never run. */
async function catchUp({ raw, store, prefix, sizes, say }: Reading): Promise<Figure> {
  const { events, readRounds } = sizes.eventStoreDb;
  say('eventstoredb: catching up');
  return figureOf(
    {
      name: `EventStoreDB: catch up with ${events.toLocaleString('en-GB')} events`,
      unit: 'events/s',
      peerIs: 'a subscription of the client alone',
      goal: atLeast(0.8),
    },
    await inTurns(
      readRounds,
      () => perSecond(events, () => follow(store, events)),
      () => perSecond(events, () => raw.follow(prefix, events)),
    ),
  );
}

/** What following holds in memory, at the end beside its beginning. */
async function memory({ store, sizes, say }: Reading): Promise<Figure> {
  const { events } = sizes.eventStoreDb;
  say('eventstoredb: memory');
  const heaps: number[] = [];
  await follow(store, events, (seen) => {
    if (seen < ((heaps.length + 1) * events) / LOOKS) return;
    globalThis.gc?.();
    const { heapUsed, external } = process.memoryUsage();
    heaps.push((heapUsed + external) / 1e6);
  });
  return figureOf(
    {
      name: `EventStoreDB: memory, following ${events.toLocaleString('en-GB')} events`,
      unit: 'MB',
      peerIs: 'after the first tenth of them',
      goal: atMost(1.2),
    },
    [{ ours: Math.max(...heaps), peer: heaps[0]! }],
  );
}

async function follow(
  store: EventStoreDbEventStore,
  count: number,
  took: (seen: number) => void = () => undefined,
): Promise<void> {
  let seen = 0;
  for await (const message of store.subscribeToAll({ after: START, signal: new AbortController().signal })) {
    if (message.kind === 'caughtUp') continue;
    seen += message.events.length;
    took(seen);
    if (seen >= count) break;
  }
  mustBe(seen, count);
}

function mustBe(seen: number, expected: number): void {
  if (seen !== expected) throw new Error(`${seen} events were read instead of ${expected}`);
}
