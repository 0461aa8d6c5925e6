import pg from 'pg';
import { StoreUnavailableError } from '../event-store.js';

/**
 * SQLSTATE classes and codes that speak of the server's state and not of what was asked of it: connection, resources,
 * shutdown and start, I/O, a time-out, a lock, a server that has become a standby.
 */
const UNAVAILABLE = /^(08|53|57|58|40|25006|55P03)/;

/**
 * What an engine's error means at the port: {@link StoreUnavailableError} when another attempt with the same ids may
 * succeed, otherwise the error itself. The driver's own errors (a cut connection, a refused one) carry no SQLSTATE.
 */
export function explain(error: unknown): unknown {
  if (error instanceof pg.DatabaseError && !UNAVAILABLE.test(error.code ?? '')) return error;
  if (error instanceof StoreUnavailableError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new StoreUnavailableError(`The event store does not answer: ${message}`, { cause: error });
}
