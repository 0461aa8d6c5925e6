import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sqlFile } from '../sql-file.js';

/** The entries of the published log, which can be added to and read, nothing else. */
export class LogEntry implements MigrationInterface {
  readonly name = 'log-entry-0000000000011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sqlFile('src/database/migrations/0011-log-entry.sql'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE log.log_entry; DROP FUNCTION log.refuse_change');
  }
}
