import { existsSync } from 'node:fs';
import type pg from 'pg';
import { onOneConnection } from '../../database/one-connection.js';
import { type EventStore, START } from '../event-store.js';
import { PostgresErasableStore } from './postgres-erasable-store.js';
import { createServiceKey, notOfThisLedger, readServiceKey, type ServiceKey } from './service-key.js';

/** Processes that make the key of a new ledger, or write down which it is, do so one after the other. */
const LOCK = `SELECT pg_advisory_xact_lock(hashtextextended('erasable.key_check', 0))`;

/**
 * The service key of one ledger: found, and never taken for another's. Only a ledger without a single entry gets a new
 * one; while its engine does not answer, nobody knows whether that is so, and there is no key yet.
 */
export class LedgerKey {
  private found?: ServiceKey;

  /** @param path of the key file */
  constructor(
    private readonly pool: pg.Pool,
    private readonly store: Pick<EventStore, 'readAll'>,
    private readonly path: string,
  ) {}

  /**
   * @throws ServiceKeyError the key is missing, not to be used, or another ledger's
   * @throws StoreUnavailableError there is no key, and the engine does not say whether the ledger is new
   */
  async get(): Promise<ServiceKey> {
    this.found ??= await this.find();
    return this.found;
  }

  private async find(): Promise<ServiceKey> {
    const known = await readCheck(this.pool);
    const mayBeMade = !known && !existsSync(this.path) && (await this.isNew());
    return onOneConnection(this.pool, async (client) => {
      try {
        await client.query(`BEGIN; ${LOCK}`);
        const check = await readCheck(client); // somebody may have made the key meanwhile
        const key =
          mayBeMade && !check && !existsSync(this.path) ? createServiceKey(this.path) : readServiceKey(this.path);
        if (check && !check.equals(key.check)) throw notOfThisLedger();
        if (!check) await this.writeCheck(client, key);
        await client.query('COMMIT');
        return key;
      } catch (error) {
        await client.query('ROLLBACK').catch(() => undefined);
        throw error;
      }
    });
  }

  private async isNew(): Promise<boolean> {
    const { rows } = await this.pool.query(
      `SELECT EXISTS (SELECT FROM erasable.disclosure) OR EXISTS (SELECT FROM person_key.person_key)
           OR EXISTS (SELECT FROM log.log_entry) AS used`,
    );
    if (rows[0].used) return false;
    return (await this.store.readAll({ after: START, limit: 1 })).length === 0;
  }

  /** A ledger from before the check has values that its key opens. */
  private async writeCheck(client: pg.ClientBase, key: ServiceKey): Promise<void> {
    await new PostgresErasableStore(this.pool, key).tryKey();
    await client.query('INSERT INTO erasable.key_check (check_value) VALUES ($1)', [key.check]);
  }
}

async function readCheck(db: Pick<pg.ClientBase, 'query'>): Promise<Buffer | undefined> {
  const { rows } = await db.query<{ check_value: Buffer }>('SELECT check_value FROM erasable.key_check');
  return rows[0]?.check_value;
}
