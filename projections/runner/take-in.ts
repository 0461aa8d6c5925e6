import type pg from 'pg';
import { inTransaction } from '../../src/database/transaction.js';
import type { RecordedEvent } from '../../src/ledger/event.js';
import { liveCursor, moveCursor } from './cursors.js';
import { mustAgreeWithLog } from './log-agreement.js';
import { type Cursor, type Projection, schemaOf } from './projection.js';
import { IndivisibleError, isPassing, PoisonEventError } from './trouble.js';
import { useSchema } from './use-schema.js';

/** Finds a build and locks its row. */
type LockCursor = (client: pg.ClientBase) => Promise<Cursor>;

/** A batch that makes no progress for so long has lost its process, in milliseconds; another must not wait for it. */
const SILENCE_MS = 10_000;

/**
 * Locks the live build of a projection.
 *
 * @param runner the instance that works under the projection's lease; left out where there are no others
 */
export function lockLive(projection: Projection, runner?: string): LockCursor {
  return async (client) => {
    const cursor = await liveCursor(client, projection.name, 'FOR UPDATE');
    if (cursor?.version !== projection.version) throw new ReplacedError(projection);
    if (runner !== undefined && cursor.runner !== runner) throw new TakenOverError(projection.name, cursor.runner);
    return cursor;
  };
}

/**
 * Takes events into a projection, tables and place in one transaction. The place is read under its lock, so of two
 * runners with the same events the second finds them taken in.
 *
 * @throws PoisonEventError one event cannot be taken in; those before it have been
 * @throws IndivisibleError they are not the events that they should be; none has been taken in
 */
export async function takeIn(
  pool: pg.Pool,
  projection: Projection,
  lock: LockCursor,
  events: readonly RecordedEvent[],
): Promise<void> {
  try {
    await inTransaction(pool, (client) => apply(client, projection, lock, events), SILENCE_MS);
  } catch (error) {
    if (isPassing(error) || OF_ALL.some((kind) => error instanceof kind)) throw error;
    const [only, second] = events;
    if (!only) throw error;
    if (!second) throw new PoisonEventError(only, error);
    // Halves, and halves of these, until the event to blame stands alone.
    const middle = events.length >> 1;
    await takeIn(pool, projection, lock, events.slice(0, middle));
    await takeIn(pool, projection, lock, events.slice(middle));
  }
}

/** Another process has put another version in the place of a projection. */
export class ReplacedError extends Error {
  constructor({ name, version }: Pick<Projection, 'name' | 'version'>) {
    super(`${name} is no longer at version ${version}: another process replaced it`);
    this.name = 'ReplacedError';
  }
}

/** Another instance runs a projection by now; this one has lost its lease without noticing. */
export class TakenOverError extends Error {
  constructor(name: string, runner: string | undefined) {
    super(`${name} is run by ${runner ?? 'nobody'} now`);
    this.name = 'TakenOverError';
  }
}

/** Errors that no single event is to blame for. */
const OF_ALL = [ReplacedError, TakenOverError, IndivisibleError];

async function apply(
  client: pg.ClientBase,
  projection: Projection,
  lock: LockCursor,
  events: readonly RecordedEvent[],
): Promise<void> {
  const cursor = await lock(client);
  if (projection.tables) await useSchema(client, schemaOf(cursor));
  const fresh = events.filter(({ sequence }) => sequence > cursor.sequence);
  const again = events.filter(({ sequence }) => sequence <= cursor.sequence);
  if (again.length > 0) await projection.seenAgain?.(again, client);
  for (const [index, { sequence }] of fresh.entries()) {
    const expected = cursor.sequence + 1 + index;
    if (sequence !== expected) throw new Error(`Event ${sequence} came where event ${expected} is next`);
  }
  const last = fresh.at(-1);
  if (!last) return;
  await mustAgreeWithLog(client, fresh);
  await projection.apply(fresh, client);
  await moveCursor(client, cursor, last);
}
