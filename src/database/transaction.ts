import type pg from 'pg';

/**
 * Runs work in one transaction on a connection of its own; what it throws rolls everything back.
 *
 * @param silenceMs the server ends it when nothing comes for so long, in milliseconds, so that a process that is frozen
 * or out of reach does not keep its locks. Default: never
 */
export async function inTransaction<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
  silenceMs?: number,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  const onError = (error: Error) => {
    broken = error;
  };
  client.on('error', onError); // lost between two queries; the next query fails, so nothing else is to be done
  try {
    await client.query(
      silenceMs === undefined ? 'BEGIN' : `BEGIN; SET LOCAL idle_in_transaction_session_timeout = ${silenceMs}`,
    );
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}
