import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sqlFile } from '../../database/sql-file.js';

/** Which engine holds the events. */
export class EngineMarkTable implements MigrationInterface {
  readonly name = 'engine-mark-0000000000050';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sqlFile('src/ledger/migrations/0050-engine-mark.sql'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE ledger.engine');
  }
}
