import type pg from 'pg';
import type { JsonObject } from '../../integrity/canonical-json.js';
import { DoesNotOpenError } from '../erasable/cipher.js';
import type { ErasableStore } from '../erasable/erasable-store.js';
import type { EventStore } from '../event-store.js';
import { Periodic } from '../periodic.js';
import { missingEnd, OtherStoreError } from '../sealed-end.js';
import { earliestRecord } from './clocks.js';
import { type Fate, fateOf, straysOf } from './orphans.js';

/** Claims looked at together. */
const PAGE = 500;
const EVERY_MS = 3_600_000;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

export interface SweepParts {
  pool: pg.Pool;
  erasable: Pick<ErasableStore, 'candidates'>;
  store: Pick<EventStore, 'readStream'>;
}

export interface Swept {
  /** Claims that are gone, and disclosures that opened nothing. */
  claims: number;
  disclosures: number;
  /** Claims of events that are recorded and not sealed yet. */
  waiting: number;
  /** Events whose disclosures are not as they were written, by id: they and their claims are left as they are. */
  suspect: string[];
}

interface OldClaim {
  event_id: string;
  stream: string;
  claimed_at: Date;
  /** Canonical JSON; `null` while the event is not sealed. */
  entry: Buffer | null;
  contested: boolean;
}

/** A disclosure that is to go. */
interface Stray {
  eventId: string;
  nonce: Buffer;
}

/**
 * Takes back claims that nobody has renewed for a day, and deletes the disclosures that turned out to open nothing: of
 * events that were never recorded, and those beside the right ones. Whether an event is recorded, its stream is asked, so
 * that a log that lags behind loses nothing; a store that is not this ledger's is not asked. May run in several processes,
 * and beside appends.
 *
 * @throws OtherStoreError
 * @throws StoreUnavailableError
 */
export async function sweepOrphans({ pool, erasable, store }: SweepParts, signal?: AbortSignal): Promise<Swept> {
  const missing = await missingEnd(store, pool);
  if (missing !== null) throw new OtherStoreError(missing);
  const swept: Swept = { claims: 0, disclosures: 0, waiting: 0, suspect: [] };
  for (let after = FIRST_ID; ; ) {
    signal?.throwIfAborted();
    const { rows } = await pool.query<OldClaim>('SELECT * FROM ledger.old_claims($1, $2)', [after, PAGE]);
    const last = rows.at(-1);
    if (!last) return swept;
    after = last.event_id;

    const recorded = await recordedAmong(store, rows);
    const of = (fate: Fate) =>
      rows.filter(
        ({ event_id: id, entry }) => fateOf({ isSealed: entry !== null, isRecorded: recorded.has(id) }) === fate,
      );
    const [settled, orphaned] = [of('settled'), of('orphaned')];
    swept.waiting += of('waiting').length;

    const strays = await disclosuresOf(pool, orphaned);
    const suspect = new Set<string>();
    for (const claim of settled.filter(({ contested }) => contested)) {
      const found = await straysBeside(erasable, claim);
      if (found) strays.push(...found);
      else suspect.add(claim.event_id);
    }
    swept.suspect.push(...suspect);
    // Their claims stay, so that each sweep finds them again.
    const done = [...settled, ...orphaned].filter(({ event_id: id }) => !suspect.has(id));
    const dropped = await drop(pool, done, strays);
    swept.claims += dropped.claims;
    swept.disclosures += dropped.disclosures;
  }
}

/** The strays of a sealed event; `null` where its disclosures are not as they were written. */
async function straysBeside(
  erasable: SweepParts['erasable'],
  { event_id: eventId, entry }: OldClaim,
): Promise<Stray[] | null> {
  const root = JSON.parse(entry!.toString('utf8')) as JsonObject;
  try {
    const strays = straysOf(root, await erasable.candidates(eventId));
    return strays?.map(({ nonce }) => ({ eventId, nonce })) ?? null;
  } catch (error) {
    if (error instanceof DoesNotOpenError) return null;
    throw error;
  }
}

/** Those of the claimed ids that are not sealed, but stand in their streams. */
async function recordedAmong(store: Pick<EventStore, 'readStream'>, claims: readonly OldClaim[]): Promise<Set<string>> {
  const recorded = new Set<string>();
  const unsealed = claims.filter(({ entry }) => entry === null);
  for (const stream of new Set(unsealed.map((claim) => claim.stream))) {
    const ofStream = unsealed.filter((claim) => claim.stream === stream);
    const ids = new Set(ofStream.map(({ event_id }) => event_id));
    const first = Math.min(...ofStream.map(({ claimed_at }) => claimed_at.getTime()));
    const earliest = earliestRecord(new Date(first)).toISOString();
    for await (const { id, recordedAt } of store.readStream(stream, { direction: 'backwards' })) {
      if (ids.delete(id)) recorded.add(id);
      if (ids.size === 0 || recordedAt < earliest) break;
    }
  }
  return recorded;
}

async function disclosuresOf(pool: pg.Pool, claims: readonly OldClaim[]): Promise<Stray[]> {
  if (claims.length === 0) return [];
  const { rows } = await pool.query('SELECT event_id, nonce FROM erasable.disclosure WHERE event_id = ANY ($1)', [
    claims.map(({ event_id }) => event_id),
  ]);
  return rows.map(({ event_id, nonce }) => ({ eventId: event_id, nonce }));
}

async function drop(pool: pg.Pool, claims: readonly OldClaim[], strays: readonly Stray[]) {
  const { rows } = await pool.query<{ claims: number; disclosures: number }>(
    'SELECT * FROM ledger.drop_claims($1, $2, $3)',
    [claims.map(({ event_id }) => event_id), strays.map(({ eventId }) => eventId), strays.map(({ nonce }) => nonce)],
  );
  return rows[0]!;
}

/** Sweeps every hour, as long as it runs, and says each time what is damaged until somebody has mended it. */
export class OrphanSweep extends Periodic {
  constructor(parts: SweepParts, log: (message: string) => void, everyMs = EVERY_MS) {
    const sweep = async (signal: AbortSignal) => {
      const { suspect } = await sweepOrphans(parts, signal);
      if (suspect.length > 0)
        log(
          'The stored names and texts of these events were changed, or the key was. Restore them from a backup; until ' +
            `then this is said again at each sweep: ${suspect.join(', ')}`,
        );
    };
    super(sweep, { everyMs, what: 'Disclosures that open nothing could not be deleted', log });
  }
}
