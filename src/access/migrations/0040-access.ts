import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sqlFile } from '../../database/sql-file.js';

/** Persons and their tokens. */
export class Access implements MigrationInterface {
  readonly name = 'access-0000000000040';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sqlFile('src/access/migrations/0040-access.sql'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE access.token, access.person');
  }
}
