import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sqlFile } from '../../../database/sql-file.js';

/** The events and the functions that add to them. */
export class EventStoreTables implements MigrationInterface {
  readonly name = 'event-store-0000000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sqlFile('src/ledger/postgres/functions/refuse-change.sql'));
    await runner.query(sqlFile('src/ledger/postgres/migrations/0003-event-store.sql'));
    await runner.query(sqlFile('src/ledger/postgres/functions/append.sql'));
    await runner.query(sqlFile('src/ledger/postgres/functions/append-one.sql'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP FUNCTION ledger.append, ledger.append_one; DROP TABLE ledger.event, ledger.head; ' +
        'DROP FUNCTION ledger.refuse_change',
    );
  }
}
