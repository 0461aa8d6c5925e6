import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sqlFile } from '../sql-file.js';

/** How far the log has come in every stream. */
export class StreamRevision implements MigrationInterface {
  readonly name = 'stream-revision-0000000000080';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sqlFile('src/database/migrations/0080-stream-revision.sql'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE log.stream_revision');
  }
}
