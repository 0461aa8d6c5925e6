import type pg from 'pg';
import { allCursors, exchangePositions } from '../../projections/runner/cursors.js';
import { SealedLog } from '../../projections/seal/sealed-log.js';
import { readConfig } from '../config.js';
import { openDatabase } from '../database/open-database.js';
import { CopyRefusedError } from '../ledger/copy-target.js';
import { type EngineMark, readEngineMark, sameEngine } from '../ledger/engine-mark.js';
import { EngineSwitch, LedgerInUseError, refuseWhileServed, SwitchInDoubtError } from '../ledger/engine-switch.js';
import { type Place, StoreUnavailableError } from '../ledger/event-store.js';
import { StoreFailedError } from '../ledger/eventstoredb/errors.js';
import { ForeignEventError } from '../ledger/eventstoredb/recorded-event.js';
import { UnsafeStreamError } from '../ledger/eventstoredb/stream-limits.js';
import { refuseUnfinishedImport } from '../ledger/unfinished-import.js';
import { type Engine, type EngineName, openEngines } from '../transfer/migrate-store/engines.js';
import { type Migrated, migrateStore } from '../transfer/migrate-store/migrate-store.js';
import { MigrationError, TargetNotEmptyError } from '../transfer/migrate-store/migration-error.js';
import { CliError } from './core.js';
import { withOwner } from './owner.js';
import { Steps } from './steps.js';

const COMMAND = 'ledger migrate-store';

/** What is said without a stack. */
const EXPLAINED = [
  ...[MigrationError, LedgerInUseError, CopyRefusedError],
  ...[StoreUnavailableError, StoreFailedError, ForeignEventError, UnsafeStreamError],
];

/**
 * Moves the events of the configured ledger from one engine to the other, as `ledger migrate-store` does.
 *
 * @throws CliError, ConfigError, DatabaseError with what to do
 */
export async function moveEvents(from: EngineName, to: EngineName, signal: AbortSignal): Promise<void> {
  if (from === to) throw new CliError('--from and --to name the same engine. Nothing was moved');
  const config = readConfig(process.env);
  if (!config.eventStoreDb) throw new CliError('EVENTSTOREDB_URL is not set. Set it to where EventStoreDB is');
  // An embedded database belongs to one process, so opening it finds out about others.
  if (config.databaseUrl) await withOwner(config.databaseUrl, COMMAND, refuseWhileServed);
  const database = await openDatabase(config);
  const engines = openEngines(database, config.eventStoreDb, signal);
  try {
    const log = new SealedLog(database.appPool);
    await withOwner(database.url, COMMAND, (owner) => move(owner, log, engines[from], engines[to], signal));
  } finally {
    await engines.close();
    await database.close();
  }
}

async function move(owner: pg.Client, log: SealedLog, from: Engine, to: Engine, signal: AbortSignal): Promise<void> {
  const mark = await readEngineMark(owner);
  if (mark && sameEngine(mark, to.mark)) {
    console.log(`The ledger has its events in ${to.name} already. Nothing was moved.`);
    return;
  }
  refuseElsewhere(mark, from.mark);
  await refuseUnfinishedImport(owner);
  const steps = new Steps(await sizeOf(owner, log));
  try {
    for (const { name, store } of [from, to]) {
      const { connected, problem } = await store.status();
      if (!connected) throw new StoreUnavailableError(`${name} does not answer: ${problem}`);
    }
    const held = await EngineSwitch.hold(owner, from.mark.engine, signal);
    const places = new Set((await allCursors(owner)).map(({ sequence }) => sequence));
    const switchOver = (entries: number, found: readonly Place[]) =>
      held.finish(to.mark, entries, (db) => exchangePositions(db, found));
    const parts = { source: from.store, target: to.store, copy: to.copy, log, places, switchOver };
    const moved = await migrateStore(parts, { signal, onProgress: (...at) => steps.show(...at) });
    steps.end();
    console.log(report(moved, from, to));
  } catch (error) {
    steps.end();
    throw explained(error, steps.copied, from, to, signal);
  }
}

function refuseElsewhere(mark: EngineMark | null, from: EngineMark): void {
  if (!mark) throw new CliError('There is no ledger in this database yet. Nothing was moved');
  if (sameEngine(mark, from) || mark.engine === 'postgresql') return;
  throw new CliError(
    `The ledger has its events in EventStoreDB, in streams that begin with "${mark.streamPrefix}". Set ` +
      'EVENTSTOREDB_STREAM_PREFIX to that. Nothing was moved',
  );
}

/** How many entries the ledger has, as far as PostgreSQL knows. */
async function sizeOf(owner: pg.Client, log: SealedLog): Promise<number> {
  const { rows } = await owner.query('SELECT next_sequence FROM ledger.head');
  return Math.max(await log.size(), Number(rows[0].next_sequence));
}

function report({ entries, copied }: Migrated, from: Engine, to: Engine): string {
  const next =
    to.mark.engine === 'eventstoredb'
      ? 'Keep EVENTSTOREDB_URL and EVENTSTOREDB_STREAM_PREFIX set as they are'
      : 'Unset EVENTSTOREDB_URL';
  return (
    `${entries} entries are in ${to.name}, ${copied} of them copied just now: same bytes, same order as in ${from.name}.\n` +
    `The ledger has its events in ${to.name} from now on. ${next} for every process of the service, and start it.\n` +
    `What is in ${from.name} is left as it is. The service does not use it any more.`
  );
}

/** An error of a move with what it means for the ledger, and what to do. */
function explained(error: unknown, copied: number, from: Engine, to: Engine, signal: AbortSignal): unknown {
  if (error instanceof SwitchInDoubtError) return new CliError(error.message);
  if (!signal.aborted && !EXPLAINED.some((type) => error instanceof type)) return error;
  const why = signal.aborted ? 'Interrupted' : (error as Error).message.replace(/\.$/, '');
  const stays = `The ledger has its events in ${from.name}, as before`;
  // PostgreSQL cannot hold an event that is not the ledger's, so it is the target that does.
  const isSpoilt = error instanceof ForeignEventError && to.mark.engine === 'eventstoredb';
  if (error instanceof TargetNotEmptyError || isSpoilt) return new CliError(`${why}. ${stays}. ${emptyTarget(to)}`);
  const there = copied > 0 ? `, and ${copied} entries are in ${to.name} as well` : '';
  return new CliError(`${why}. ${stays}${there}. Run the command again to go on`);
}

function emptyTarget({ mark }: Engine): string {
  return mark.engine === 'eventstoredb'
    ? 'Set EVENTSTOREDB_STREAM_PREFIX to one that nothing has been written to'
    : 'PostgreSQL takes events that are the continuation of what it holds';
}
