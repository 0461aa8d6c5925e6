import pg from 'pg';
import { withSettings } from '../../database/connection-url.js';
import { StoreUnavailableError } from '../event-store.js';
import { arrayOf, columnsOf } from '../postgres/array-literals.js';
import { explain } from '../postgres/connection-loss.js';
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
 * known to be tried for the first time.
 */
export class Claims {
  private readonly pool: pg.Pool;

  /**
   * @param pool made from a URL, with the role `ledger_app`; claims have connections of their own like it
   * @param timeoutMs how long a claim may take, in milliseconds
   */
  constructor(pool: pg.Pool, { timeoutMs = 5_000, connections = 4 } = {}) {
    this.pool = new pg.Pool({
      ...pool.options,
      connectionString: withSettings(pool.options.connectionString as string, SETTINGS),
      max: connections,
      query_timeout: timeoutMs,
      statement_timeout: timeoutMs,
    });
    this.pool.on('error', () => undefined); // lost while idle; the next claim connects again
  }

  /**
   * Claims the ids of an append for its stream. May be repeated: ids then are not new any more.
   *
   * @throws StoreUnavailableError
   */
  async claim(append: PreparedAppend): Promise<Claimed> {
    const taken = await this.take(append);
    const claimed: Claimed = { known: new Map(), sought: new Set(), since: new Date() };
    for (const { id, stream, claimedAt, rev } of taken) {
      if (stream !== append.stream || rev !== null)
        claimed.known.set(id, { stream, revision: rev === null ? NO_STREAM : BigInt(rev) - 1n });
      else {
        claimed.sought.add(id);
        claimed.since = new Date(Math.min(claimedAt, claimed.since.getTime()));
      }
    }
    return claimed;
  }

  /** Ends the connections. */
  async close(): Promise<void> {
    await this.pool.end();
  }

  private async take(append: PreparedAppend): Promise<TakenId[]> {
    const disclosures = append.events.flatMap(({ disclosures }) => disclosures);
    const query = {
      name: 'ledger.claim',
      text: 'SELECT ledger.claim($1, $2, $3, $4, $5, $6, $7) AS taken',
      values: [
        arrayOf(append.events.map(({ id }) => id)),
        append.events.map(() => append.stream),
        arrayOf(append.events.flatMap(({ id, disclosures }) => disclosures.map(() => id))),
        ...columnsOf(disclosures),
      ],
    };
    try {
      return (await this.query(query)) ?? [];
    } catch (error) {
      if (!(error instanceof StoreUnavailableError)) throw error;
      // A pooled connection that was cut while idle shows it at its next query only.
      return (await this.query(query)) ?? [];
    }
  }

  private async query(query: pg.QueryConfig): Promise<TakenId[] | null> {
    try {
      const { rows } = await this.pool.query<{ taken: TakenId[] | null }>(query);
      return rows[0]?.taken ?? null;
    } catch (error) {
      throw explain(error);
    }
  }
}
