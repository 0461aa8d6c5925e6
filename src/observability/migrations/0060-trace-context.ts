import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sqlFile } from '../../database/sql-file.js';

/** Where traces of requests are handed over to projections in other processes. */
export class TraceContext implements MigrationInterface {
  readonly name = 'trace-context-0000000000060';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sqlFile('src/observability/migrations/0060-trace-context.sql'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE projection.trace_context');
  }
}
