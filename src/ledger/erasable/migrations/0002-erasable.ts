import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sqlFile } from '../../../database/sql-file.js';

/** Encrypted erasable values and the keys of persons. */
export class Erasable implements MigrationInterface {
  readonly name = 'erasable-0000000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sqlFile('src/ledger/erasable/migrations/0002-erasable.sql'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE erasable.disclosure, person_key.person_key');
  }
}
