import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sqlFile } from '../../database/sql-file.js';

/** Comments on drafts, and the bytes of published reports. */
export class ReviewAndContentTables implements MigrationInterface {
  readonly name = 'review-and-content-0000000000130';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sqlFile('src/drafts/migrations/0130-review-and-content.sql'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE working.published_content, working.draft_comment');
  }
}
