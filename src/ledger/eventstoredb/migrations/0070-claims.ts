import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sqlFile } from '../../../database/sql-file.js';

const FUNCTIONS = ['claim', 'old-claims', 'drop-claims'];

/** Claims of event ids, and several disclosures side by side for one place of an event. */
export class Claims implements MigrationInterface {
  readonly name = 'claims-0000000000070';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sqlFile('src/ledger/eventstoredb/migrations/0070-claims.sql'));
    for (const name of FUNCTIONS) await runner.query(sqlFile(`src/ledger/eventstoredb/functions/${name}.sql`));
  }

  /** @throws QueryFailedError an event has several disclosures for one place, which cannot be told apart afterwards */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP FUNCTION ledger.claim, ledger.old_claims, ledger.drop_claims; DROP TABLE ledger.claim; ' +
        'ALTER TABLE erasable.disclosure DROP CONSTRAINT disclosure_pkey, DROP COLUMN candidate, ' +
        'ADD PRIMARY KEY (event_id, pointer)',
    );
  }
}
