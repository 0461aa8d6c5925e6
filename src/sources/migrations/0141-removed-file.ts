import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sqlFile } from '../../database/sql-file.js';

/** The files of source documents that may not be kept any more. */
export class RemovedFileTable implements MigrationInterface {
  readonly name = 'removed-file-0000000000141';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sqlFile('src/sources/migrations/0141-removed-file.sql'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE erasable.removed_file');
  }
}
