import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sqlFile } from '../../database/sql-file.js';

/** Drafts of reports. */
export class WorkingTables implements MigrationInterface {
  readonly name = 'working-0000000000095';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sqlFile('src/drafts/migrations/0095-working.sql'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA working CASCADE');
  }
}
