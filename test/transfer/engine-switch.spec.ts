import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { type EngineMark, readEngineMark, settleEngine } from '../../src/ledger/engine-mark.js';
import { EngineSwitch, LedgerInUseError, refuseWhileServed } from '../../src/ledger/engine-switch.js';
import type { NewEvent } from '../../src/ledger/event.js';
import { StoreUnavailableError } from '../../src/ledger/event-store.js';
import { Claims } from '../../src/ledger/eventstoredb/claims.js';
import { MovedAwayError } from '../../src/ledger/postgres/moved-away.js';
import { PostgresEventStore } from '../../src/ledger/postgres/postgres-event-store.js';
import { prepareAppend } from '../../src/ledger/prepared-append.js';
import { newEvent } from '../contract/event-store.contract.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

const POSTGRESQL: EngineMark = { engine: 'postgresql' };
const EVENTSTOREDB: EngineMark = { engine: 'eventstoredb', streamPrefix: 'progressledger.' };
const QUICK_MS = 500;

describe('the switch of engines', () => {
  const { signal } = new AbortController();
  const nothing = async () => undefined;
  let database: TestDatabase;
  let owners: pg.Client[];
  let store: PostgresEventStore;
  let claims: Claims;

  beforeEach(async () => {
    database = await createTestDatabase();
    owners = [];
    store = new PostgresEventStore(database.appPool, { appendTimeoutMs: QUICK_MS });
    claims = new Claims(database.appPool, { timeoutMs: QUICK_MS });
  });

  afterEach(async () => {
    await Promise.all([...owners.map((owner) => owner.end().catch(() => undefined)), store.close(), claims.close()]);
    await database.close();
  });

  async function owner(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: database.url });
    client.on('error', () => undefined);
    owners.push(client);
    await client.connect();
    return client;
  }

  const append = (event: NewEvent = newEvent()) => store.append(`thing-${randomUUID()}`, 'no-stream', [event]);
  const claim = (event: NewEvent = newEvent()) => claims.claim(prepareAppend('thing-1', 'no-stream', [event]));
  const mark = () => readEngineMark(database.appPool);

  describe('from PostgreSQL', () => {
    beforeEach(() => settleEngine(database.appPool, POSTGRESQL));

    it('lets no append through while events are moved, and lets them go on when it is given up', async () => {
      await append();
      const client = await owner();
      await EngineSwitch.hold(client, 'postgresql', signal);
      await expect(append()).rejects.toThrow(StoreUnavailableError);
      expect(await store.readAll({ after: { sequence: -1 }, limit: 9 })).toHaveLength(1);
      await client.end();
      await append();
      expect(await mark()).toEqual(POSTGRESQL);
    });

    it('closes PostgreSQL to the service, whichever process it is', async () => {
      await append();
      const held = await EngineSwitch.hold(await owner(), 'postgresql', signal);
      await held.finish(EVENTSTOREDB, 1, async (db) => void (await db.query('CREATE TABLE public.alongside ()')));
      expect(await mark()).toEqual(EVENTSTOREDB);
      await expect(append()).rejects.toThrow(MovedAwayError);
      await expect(store.append('thing-1', 'no-stream', [newEvent(), newEvent()])).rejects.toThrow(MovedAwayError);
      expect(await store.status()).toMatchObject({ connected: true, problem: expect.stringMatching('Restart it') });
      await claim();
      const { rows } = await database.ownerPool.query(`SELECT to_regclass('public.alongside') IS NOT NULL AS made`);
      expect(rows).toEqual([{ made: true }]);
    });

    it('claims the ids that the log does not know', async () => {
      const [sealed, unsealed] = [newEvent(), newEvent()];
      await append(sealed);
      await store.append('thing-2', 'no-stream', [unsealed]);
      await database.ownerPool.query(`INSERT INTO log.log_entry (idx, event_id, entry) VALUES (0, $1, '{}')`, [
        sealed.id,
      ]);
      const held = await EngineSwitch.hold(await owner(), 'postgresql', signal);
      await held.finish(EVENTSTOREDB, 2, nothing);
      const { rows } = await database.ownerPool.query('SELECT event_id, stream FROM ledger.claim');
      expect(rows).toEqual([{ event_id: unsealed.id, stream: 'thing-2' }]);
    });

    it('changes nothing when PostgreSQL has another number of events, or something alongside fails', async () => {
      await append();
      const held = await EngineSwitch.hold(await owner(), 'postgresql', signal);
      await expect(held.finish(EVENTSTOREDB, 2, nothing)).rejects.toThrow(LedgerInUseError);
      await owners[0]!.end();
      const again = await EngineSwitch.hold(await owner(), 'postgresql', signal);
      const fails = async () => {
        throw new Error('No');
      };
      await expect(again.finish(EVENTSTOREDB, 1, fails)).rejects.toThrow('No');
      await owners[1]!.end();
      expect(await mark()).toEqual(POSTGRESQL);
      await append();
    });

    it('changes nothing when the connection that holds the ledger is lost', async () => {
      const client = await owner();
      const held = await EngineSwitch.hold(client, 'postgresql', signal);
      await database.ownerPool.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'idle in transaction'
           AND datname = current_database()`,
      );
      await expect(held.finish(EVENTSTOREDB, 0, nothing)).rejects.toThrow(StoreUnavailableError);
      expect(await mark()).toEqual(POSTGRESQL);
      await append();
    });

    it('is made by one at a time', async () => {
      await EngineSwitch.hold(await owner(), 'postgresql', signal);
      await expect(EngineSwitch.hold(await owner(), 'postgresql', signal)).rejects.toThrow(LedgerInUseError);
    });
  });

  describe('from EventStoreDB', () => {
    beforeEach(() => settleEngine(database.appPool, EVENTSTOREDB));

    it('lets no append begin while events are moved, and lets them go on when it is given up', async () => {
      const client = await owner();
      await EngineSwitch.hold(client, 'eventstoredb', signal);
      await expect(claim()).rejects.toThrow(StoreUnavailableError);
      await client.end();
      await claim();
      expect(await mark()).toEqual(EVENTSTOREDB);
    });

    it('closes EventStoreDB to the service, and opens PostgreSQL again', async () => {
      const forth = await EngineSwitch.hold(await owner(), 'postgresql', signal);
      await forth.finish(EVENTSTOREDB, 0, nothing);
      const back = await EngineSwitch.hold(await owner(), 'eventstoredb', signal);
      await back.finish(POSTGRESQL, 0, nothing);
      expect(await mark()).toEqual(POSTGRESQL);
      await expect(claim()).rejects.toThrow(MovedAwayError);
      await append();
    });

    it('leaves nothing of events that never came', async () => {
      const disclosures = [
        { pointer: '/data/reason', subjectKeyId: null, nonce: Buffer.from('n'), ciphertext: Buffer.from('c') },
      ];
      const [recorded, never] = [1, 2].map(() => ({ ...newEvent(), disclosures }));
      await append(recorded);
      await claim(recorded);
      await claim(never);
      await database.ownerPool.query(`UPDATE ledger.claim SET renewed_at = now() - interval '1 hour'`);
      const held = await EngineSwitch.hold(await owner(), 'eventstoredb', signal);
      await held.finish(POSTGRESQL, 1, nothing);
      const left = await database.ownerPool.query(
        `SELECT event_id FROM ledger.claim UNION ALL SELECT event_id FROM erasable.disclosure`,
      );
      expect(new Set(left.rows.map(({ event_id }) => event_id))).toEqual(new Set([recorded!.id]));
    });

    it('waits for appends that may still be on their way, and for no others', async () => {
      const [sealed, unsealed] = [newEvent(), newEvent()];
      await claim(sealed);
      await database.ownerPool.query(`INSERT INTO log.log_entry (idx, event_id, entry) VALUES (0, $1, '{}')`, [
        sealed.id,
      ]);
      const renewed = (id: string, ago: string) =>
        database.ownerPool.query('UPDATE ledger.claim SET renewed_at = now() - $2::interval WHERE event_id = $1', [
          id,
          ago,
        ]);
      await renewed(sealed.id, '-1 hour'); // waited for, it would take that hour
      await hold();
      await claim(unsealed);
      await renewed(unsealed.id, '29 seconds');
      await hold();
      const { rows } = await database.ownerPool.query(
        `SELECT clock_timestamp() - renewed_at > interval '29.9 seconds' AS is_over FROM ledger.claim WHERE event_id = $1`,
        [unsealed.id],
      );
      expect(rows).toEqual([{ is_over: true }]);
    }, 25_000); // whoever waits for all of the 30 s does not end in time

    it('can be interrupted while it waits', async () => {
      await claim();
      const hold = EngineSwitch.hold(await owner(), 'eventstoredb', AbortSignal.timeout(200));
      await expect(hold).rejects.toThrow(/timeout/);
    });

    /** Resolves when the ledger has been held for a moment. */
    async function hold(): Promise<void> {
      const client = await owner();
      await EngineSwitch.hold(client, 'eventstoredb', signal);
      await client.end();
    }
  });

  it('is not made while the service is connected', async () => {
    await database.appPool.query('SELECT');
    await expect(refuseWhileServed(await owner())).rejects.toThrow(/The ledger is in use: .* \(1 times\)/);
  });

  it('waits for connections that are about to end', async () => {
    const going = new pg.Client({ connectionString: database.url, application_name: 'progress-ledger leases' });
    await going.connect();
    setTimeout(() => going.end(), 300);
    await refuseWhileServed(await owner());
  });
});
