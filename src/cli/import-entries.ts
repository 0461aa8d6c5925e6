import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { liveCursor } from '../../projections/runner/cursors.js';
import { SealedLog } from '../../projections/seal/sealed-log.js';
import { catalogue } from '../catalogue.js';
import { type Config, readConfig } from '../config.js';
import { APP_POOL } from '../database/database.module.js';
import { type Database, openDatabase } from '../database/open-database.js';
import { CopyRefusedError } from '../ledger/copy-target.js';
import { configuredEngine, settleEngine } from '../ledger/engine-mark.js';
import { refuseWhileServed } from '../ledger/engine-switch.js';
import { ErasableStore } from '../ledger/erasable/erasable-store.js';
import { LedgerKey } from '../ledger/erasable/ledger-key.js';
import { PostgresErasableStore } from '../ledger/erasable/postgres-erasable-store.js';
import { StoreUnavailableError } from '../ledger/event-store.js';
import { StoreFailedError } from '../ledger/eventstoredb/errors.js';
import { ForeignEventError } from '../ledger/eventstoredb/recorded-event.js';
import { UnsafeStreamError } from '../ledger/eventstoredb/stream-limits.js';
import { beginImport, endImport } from '../ledger/unfinished-import.js';
import { compareSealed } from '../transfer/entries/compare-sealed.js';
import { EntriesTarget } from '../transfer/entries/entries-target.js';
import { ExportFile, ExportFileError } from '../transfer/entries/export-file.js';
import { type Engine, openEventStoreDb, openOwnerPool, openPostgres } from '../transfer/migrate-store/engines.js';
import { type Migrated, migrateStore } from '../transfer/migrate-store/migrate-store.js';
import { MigrationError, TargetNotEmptyError } from '../transfer/migrate-store/migration-error.js';
import { CliError, type Core, interruptible, withCore } from './core.js';
import { countLines } from './count-lines.js';
import { withOwner } from './owner.js';
import { Progress } from './progress.js';
import { Steps } from './steps.js';

const COMMAND = 'ledger import';
const LOOK_EVERY_MS = 50;

/** What is said without a stack. */
const EXPLAINED = [MigrationError, CopyRefusedError, StoreUnavailableError, StoreFailedError, UnsafeStreamError];

/**
 * Takes the entries of an export into the configured ledger, as they are, and seals them.
 *
 * @throws CliError, ConfigError, DatabaseError, LedgerInUseError with what to do
 */
export async function importEntries(path: string, { dryRun }: { dryRun?: boolean }): Promise<void> {
  const file = new ExportFile(path, catalogue);
  const entries = await interruptible((signal) => check(file, path, signal));
  if (dryRun) {
    console.log(`${path} holds a whole ledger of ${entries} entries, as they were sealed. Nothing was written.`);
    return;
  }
  const { copied } = await interruptible((signal) => takeIn(file, entries, signal));
  await withCore((core) => seal(core, file, entries));
  console.log(
    `${entries} entries are in the ledger, ${copied} of them taken in just now: same bytes, same order and same leaf ` +
      'hashes as in the file.',
  );
}

async function check(file: ExportFile, path: string, signal: AbortSignal): Promise<number> {
  const progress = new Progress('Checking');
  try {
    const lines = await countLines(path);
    const entries = await file.check({ signal, onProgress: (done) => progress.show(done, lines) });
    if (entries === 0) throw new CliError(`${path} holds no entries. Nothing was written`);
    return entries;
  } catch (error) {
    if (signal.aborted) throw new CliError('Interrupted while checking. Nothing was written');
    if (error instanceof ExportFileError) throw new CliError(`${path}, ${error.message}. Nothing was written`);
    throw error;
  } finally {
    progress.end();
  }
}

/** Adds what is missing behind what an earlier run has added, then compares every entry. */
async function takeIn(file: ExportFile, entries: number, signal: AbortSignal): Promise<Migrated> {
  const config = readConfig(process.env);
  // An embedded database belongs to one process, so opening it finds out about others.
  if (config.databaseUrl) await withOwner(config.databaseUrl, COMMAND, refuseWhileServed);
  const database = await openDatabase(config);
  const owner = openOwnerPool(database, COMMAND);
  try {
    await settleEngine(database.appPool, configuredEngine(config));
    const engine = config.eventStoreDb
      ? openEventStoreDb(database, config.eventStoreDb, signal)
      : openPostgres(database, owner);
    try {
      return await copyInto(engine, { file, entries, config, database, owner, signal });
    } finally {
      await engine.close();
    }
  } finally {
    await owner.end();
    await database.close();
  }
}

interface Parts {
  file: ExportFile;
  entries: number;
  config: Config;
  database: Database;
  owner: pg.Pool;
  signal: AbortSignal;
}

async function copyInto(engine: Engine, { file, entries, config, database, owner, signal }: Parts): Promise<Migrated> {
  const { connected, problem } = await engine.store.status();
  if (!connected) throw new StoreUnavailableError(`${engine.name} does not answer: ${problem}`);
  const key = new LedgerKey(database.appPool, engine.store, config.serviceKeyFile);
  await key.get(); // made while the ledger is new
  const copy = new EntriesTarget({
    ...{ copy: engine.copy, owner, claims: engine.mark.engine === 'eventstoredb' },
    erasable: new PostgresErasableStore(database.appPool, () => key.get()),
    disclosuresOf: (event) => file.disclosuresOf(event),
    begin: () => beginImport(owner, entries),
  });
  const steps = new Steps(entries);
  try {
    return await migrateStore(
      {
        ...{ source: file, target: engine.store, copy, log: new SealedLog(database.appPool) },
        switchOver: () => endImport(owner),
      },
      { signal, onProgress: (...at) => steps.show(...at) },
    );
  } catch (error) {
    throw explained(error, steps.copied, entries, signal);
  } finally {
    steps.end();
  }
}

function explained(error: unknown, copied: number, entries: number, signal: AbortSignal): unknown {
  if (error instanceof TargetNotEmptyError || error instanceof ForeignEventError) {
    const why = error instanceof TargetNotEmptyError ? error.why : error.message;
    return new CliError(
      `This ledger is not empty: ${why}. Entries are taken into an empty ledger, or behind the beginning of the same ` +
        'export. Nothing was written',
    );
  }
  if (!signal.aborted && !EXPLAINED.some((type) => error instanceof type)) return error;
  const why = signal.aborted ? 'Interrupted' : (error as Error).message.replace(/\.$/, '');
  return new CliError(
    `${why}. ${copied} of ${entries} entries are in the ledger, which is closed to the service until all are. Run the ` +
      'command again to go on',
  );
}

/** Has the log written, and compares it with the file. */
async function seal({ app, follow, signal }: Core, file: ExportFile, entries: number): Promise<void> {
  const progress = new Progress('Sealing');
  const log = app.get(SealedLog);
  try {
    follow();
    for (let size = 0; size < entries; size = await log.size()) {
      signal.throwIfAborted();
      const cursor = await liveCursor(app.get<pg.Pool>(APP_POOL), 'seal');
      if (cursor?.status === 'stopped') throw new CliError(`The entries cannot be sealed: ${cursor.error}`);
      progress.show(size, entries);
      await delay(LOOK_EVERY_MS);
    }
    const different = await compareSealed(file, log, app.get(ErasableStore), { signal });
    if (different) throw new CliError(`Entry ${different.index} is not as in the file: ${different.why}`);
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new CliError('Interrupted: all entries are in the ledger, but not all are sealed. Run the command again');
  } finally {
    progress.end();
  }
}
