import 'reflect-metadata';
import { Command } from 'commander';
import { NotRebuildableError } from '../projections/runner/builds.js';
import { UnknownProjectionError } from '../projections/runner/projections.js';
import { AlreadyRebuildingError } from '../projections/runner/rebuild.js';
import { NotToConfirmError } from '../projections/seal/confirm-anchor.js';
import { AccessError } from './access/access.service.js';
import { backfillCommands } from './cli/backfill.command.js';
import { checkpointCommands } from './cli/checkpoint.command.js';
import { CliError } from './cli/core.js';
import { draftCommands } from './cli/drafts.command.js';
import { eraseCommands } from './cli/erase.command.js';
import { exportCommand } from './cli/export.command.js';
import { importCommand } from './cli/import.command.js';
import { keyCommands } from './cli/key.command.js';
import { migrateStoreCommand } from './cli/migrate-store.command.js';
import { projectionCommands } from './cli/projections.command.js';
import { reportCommands } from './cli/report.command.js';
import { sourceCommands } from './cli/source.command.js';
import { stateCommands } from './cli/state.command.js';
import { tokenCommands } from './cli/token.command.js';
import { verifyCommand } from './cli/verify.command.js';
import { witnessCommand } from './cli/witness.command.js';
import { ConfigError } from './config.js';
import { DatabaseError } from './database/database-error.js';
import { Refused } from './ledger/commands/refused.js';
import { EngineMismatchError } from './ledger/engine-mark.js';
import { LedgerInUseError } from './ledger/engine-switch.js';
import { ServiceKeyError } from './ledger/erasable/service-key.js';
import { StoreUnavailableError } from './ledger/event-store.js';
import { UnfinishedImportError } from './ledger/unfinished-import.js';
import { SigningStoppedError } from './log/signing-problem.js';
import { RemovedFileError } from './sources/removed-file.js';
import { OtherFileError } from './sources/source-files.js';

const EXPLAINED = [
  CliError,
  AccessError,
  Refused,
  ConfigError,
  DatabaseError,
  LedgerInUseError,
  EngineMismatchError,
  UnfinishedImportError,
  RemovedFileError,
  OtherFileError,
  ServiceKeyError,
  StoreUnavailableError,
  SigningStoppedError,
  NotToConfirmError,
  UnknownProjectionError,
  NotRebuildableError,
  AlreadyRebuildingError,
];

const program = new Command('ledger')
  .description('The command line of progress-ledger. It works on the ledger that DATA_DIR or DATABASE_URL names')
  .showHelpAfterError();
for (const add of [
  importCommand,
  backfillCommands,
  exportCommand,
  verifyCommand,
  projectionCommands,
  tokenCommands,
  keyCommands,
  checkpointCommands,
  sourceCommands,
  draftCommands,
  reportCommands,
  eraseCommands,
  stateCommands,
  migrateStoreCommand,
  witnessCommand,
])
  add(program);

try {
  await program.parseAsync();
} catch (error) {
  console.error(EXPLAINED.some((type) => error instanceof type) ? (error as Error).message : error);
  process.exitCode = 1;
}
