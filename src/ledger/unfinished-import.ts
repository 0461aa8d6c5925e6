import type pg from 'pg';

type Queryable = Pick<pg.ClientBase, 'query'>;

/** The ledger holds the first part of another ledger's entries. What was added to it now would make two ledgers of one. */
export class UnfinishedImportError extends Error {
  constructor(entries: number) {
    super(
      `An import of ${entries} entries into this ledger was interrupted. Complete it with the same file: ` +
        'ledger import --entries FILE. Or begin again with an empty database.',
    );
    this.name = 'UnfinishedImportError';
  }
}

/** @throws UnfinishedImportError */
export async function refuseUnfinishedImport(db: Queryable): Promise<void> {
  const { rows } = await db.query('SELECT entries::float8 AS entries FROM ledger.unfinished_import');
  if (rows[0]) throw new UnfinishedImportError(rows[0].entries);
}

/** Keeps the service from being started until {@link endImport}. Again for an import that goes on. */
export async function beginImport(owner: Queryable, entries: number): Promise<void> {
  await owner.query(
    `INSERT INTO ledger.unfinished_import (entries) VALUES ($1)
     ON CONFLICT (only_row) DO UPDATE SET entries = excluded.entries`,
    [entries],
  );
}

export async function endImport(owner: Queryable): Promise<void> {
  await owner.query('DELETE FROM ledger.unfinished_import');
}
