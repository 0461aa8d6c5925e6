import { hash } from 'node:crypto';
import { LogTree } from '../projections/seal/log-tree.js';
import { SealedLog } from '../projections/seal/sealed-log.js';
import { checkpointText } from '../src/integrity/checkpoint.js';
import { CompactRange } from '../src/integrity/compact-range.js';
import { entryBytes } from '../src/integrity/entry.js';
import { logSignature } from '../src/integrity/log-signature.js';
import { nodePrimitives } from '../src/integrity/node-primitives.js';
import { TreeHash } from '../src/integrity/tree-hash.js';
import { placeOfEvent } from '../src/ledger/read-pages.js';
import { emptyLog, sealAll } from './rebuild.suite.js';
import { mean } from './support/by-size.js';
import { atLeast, atMost, type Figure, figureOf } from './support/figure.js';
import type { LoadedLedger } from './support/ledgers.js';
import { inTurns, perSecond, timed } from './support/rounds.js';
import type { Bench } from './support/suite.js';

/** Events of one transaction, as the seal has them. */
const BATCH = 500;

const KEY = { name: 'ledger.example/bench', seed: new Uint8Array(32).fill(7) };

/** The log: sealing it, checking it, and what is served of it. */
export async function logSuite({ sizes, ledgers, say }: Bench): Promise<Figure[]> {
  const { entries, rounds, queriesARound } = sizes.log;
  const ledger = await ledgers.of(entries);
  say(`log: sealing ${ledger.size.toLocaleString('en-GB')} entries`);
  const sealed = await sealing(ledger, rounds);
  const { app } = ledger.database;
  const log = new SealedLog(app);
  const bytes = (await log.page({ after: -1, limit: ledger.size, atSize: ledger.size })).map(({ entry }) => entry);
  const tree = new LogTree(app);
  await ledger.database.owner.query('ANALYZE log.log_entry; ANALYZE log.log_tile_hash');
  let index = 0;
  const next = () => {
    index = (index + 7_919) % ledger.size;
    return index;
  };
  const name = `${entries.toLocaleString('en-GB')} entries`;
  return [
    sealed,
    figureOf(
      { name: `check ${name}`, unit: 'ms', peerIs: 'SHA-256 of the same bytes', goal: atMost(3) },
      await inTurns(
        rounds,
        () => timed(async () => rootOf(bytes)),
        () => timed(async () => hashEach(bytes)),
      ),
    ),
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
        () => mean(queriesARound, () => timed(async () => sign(ledger.size, await tree.root(ledger.size)))),
        () => mean(queriesARound, () => timed(async () => sign(ledger.size, new Uint8Array(32)))),
      ),
    ),
  ];
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

/** What whoever checks a log does with its entries. */
function rootOf(entries: readonly Uint8Array[]): Uint8Array {
  const tree = new TreeHash(nodePrimitives);
  const range = new CompactRange(tree);
  for (const entry of entries) range.append(tree.leafHash(entry));
  return range.root();
}

function hashEach(entries: readonly Uint8Array[]): void {
  for (const entry of entries) hash('sha256', entry);
}

function sign(size: number, root: Uint8Array): string {
  return logSignature(KEY, checkpointText({ origin: KEY.name, size, root }), nodePrimitives);
}
