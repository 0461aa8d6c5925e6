import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sqlFile } from '../../../database/sql-file.js';

/** Which service key is the ledger's. */
export class KeyCheck implements MigrationInterface {
  readonly name = 'key-check-0000000000052';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sqlFile('src/ledger/erasable/migrations/0052-key-check.sql'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE erasable.key_check');
  }
}
