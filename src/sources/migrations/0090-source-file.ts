import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sqlFile } from '../../database/sql-file.js';

/** The files of source documents. */
export class SourceFileTable implements MigrationInterface {
  readonly name = 'source-file-0000000000090';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sqlFile('src/sources/migrations/0090-source-file.sql'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE erasable.source_file');
  }
}
