import type { CustomTypesConfig } from 'pg';
import { START } from '../src/ledger/event-store.js';
import { PeerEvents, type Placed } from './peer-events.js';
import { placedEvents, shared } from './support/appending.js';
import { type BenchDatabase, createDatabase, loadDisclosures, loadEvents, settle } from './support/database.js';
import { atLeast, type Figure, figureOf } from './support/figure.js';
import { GeneratedLedger } from './support/generated-ledger.js';
import { inTurns, perSecond } from './support/rounds.js';
import type { Bench } from './support/suite.js';

const PAGE = 1_000;

/** Appending to the ledger and reading it, beside a plain table of events. */
export async function eventsSuite({ serverUrl, sizes, say }: Bench): Promise<Figure[]> {
  const { before, callers } = sizes.appends;
  say(`events: loading ${before.toLocaleString('en-GB')} into both tables`);
  const database = await createDatabase(serverUrl, 'bench_events');
  const generated = new GeneratedLedger(sizes.objects);
  const known = [...generated.take(before)];
  await loadEvents(database, known);
  await loadDisclosures(database, known);
  const peer = await PeerEvents.create(database, Math.max(...callers.map((row) => row.callers)));
  await settle(database);
  try {
    return [
      await readAll({ database, sizes, say }),
      ...(await singleAppends({ database, peer, generated, sizes, say })),
      await batches({ database, peer, sizes, say }),
    ];
  } finally {
    await peer.close();
    await database.close();
  }
}

interface Setting extends Pick<Bench, 'sizes' | 'say'> {
  database: BenchDatabase;
}

/** Whole ledger in pages, as projections read it. */
async function readAll({ database, sizes, say }: Setting): Promise<Figure> {
  const count = sizes.appends.before;
  say('events: reading all of them');
  const ours = async () => {
    let seen = 0;
    for (let after = START; ; ) {
      const events = await database.store.readAll({ after, limit: PAGE });
      const last = events.at(-1);
      if (!last) break;
      seen += events.length;
      after = { sequence: last.sequence };
    }
    mustBe(seen, count);
  };
  const peer = async () => {
    let seen = 0;
    for (let after = '-1'; ; ) {
      const { rows } = await database.app.query({
        name: 'peer.read',
        text: `SELECT sequence, stream, revision, event_id, type, data, metadata, recorded_at
                 FROM ledger.event WHERE sequence > $1 ORDER BY sequence LIMIT $2`,
        values: [after, PAGE],
        rowMode: 'array',
        types: jsonAlone,
      });
      const last = rows.at(-1);
      if (!last) break;
      seen += rows.length;
      after = last[0];
    }
    mustBe(seen, count);
  };
  return figureOf(
    {
      name: `read ${count.toLocaleString('en-GB')} events`,
      unit: 'events/s',
      peerIs: 'raw pages of 1,000, JSON parsed',
      goal: atLeast(0.7),
    },
    await inTurns(
      sizes.readRounds,
      () => perSecond(count, ours),
      () => perSecond(count, peer),
    ),
  );
}

interface Appending extends Setting {
  peer: PeerEvents;
}

/** Single events by several callers at once, each waiting for its answer before the next. */
async function singleAppends(setting: Appending & { generated: GeneratedLedger }): Promise<Figure[]> {
  const { database, peer, generated, sizes, say } = setting;
  const figures: Figure[] = [];
  for (const { callers, events } of sizes.appends.callers) {
    say(`events: appending by ${callers} callers`);
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
          database.store.append(stream, revision === 0n ? 'no-stream' : revision - 1n, [event]),
        ),
      );
    };
    const theirs = async () => {
      const work = await placed();
      return perSecond(events, () => shared(callers, work, (caller, one) => peer.append(caller, one)));
    };
    figures.push(
      figureOf(
        {
          name: `append one event, ${callers} ${callers === 1 ? 'caller' : 'callers'}`,
          unit: 'appends/s',
          peerIs: 'prepared one-row INSERT, a connection each',
          goal: atLeast(0.7),
        },
        await inTurns(sizes.appends.rounds, ours, theirs),
      ),
    );
  }
  return figures;
}

/** Many events of one stream in one append. */
async function batches({ database, peer, sizes, say }: Appending): Promise<Figure> {
  const { batch, batchesARound, batchRounds } = sizes.appends;
  say(`events: appending by batches of ${batch}`);
  // Of one object alone, and from the second event on, since the first one opens the ledger.
  const generated = new GeneratedLedger(1, 7);
  [...generated.take(1)];
  let next: Placed[][] = [];
  let uses = 0;
  let stream = 0;
  const placed = async () => {
    if (uses++ % 2 === 0) {
      next = [];
      for (const events of generated.take(batch * batchesARound, batch)) {
        const name = `batch-${stream++}`;
        const moved = events.map((event, place) => ({
          ...event,
          stream: name,
          revision: BigInt(place),
          id: event.id.replace(/^.{8}/, 'ffffffff'), // apart from those of the other ledger
        }));
        next.push(await placedEvents(database, moved));
      }
    }
    return next;
  };
  const ours = async () => {
    const work = await placed();
    return perSecond(batch * batchesARound, async () => {
      for (const events of work)
        await database.store.append(
          events[0]!.stream,
          'no-stream',
          events.map(({ event }) => event),
        );
    });
  };
  const theirs = async () => {
    const work = await placed();
    return perSecond(batch * batchesARound, async () => {
      for (const events of work) await peer.appendMany(events);
    });
  };
  return figureOf(
    { name: `append batches of ${batch}`, unit: 'events/s', peerIs: 'prepared INSERT from unnest', goal: atLeast(0.9) },
    await inTurns(batchRounds, ours, theirs),
  );
}

function mustBe(seen: number, expected: number): void {
  if (seen !== expected) throw new Error(`${seen} events were read instead of ${expected}`);
}

const JSONB = 3802;

/** Nothing is parsed but what any reader must. */
const jsonAlone: CustomTypesConfig = {
  getTypeParser: (oid: number) => (oid === JSONB ? JSON.parse : (text: string) => text),
};
