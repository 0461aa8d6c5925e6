import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sqlFile } from '../sql-file.js';

/** The places of the projections. Their tables are their own business: each build makes its schema and drops it. */
export class ProjectionCursor implements MigrationInterface {
  readonly name = 'projection-cursor-0000000000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sqlFile('src/database/migrations/0010-projection-cursor.sql'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE projection.cursor');
  }
}
