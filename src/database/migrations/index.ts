import type { MigrationInterface } from 'typeorm';
import { Access } from '../../access/migrations/0040-access.js';
import { WorkingTables } from '../../drafts/migrations/0095-working.js';
import { ReviewAndContentTables } from '../../drafts/migrations/0130-review-and-content.js';
import { ErasedEntryTable } from '../../drafts/migrations/0160-erased-entry.js';
import { ErasureTables } from '../../erasure/migrations/0110-erasure.js';
import { Erasable } from '../../ledger/erasable/migrations/0002-erasable.js';
import { KeyCheck } from '../../ledger/erasable/migrations/0052-key-check.js';
import { Claims } from '../../ledger/eventstoredb/migrations/0070-claims.js';
import { EngineMarkTable } from '../../ledger/migrations/0050-engine-mark.js';
import { UnfinishedImportTable } from '../../ledger/migrations/0140-unfinished-import.js';
import { EventStoreTables } from '../../ledger/postgres/migrations/0003-event-store.js';
import { WitnessTable } from '../../log/migrations/0150-witness.js';
import { TraceContext } from '../../observability/migrations/0060-trace-context.js';
import { SourceFileTable } from '../../sources/migrations/0090-source-file.js';
import { RemovedFileTable } from '../../sources/migrations/0141-removed-file.js';
import { Schemas } from './0001-schemas.js';
import { ProjectionCursor } from './0010-projection-cursor.js';
import { LogEntry } from './0011-log-entry.js';
import { ProjectionRunnerColumn } from './0051-projection-runner.js';
import { StreamRevision } from './0080-stream-revision.js';
import { LogTreeTables } from './0100-log-tree.js';

/**
 * Every migration, in order. To add one: `NNNN-name.ts` beside this file or in its feature's folder, exporting a class
 * with `name = 'name-0000000000NNN'` (the thirteen digits order them), and a line here. An applied migration is never
 * edited.
 */
export const migrations: (new () => MigrationInterface)[] = [
  Schemas,
  Erasable,
  EventStoreTables,
  Access,
  ProjectionCursor,
  LogEntry,
  EngineMarkTable,
  ProjectionRunnerColumn,
  KeyCheck,
  TraceContext,
  Claims,
  StreamRevision,
  SourceFileTable,
  WorkingTables,
  LogTreeTables,
  ErasureTables,
  ReviewAndContentTables,
  UnfinishedImportTable,
  RemovedFileTable,
  WitnessTable,
  ErasedEntryTable,
];
