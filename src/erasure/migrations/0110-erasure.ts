import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sqlFile } from '../../database/sql-file.js';

/** What is being erased, what was, and the one way to delete values. */
export class ErasureTables implements MigrationInterface {
  readonly name = 'erasure-0000000000110';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sqlFile('src/erasure/migrations/0110-erasure.sql'));
    await runner.query(sqlFile('src/erasure/functions/erase.sql'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP FUNCTION erasable.erase; DROP TABLE erasable.erasing, erasable.destroyed_key, log.erasure',
    );
  }
}
