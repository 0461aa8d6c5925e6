import pg from 'pg';
import { StoreUnavailableError } from '../../src/ledger/event-store.js';

/**
 * SQLSTATE classes and codes that speak of the server's state: connection, conflict, resources, shutdown, I/O, a standby,
 * a transaction that was silent for too long, locks.
 */
const PASSING_STATE = /^(08|40|53|57|58|25006|25P03|55P03)/;
const PASSING_SYSTEM = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);
/** The driver says these in words alone. */
const PASSING_WORDS =
  /^(Connection terminated|timeout exceeded|Client has encountered a connection error|Client was closed)/i;

/** True for trouble that the database or the event store will get over, so that the same work may succeed later. */
export function isPassing(error: unknown): boolean {
  if (error instanceof StoreUnavailableError) return true;
  if (!(error instanceof Error)) return false;
  if (error instanceof pg.DatabaseError) return PASSING_STATE.test(error.code ?? '');
  return PASSING_SYSTEM.has((error as NodeJS.ErrnoException).code ?? '') || PASSING_WORDS.test(error.message);
}

/** An event that a projection cannot take in. */
export class PoisonEventError extends Error {
  constructor(
    readonly event: { sequence: number; id: string; type: string },
    override readonly cause: unknown,
  ) {
    super(`Event ${event.sequence} (${event.type}): ${messageOf(cause)}`);
    this.name = 'PoisonEventError';
  }
}

/** Something is wrong between events that came together, rather than with one: none of them may be taken in. */
export class IndivisibleError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'IndivisibleError';
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
