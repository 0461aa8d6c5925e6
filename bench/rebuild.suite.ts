import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { ProjectionSizes } from '../projections/runner/projection-sizes.js';
import { rebuild } from '../projections/runner/rebuild.js';
import { ProjectionRunner } from '../projections/runner/runner.js';
import { lockLive, takeIn } from '../projections/runner/take-in.js';
import { SealProjection } from '../projections/seal/seal.projection.js';
import { SearchProjection } from '../projections/search/search.projection.js';
import { storedValue } from '../projections/state/stored-value.js';
import { catalogue } from '../src/catalogue.js';
import { KEY_BYTES } from '../src/ledger/erasable/cipher.js';
import { ServiceKey } from '../src/ledger/erasable/service-key.js';
import type { RecordedEvent } from '../src/ledger/event.js';
import { type EventStore, START } from '../src/ledger/event-store.js';
import { copyInto, copyText } from './support/copy.js';
import { createDatabase, loadAllDisclosures, loadEvents, withClient } from './support/database.js';
import { atLeast, type Figure, figureOf } from './support/figure.js';
import { GeneratedPlan } from './support/generated-plan.js';
import { type LoadedLedger, stateProjection, trailProjection } from './support/ledgers.js';
import { inTurns, perSecond } from './support/rounds.js';
import type { Bench } from './support/suite.js';

const PAGE = 1_000;
const PATIENCE_MS = 10 * 60_000;

/** Making read models from the events. */
export async function rebuildSuite({ serverUrl, sizes, ledgers, say }: Bench): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const { statements, atLeast: goal, rounds } of sizes.rebuild) {
    say(`rebuild: loading ${statements.toLocaleString('en-GB')} events`);
    const ledger = await ledgers.of(statements);
    say(`rebuild: the state from ${statements.toLocaleString('en-GB')} events`);
    figures.push(
      figureOf(
        {
          name: `rebuild the state, ${statements.toLocaleString('en-GB')}`,
          unit: 'statements/s',
          peerIs: 'reading and COPY into a plain table',
          goal: atLeast(goal, 'ours'),
        },
        await inTurns(
          rounds,
          () => rebuildState(ledger),
          () => copyValues(ledger),
          { warmUp: false },
        ),
      ),
    );
  }
  return [...figures, await search({ serverUrl, sizes, say }), await allProjections({ sizes, ledgers, say })];
}

/** Batches into a read model that is there already, as a worker does that was away for a while. */
export async function catchUpSuite({ sizes, ledgers, say }: Bench): Promise<Figure[]> {
  const { batch, batchesARound, rounds } = sizes.catchUp;
  const ledger = await ledgers.of(sizes.rebuild[0]!.statements);
  const { database, generated } = ledger;
  say(`catch-up: batches of ${batch} on top of ${ledger.size.toLocaleString('en-GB')} events`);
  await rebuild(database.store, database.app, stateProjection);
  await database.owner.query('CREATE TABLE peer.caught_up (sequence bigint PRIMARY KEY, value jsonb NOT NULL)');
  const count = batch * batchesARound;
  const takeInState = (events: RecordedEvent[]) =>
    takeIn(database.app, stateProjection, lockLive(stateProjection), events);
  const insert = (events: RecordedEvent[]) =>
    database.owner.query('INSERT INTO peer.caught_up SELECT * FROM unnest($1::bigint[], $2::jsonb[])', [
      events.map(({ sequence }) => sequence),
      events.map((event) => storedValue(event)),
    ]);
  // Both take in the same events, which are in the ledger before the clock runs.
  let after = ledger.size - 1;
  let uses = 0;
  const measure = async (take: (events: RecordedEvent[]) => Promise<unknown>) => {
    if (uses++ % 2 === 0) {
      after = ledger.size - 1;
      await loadEvents(database, generated.take(count));
      ledger.size += count;
    }
    return perSecond(count, () => eachPage(database.store, take, batch, after));
  };
  const measured = await inTurns(
    rounds,
    () => measure(takeInState),
    () => measure(insert),
  );
  return [
    figureOf(
      {
        name: `catch up by batches of ${batch}`,
        unit: 'statements/s',
        peerIs: 'reading and INSERT into a plain table',
        goal: atLeast(5_000, 'ours'),
      },
      measured,
    ),
  ];
}

async function rebuildState({ database, size }: LoadedLedger): Promise<number> {
  const rate = await perSecond(size, () => rebuild(database.store, database.app, stateProjection));
  const { rows } = await database.app.query(
    'SELECT (SELECT count(*) FROM read.statement) + (SELECT count(*) FROM read.statement_void) AS stated',
  );
  if (Number(rows[0].stated) !== size - 1) throw new Error(`${rows[0].stated} of ${size - 1} statements were taken in`);
  return rate;
}

/** The least that any rebuild does: the same values, read from the ledger, in a table with a primary key. */
function copyValues({ database, size }: Pick<LoadedLedger, 'database' | 'size'>): Promise<number> {
  async function* lines() {
    for await (const events of pages(database.store, PAGE, -1))
      yield events.map((event) => `${event.sequence}\t${copyText(storedValue(event))}\n`).join('');
  }
  return perSecond(size, () =>
    withClient(database.owner, async (client) => {
      await client.query('BEGIN');
      await client.query('DROP TABLE IF EXISTS peer.copied');
      await client.query('CREATE TABLE peer.copied (sequence bigint PRIMARY KEY, value jsonb NOT NULL)');
      await copyInto(client, 'peer.copied', lines());
      await client.query('COMMIT');
    }),
  );
}

/** The words of a plan that is reported on at length: entries are decrypted, and their words hidden one by one. */
async function search({ serverUrl, sizes, say }: Pick<Bench, 'serverUrl' | 'sizes' | 'say'>): Promise<Figure> {
  const { plan, papers } = sizes.answers;
  const key = new ServiceKey(randomBytes(KEY_BYTES));
  const database = await createDatabase(serverUrl, 'bench_search', key);
  try {
    const generated = [...new GeneratedPlan(plan).take(papers[0]!)];
    const size = generated.flat().length;
    say(`rebuild: the search from ${size.toLocaleString('en-GB')} events`);
    await loadEvents(
      database,
      generated.map((page) => page.map(({ event }) => event)),
    );
    await loadAllDisclosures(database, generated);
    const { app, erasable, store } = database;
    const projection = new SearchProjection({ catalogue, erasable, store, key: async () => key.words });
    return figureOf(
      {
        name: `rebuild the search, ${(size - 1).toLocaleString('en-GB')}`,
        unit: 'events/s',
        peerIs: 'reading and COPY into a plain table',
        goal: null,
      },
      await inTurns(
        sizes.allProjections.rounds,
        () => perSecond(size, () => rebuild(store, app, projection)),
        () => copyValues({ database, size }),
        { warmUp: false },
      ),
    );
  } finally {
    await database.close();
  }
}

/** The log sealed from its beginning, state and audit trail rebuilt: at the same time, by one process. */
async function allProjections({ sizes, ledgers, say }: Pick<Bench, 'sizes' | 'ledgers' | 'say'>): Promise<Figure> {
  const ledger = await ledgers.of(sizes.rebuild[0]!.statements);
  const { database, size } = ledger;
  say(`rebuild: all projections of ${size.toLocaleString('en-GB')} events`);
  const ours = async () => {
    await emptyLog(database.owner);
    return perSecond(size, () =>
      Promise.all([
        sealAll(ledger),
        rebuild(database.store, database.app, stateProjection),
        rebuild(database.store, database.app, trailProjection),
      ]),
    );
  };
  return figureOf(
    {
      name: `all projections, ${(size - 1).toLocaleString('en-GB')}`,
      unit: 'events/s',
      peerIs: 'reading and COPY into a plain table',
      goal: atLeast(10_000, 'ours'),
    },
    await inTurns(sizes.allProjections.rounds, ours, () => copyValues(ledger), { warmUp: false }),
  );
}

/** Seals a ledger up to its end, as the service does. */
export async function sealAll({ database, size }: LoadedLedger): Promise<void> {
  const runner = new ProjectionRunner(database.store, database.app, [new SealProjection()], { log: console.error });
  runner.start();
  try {
    await new ProjectionSizes(database.app).reached('seal', size, PATIENCE_MS);
  } finally {
    await runner.stop();
  }
}

/** Only the owner can, and only on purpose. */
export async function emptyLog(owner: pg.Pool): Promise<void> {
  await owner.query(`
    ALTER TABLE log.log_entry DISABLE TRIGGER log_entry_is_immutable;
    ALTER TABLE log.log_tile_hash DISABLE TRIGGER log_tile_hash_is_immutable;
    TRUNCATE log.log_entry, log.log_tile_hash, log.stream_revision;
    ALTER TABLE log.log_entry ENABLE ALWAYS TRIGGER log_entry_is_immutable;
    ALTER TABLE log.log_tile_hash ENABLE ALWAYS TRIGGER log_tile_hash_is_immutable;
    DELETE FROM projection.cursor WHERE name = 'seal'`);
}

async function eachPage(
  store: Pick<EventStore, 'readAll'>,
  take: (events: RecordedEvent[]) => Promise<unknown>,
  limit: number,
  after: number,
): Promise<void> {
  for await (const events of pages(store, limit, after)) await take(events);
}

async function* pages(store: Pick<EventStore, 'readAll'>, limit: number, after: number) {
  for (let place = { ...START, sequence: after }; ; ) {
    const events = await store.readAll({ after: place, limit });
    const last = events.at(-1);
    if (!last) return;
    yield events;
    place = { sequence: last.sequence };
  }
}
