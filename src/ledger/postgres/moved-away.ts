import pg from 'pg';
import { AppendsClosedError } from '../event-store.js';
import { explain } from './connection-loss.js';

/** SQLSTATE of a function that this role may not call. */
const INSUFFICIENT_PRIVILEGE = '42501';

/** The database refuses an append to this engine: `migrate-store` has taken the right to it away. */
export class MovedAwayError extends AppendsClosedError {
  constructor(options?: ErrorOptions) {
    super(
      "This process may not append to the ledger's event store any more: the events were moved to another engine. " +
        'Restart it with the settings of that engine',
      options,
    );
    this.name = 'MovedAwayError';
  }
}

/**
 * Makes sure that the database still lets this engine take events.
 *
 * @param name of the function in schema `ledger` that every append of the engine begins with
 * @throws MovedAwayError
 */
export async function mustTakeAppends(pool: pg.Pool, name: 'append_one' | 'claim'): Promise<void> {
  const { rows } = await pool.query<{ may: boolean }>({
    name: 'ledger.may-append',
    text: `SELECT bool_and(has_function_privilege(oid, 'EXECUTE')) AS may FROM pg_proc
           WHERE pronamespace = 'ledger'::regnamespace AND proname = $1`,
    values: [name],
  });
  if (!rows[0]?.may) throw new MovedAwayError();
}

/** As {@link explain}, for a call of such a function. */
export function explainAppend(error: unknown): unknown {
  if (error instanceof pg.DatabaseError && error.code === INSUFFICIENT_PRIVILEGE)
    return new MovedAwayError({ cause: error });
  return explain(error);
}
