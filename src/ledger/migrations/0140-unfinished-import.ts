import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sqlFile } from '../../database/sql-file.js';

/** Whether the ledger is a part of another one, still to be completed. */
export class UnfinishedImportTable implements MigrationInterface {
  readonly name = 'unfinished-import-0000000000140';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sqlFile('src/ledger/migrations/0140-unfinished-import.sql'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE ledger.unfinished_import');
  }
}
