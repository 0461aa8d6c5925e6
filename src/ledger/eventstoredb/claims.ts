import pg from 'pg';
import { withSettings } from '../../database/connection-url.js';
import { AppendQueue, type Outcome } from '../postgres/append-queue.js';
import { arrayOf, columnsOf } from '../postgres/array-literals.js';
import { explainAppend } from '../postgres/moved-away.js';
import type { PreparedAppend } from '../prepared-append.js';
import { NO_STREAM, type Standing } from '../verdict.js';

/** What is known of an append's ids when they are claimed; of ids that are new, nothing. */
export interface Claimed {
  /** Where ids stand that are sealed, or are claimed for another stream; there at {@link NO_STREAM} if not sealed. */
  known: Map<string, Standing>;
  /** Ids that were claimed for this stream before: their events may be in it. */
  sought: Set<string>;
  /** When the first of those was claimed: none of their events was recorded before. */
  since: Date;
}

/** One id in the answer of `ledger.claim()`. */
interface TakenId {
  id: string;
  stream: string;
  /** Milliseconds since 1970. */
  claimedAt: number;
  rev: number | null;
}

/** What `ledger.claim()` expects of a connection: its plans are made once, maybe while the tables are still empty. */
const SETTINGS = { enable_seqscan: 'off', plan_cache_mode: 'force_generic_plan' };

/**
 * The ids of events, and the disclosures that belong to them, in PostgreSQL. They are claimed before the events are
 * handed over: an engine that keeps ids unique inside a stream alone so gets them unique everywhere, and most appends are
 * known to be tried for the first time. Claims that come together share a call and its write to disk.
 */
export class Claims {
  private readonly pool: pg.Pool;
  private readonly queue: AppendQueue<Claimed>;

  /**
   * @param pool made from a URL, with the role `ledger_app`; claims have a connection of their own like it
   * @param timeoutMs how long a claim may take, waiting included, in milliseconds
   */
  constructor(pool: pg.Pool, { timeoutMs = 5_000 } = {}) {
    this.pool = new pg.Pool({
      ...pool.options,
      connectionString: withSettings(pool.options.connectionString as string, SETTINGS),
      max: 1,
      query_timeout: timeoutMs,
      statement_timeout: timeoutMs,
    });
    this.pool.on('error', () => undefined); // lost while idle; the next claim connects again
    this.queue = new AppendQueue((appends) => this.call(appends), timeoutMs);
  }

  /**
   * Claims the ids of an append for its stream. May be repeated: ids then are not new any more.
   *
   * @throws StoreUnavailableError
   */
  claim(append: PreparedAppend): Promise<Claimed> {
    return this.queue.add(append);
  }

  /** Lets claims under way finish and ends the connection. */
  async close(): Promise<void> {
    await this.queue.close();
    await this.pool.end();
  }

  private async call(appends: readonly PreparedAppend[]): Promise<Outcome<Claimed>[]> {
    const taken = new Map((await this.take(appends)).map((one) => [one.id, one]));
    return appends.map((append) => ({ value: claimedBy(append, taken) }));
  }

  private async take(appends: readonly PreparedAppend[]): Promise<TakenId[]> {
    const events = appends.flatMap((append) => append.events);
    try {
      const { rows } = await this.pool.query<{ taken: TakenId[] | null }>({
        name: 'ledger.claim',
        text: 'SELECT ledger.claim($1, $2, $3, $4, $5, $6, $7) AS taken',
        values: [
          arrayOf(events.map(({ id }) => id)),
          appends.flatMap((append) => append.events.map(() => append.stream)),
          arrayOf(events.flatMap(({ id, disclosures }) => disclosures.map(() => id))),
          ...columnsOf(events.flatMap(({ disclosures }) => disclosures)),
        ],
      });
      return rows[0]?.taken ?? [];
    } catch (error) {
      throw explainAppend(error);
    }
  }
}

function claimedBy({ stream, events }: PreparedAppend, taken: ReadonlyMap<string, TakenId>): Claimed {
  const claimed: Claimed = { known: new Map(), sought: new Set(), since: new Date() };
  for (const { id } of events) {
    const known = taken.get(id);
    if (!known) continue;
    const { rev, claimedAt } = known;
    if (known.stream === stream && rev === null) {
      claimed.sought.add(id);
      claimed.since = new Date(Math.min(claimedAt, claimed.since.getTime()));
    } else {
      claimed.known.set(id, { stream: known.stream, revision: rev === null ? NO_STREAM : BigInt(rev) - 1n });
    }
  }
  return claimed;
}
