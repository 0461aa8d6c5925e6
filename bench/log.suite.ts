import { hash } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ProjectionSizes } from '../projections/runner/projection-sizes.js';
import { ProjectionRunner } from '../projections/runner/runner.js';
import { LogTree } from '../projections/seal/log-tree.js';
import { SealProjection } from '../projections/seal/seal.projection.js';
import { SealedLog } from '../projections/seal/sealed-log.js';
import { parseCanonical } from '../src/integrity/canonical-json.js';
import { entryBytes } from '../src/integrity/entry.js';
import { nodePrimitives } from '../src/integrity/node-primitives.js';
import { Replay, stateHash } from '../src/integrity/replay.js';
import { uuidV7At } from '../src/ledger/ids.js';
import { placeOfEvent } from '../src/ledger/read-pages.js';
import { verifyLog } from '../src/verifier/verify-log.js';
import { emptyLog, sealAll } from './rebuild.suite.js';
import { placedEvents, shared } from './support/appending.js';
import { mean } from './support/by-size.js';
import { atLeast, atMost, type Figure, figureOf } from './support/figure.js';
import { byOf, dayOfPaper } from './support/generated-ledger.js';
import type { LoadedLedger } from './support/ledgers.js';
import { peakMemoryOf, tellsMemory } from './support/memory.js';
import { inTurns, perSecond, timed } from './support/rounds.js';
import { ServedLog, signedCheckpoint, VKEY } from './support/served-log.js';
import type { Bench } from './support/suite.js';

/** Events of one transaction, as the seal has them. */
const BATCH = 500;
const APPENDS_A_SECOND = 2_000;
const CALLERS = 32;
const PATIENCE_MS = 60_000;
/** The verifier as it is given away. */
const VERIFIER = fileURLToPath(new URL('../verify/ledger-verify.mjs', import.meta.url));

/** The log: sealing it, verifying it, and what is served of it. */
export async function logSuite({ sizes, ledgers, folder, say }: Bench): Promise<Figure[]> {
  const { entries, rounds, queriesARound, keepUp } = sizes.log;
  const ledger = await ledgers.of(entries);
  const name = `${entries.toLocaleString('en-GB')} entries`;
  say(`log: sealing ${name}`);
  const sealed = await sealing(ledger, rounds);
  await commitState(ledger);
  await ledger.database.owner.query('ANALYZE log.log_entry; ANALYZE log.log_tile_hash');
  say(`log: verifying ${name}`);
  const verified = await verifying(ledger, rounds, name);
  const memory = tellsMemory ? await memoryOfVerifying(ledger, folder, name) : [];
  const { app } = ledger.database;
  const log = new SealedLog(app);
  const tree = new LogTree(app);
  let index = 0;
  const next = () => {
    index = (index + 7_919) % ledger.size;
    return index;
  };
  const proven = [
    figureOf(
      { name: `prove an entry of ${name}`, unit: 'ms', peerIs: 'reading the entry', goal: atMost(10, 'ours') },
      await inTurns(
        rounds,
        () => mean(queriesARound, () => timed(() => tree.inclusionProof(next(), ledger.size))),
        () => mean(queriesARound, () => timed(() => log.at(next()))),
      ),
    ),
    figureOf(
      { name: `sign ${name}`, unit: 'ms', peerIs: 'the signature alone', goal: atMost(20, 'ours') },
      await inTurns(
        rounds,
        () => mean(queriesARound, () => timed(async () => signedCheckpoint(ledger.size, await tree.root(ledger.size)))),
        () => mean(queriesARound, () => timed(async () => signedCheckpoint(ledger.size, new Uint8Array(32)))),
      ),
    ),
  ];
  say(`log: sealing what is appended, ${APPENDS_A_SECOND} a second`);
  return [sealed, await keepingUp(ledger, keepUp), ...verified, ...memory, ...proven];
}

async function sealing(ledger: LoadedLedger, rounds: number): Promise<Figure> {
  const { database, size } = ledger;
  await database.owner.query('CREATE TABLE peer.sealed (idx bigint PRIMARY KEY, entry bytea NOT NULL)');
  const ours = async () => {
    await emptyLog(database.owner);
    return perSecond(size, () => sealAll(ledger));
  };
  const plain = async () => {
    await database.owner.query('TRUNCATE peer.sealed');
    return perSecond(size, () => insertEntries(ledger));
  };
  return figureOf(
    {
      name: `seal ${(size - 1).toLocaleString('en-GB')} entries`,
      unit: 'entries/s',
      peerIs: 'reading and INSERT of their bytes into a plain table',
      goal: atLeast(5_000, 'ours'),
    },
    await inTurns(rounds, ours, plain, { warmUp: false }),
  );
}

async function insertEntries({ database, size }: LoadedLedger): Promise<void> {
  let place = { sequence: -1 };
  while (place.sequence < size - 1) {
    const events = await database.store.readAll({ after: place, limit: BATCH });
    await database.owner.query('INSERT INTO peer.sealed SELECT * FROM unnest($1::bigint[], $2::bytea[])', [
      events.map(({ sequence }) => sequence),
      events.map(entryBytes),
    ]);
    place = placeOfEvent(events.at(-1)!);
  }
}

/** Commits the log to the state of the second paper's day, so that a view is worked out whenever it is verified. */
async function commitState(ledger: LoadedLedger): Promise<void> {
  const { database, size } = ledger;
  const replay = new Replay(nodePrimitives);
  const sealed = await new SealedLog(database.app).page({ after: -1, limit: size, atSize: size });
  for (const { entry } of sealed) replay.take(parseCanonical(entry));
  const { stream, recordedAt } = parseCanonical(sealed[0]!.entry);
  const asReportedOn = dayOfPaper(1);
  const stateSha256 = stateHash(replay.view(asReportedOn), nodePrimitives);
  await database.store.append(String(stream), 0n, [
    {
      id: uuidV7At(Date.parse(String(recordedAt)), 'state'),
      type: 'StateCommitted',
      data: { actingAs: 'service', asReportedOn, size, stateSha256 },
      metadata: { by: { $c: byOf(0).$c } },
    },
  ]);
  ledger.size++;
  await sealAll(ledger);
}

/** The verifier on a log in memory: what reading takes is no part of it. */
async function verifying({ database, size }: LoadedLedger, rounds: number, name: string): Promise<Figure[]> {
  const served = await ServedLog.of(database.app, size);
  const entries = (await new SealedLog(database.app).page({ after: -1, limit: size, atSize: size })).map(
    ({ entry }) => entry,
  );
  const verify = async (logOnly: boolean) => {
    const { exit, entries: seen } = await verifyLog(served, { vkey: VKEY, logOnly }, nodePrimitives);
    if (exit !== 0 || seen !== size) throw new Error(`The log does not verify: ${exit}, ${seen} of ${size} entries`);
  };
  const plain = async () => {
    for (const entry of entries) hash('sha256', entry);
  };
  const described = { unit: 'ms', peerIs: 'SHA-256 of the same bytes' };
  return [
    figureOf(
      { ...described, name: `verify the log of ${name}`, goal: atMost(3) },
      await inTurns(
        rounds,
        () => timed(() => verify(true)),
        () => timed(plain),
      ),
    ),
    figureOf(
      { ...described, name: `verify the log and all that is in ${name}`, goal: null },
      await inTurns(
        rounds,
        () => timed(() => verify(false)),
        () => timed(plain),
      ),
    ),
  ];
}

/** The verifier as a program of its own, beside what it takes for a tenth of the entries. */
async function memoryOfVerifying({ database, size }: LoadedLedger, folder: string, name: string): Promise<Figure[]> {
  const tenth = Math.floor(size / 10);
  const [whole, part] = await Promise.all(
    [size, tenth].map(async (entries) => {
      const served = await ServedLog.of(database.app, entries);
      return served.write(join(folder, `log-${entries}`));
    }),
  );
  const peak = (log: { folder: string; vkey: string }, ...words: string[]) =>
    peakMemoryOf(VERIFIER, [log.folder, '--vkey', log.vkey, ...words]);
  const described = { unit: 'MB', peerIs: `the same with ${tenth.toLocaleString('en-GB')}` };
  return [
    figureOf({ ...described, name: `memory, verifying the log of ${name}`, goal: atMost(1.5) }, [
      { ours: await peak(whole!, '--log-only'), peer: await peak(part!, '--log-only') },
    ]),
    figureOf({ ...described, name: `memory, verifying all that is in ${name}`, goal: atMost(300, 'ours') }, [
      { ours: await peak(whole!), peer: await peak(part!) },
    ]),
  ];
}

/** Sealing in the same process as the appends, one event each, which come at an even pace. */
async function keepingUp(ledger: LoadedLedger, { seconds, rounds }: { seconds: number; rounds: number }) {
  const { database, generated } = ledger;
  const count = APPENDS_A_SECOND * seconds;
  const measured = [];
  for (let round = 0; round < rounds; round++) {
    const work = await placedEvents(database, [...generated.take(count)].flat());
    const runner = new ProjectionRunner(database.store, database.app, [new SealProjection()], { log: console.error });
    runner.start();
    try {
      const from = performance.now();
      let nth = 0;
      await shared(CALLERS, work, async (_, { stream, revision, event }) => {
        const due = from + (nth++ * 1_000) / APPENDS_A_SECOND;
        await new Promise((resolve) => setTimeout(resolve, due - performance.now()));
        await database.store.append(stream, revision === 0n ? 'no-stream' : revision - 1n, [event]);
      });
      const appended = performance.now();
      ledger.size += count;
      await new ProjectionSizes(database.app).reached('seal', ledger.size, PATIENCE_MS);
      const rate = (until: number) => (count * 1_000) / (until - from);
      measured.push({ ours: rate(performance.now()), peer: rate(appended) });
    } finally {
      await runner.stop();
    }
  }
  const name = `seal ${APPENDS_A_SECOND.toLocaleString('en-GB')} appends a second`;
  return figureOf(
    { name, unit: 'entries/s', peerIs: 'the appends themselves', goal: atLeast(1_900, 'ours') },
    measured,
  );
}
