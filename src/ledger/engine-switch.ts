import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { APP_ROLE } from '../database/app-pool.js';
import { pause } from './backoff.js';
import { type EngineMark, writeEngineMark } from './engine-mark.js';
import { explain } from './postgres/connection-loss.js';

type Engine = EngineMark['engine'];
type Queryable = Pick<pg.ClientBase, 'query'>;

/** How long a lock, or the end of somebody's connections, is waited for, in milliseconds. */
const PATIENCE_MS = 5_000;
const LOOK_EVERY_MS = 100;
/** How long an append may be on its way to EventStoreDB after its claim, in milliseconds: its tries, and the last one's. */
const ON_ITS_WAY_MS = 30_000;
/** SQLSTATE. */
const LOCK_NOT_AVAILABLE = '55P03';

/** Whatever the engine, an append begins in this database; these locks make every append wait until they go. */
const HOLD_APPENDS: Record<Engine, string> = {
  postgresql: 'SELECT FROM ledger.head FOR UPDATE',
  eventstoredb: 'LOCK TABLE ledger.claim IN SHARE ROW EXCLUSIVE MODE',
};

/** What the service calls to append. */
const APPENDS: Record<Engine, string> = {
  postgresql: 'ledger.append, ledger.append_one',
  eventstoredb: 'ledger.claim',
};

/** How long ago the last append was claimed that may not have arrived, in milliseconds. */
const LAST_CLAIM = `
  SELECT extract(epoch FROM clock_timestamp() - max(c.renewed_at))::float8 * 1000 AS ago
  FROM ledger.claim AS c
  WHERE NOT EXISTS (SELECT FROM log.log_entry AS l WHERE l.event_id = c.event_id)`;

/** Ids that the log does not know yet would be new to an engine that keeps no id unique by itself. */
const CLAIM_UNSEALED = `
  INSERT INTO ledger.claim (event_id, stream, claimed_at, renewed_at)
  SELECT e.event_id, e.stream, e.recorded_at, clock_timestamp()
  FROM ledger.event AS e
  WHERE NOT EXISTS (SELECT FROM log.log_entry AS l WHERE l.event_id = e.event_id)
  ON CONFLICT DO NOTHING`;

/** Claims whose events never came, and what would have been disclosed of them: nobody would look for them any more. */
const DROP_ORPHANS = `
  WITH orphan AS (
    DELETE FROM ledger.claim AS c
    WHERE NOT EXISTS (SELECT FROM ledger.event AS e WHERE e.event_id = c.event_id)
    RETURNING c.event_id
  )
  DELETE FROM erasable.disclosure AS d USING orphan AS o WHERE d.event_id = o.event_id`;

/**
 * Keeps a ledger from growing while its events are moved, and then makes the switch: all in one transaction, so that the
 * hold cannot be lost without the switch failing. Ending the connection gives everything up.
 */
export class EngineSwitch {
  private constructor(
    private readonly owner: pg.Client,
    private readonly from: Engine,
  ) {}

  /**
   * Makes appends to an engine wait, and waits for those that are on their way. The service refuses to append meanwhile;
   * whoever reads is not held up.
   *
   * @param owner a connected client of the schema's owner, for this alone
   * @throws LedgerInUseError an append, or another move, does not end
   */
  static async hold(owner: pg.Client, from: Engine, signal: AbortSignal): Promise<EngineSwitch> {
    await owner.query(
      `BEGIN; SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL statement_timeout = 0;
       SET LOCAL lock_timeout = ${PATIENCE_MS}`,
    );
    try {
      await owner.query(HOLD_APPENDS[from]);
    } catch (error) {
      if ((error as { code?: string }).code !== LOCK_NOT_AVAILABLE) throw explain(error);
      throw new LedgerInUseError('Somebody is writing to this ledger, or moving its events already');
    }
    if (from === 'eventstoredb') {
      const { rows } = await owner.query<{ ago: number | null }>(LAST_CLAIM);
      await pause(Math.max(0, ON_ITS_WAY_MS - (rows[0]?.ago ?? ON_ITS_WAY_MS)), signal);
      signal.throwIfAborted();
    }
    return new EngineSwitch(owner, from);
  }

  /**
   * Lets the ledger live in another engine from now on. The database refuses appends to the one before, from whichever
   * process.
   *
   * @param entries that both engines hold
   * @param alongside what else is to change in the same transaction
   * @throws LedgerInUseError PostgreSQL has another number of events
   * @throws StoreUnavailableError the connection was lost, and with it the hold: nothing was switched
   * @throws SwitchInDoubtError
   */
  async finish(to: EngineMark, entries: number, alongside: (db: Queryable) => Promise<void>): Promise<void> {
    try {
      await this.prepare(to, entries, alongside);
    } catch (error) {
      throw error instanceof LedgerInUseError ? error : explain(error);
    }
    try {
      await this.owner.query('COMMIT');
    } catch (error) {
      throw new SwitchInDoubtError(error);
    }
  }

  private async prepare(to: EngineMark, entries: number, alongside: (db: Queryable) => Promise<void>): Promise<void> {
    const { rows } = await this.owner.query('SELECT next_sequence FROM ledger.head FOR UPDATE');
    const size = Number(rows[0].next_sequence);
    if (size !== entries)
      throw new LedgerInUseError(`PostgreSQL has ${size} events where ${entries} entries were compared`);
    await this.owner.query(to.engine === 'eventstoredb' ? CLAIM_UNSEALED : DROP_ORPHANS);
    await writeEngineMark(this.owner, to);
    await alongside(this.owner);
    await this.owner.query(
      `GRANT EXECUTE ON FUNCTION ${APPENDS[to.engine]} TO ${APP_ROLE};
       REVOKE EXECUTE ON FUNCTION ${APPENDS[this.from]} FROM ${APP_ROLE}`,
    );
  }
}

/**
 * Makes sure that no process of this software is connected to the ledger's database. Waits a moment for the connections
 * of one that has just ended.
 *
 * @param owner a client that is not named like theirs
 * @throws LedgerInUseError
 */
export async function refuseWhileServed(owner: Queryable): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const { rows } = await owner.query(
      `SELECT count(*)::integer AS connections FROM pg_stat_activity
       WHERE datname = current_database() AND application_name LIKE 'progress-ledger%'`,
    );
    const { connections } = rows[0];
    if (connections === 0) return;
    if (performance.now() >= deadline)
      throw new LedgerInUseError(
        'The ledger is in use: the service, or another command, is connected to its database ' +
          `(${connections} times). Stop every process of the service`,
      );
    await sleep(LOOK_EVERY_MS);
  }
}

/** The ledger's events cannot be moved while others work on it. */
export class LedgerInUseError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'LedgerInUseError';
  }
}

/** The connection was lost at the very moment of the switch. */
export class SwitchInDoubtError extends Error {
  constructor(cause: unknown) {
    super(
      'The database did not answer at the moment of the switch: it was made, or nothing was changed. Run the command ' +
        'again to see which',
      { cause },
    );
    this.name = 'SwitchInDoubtError';
  }
}
