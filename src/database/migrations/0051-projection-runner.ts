import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sqlFile } from '../sql-file.js';

/** Which process runs a projection. */
export class ProjectionRunnerColumn implements MigrationInterface {
  readonly name = 'projection-runner-0000000000051';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sqlFile('src/database/migrations/0051-projection-runner.sql'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE projection.cursor DROP COLUMN runner');
  }
}
