import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sqlFile } from '../../database/sql-file.js';

/** Those who cosign the log, and how it goes with each. */
export class WitnessTable implements MigrationInterface {
  readonly name = 'witness-0000000000150';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sqlFile('src/log/migrations/0150-witness.sql'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE log.witness; DROP INDEX log.log_cosignature_of_witness');
  }
}
