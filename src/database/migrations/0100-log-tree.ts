import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sqlFile } from '../sql-file.js';

/** The tree above the log's entries, its signed checkpoints and the keys that signed them. */
export class LogTreeTables implements MigrationInterface {
  readonly name = 'log-tree-0000000000100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sqlFile('src/database/migrations/0100-log-tree.sql'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DROP TABLE log.signing, log.log_cosignature, log.log_checkpoint, log.log_key, log.log_tile_hash;
       DROP FUNCTION log.refuse_rewriting`,
    );
  }
}
