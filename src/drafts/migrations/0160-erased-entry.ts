import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sqlFile } from '../../database/sql-file.js';

/** What drafts have to know of erasures. */
export class ErasedEntryTable implements MigrationInterface {
  readonly name = 'erased-entry-0000000000160';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sqlFile('src/drafts/migrations/0160-erased-entry.sql'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE working.erased_entry');
  }
}
