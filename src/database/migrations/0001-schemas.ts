import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sqlFile } from '../sql-file.js';

/** The schemas, and what the service's role may do in each before any table is there. */
export class Schemas implements MigrationInterface {
  readonly name = 'schemas-0000000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sqlFile('src/database/migrations/0001-schemas.sql'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA ledger, erasable, person_key, access, log, projection, read');
  }
}
