import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SealedDisclosure } from '../../src/ledger/event.js';
import { StoreUnavailableError } from '../../src/ledger/event-store.js';
import { Claims } from '../../src/ledger/eventstoredb/claims.js';
import { prepareAppend } from '../../src/ledger/prepared-append.js';
import { NO_STREAM } from '../../src/ledger/verdict.js';
import { newEvent, range } from '../contract/event-store.contract.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { until } from '../support/until.js';

const prepared = (stream: string, ids: string[], disclosures: SealedDisclosure[] = []) =>
  prepareAppend(
    stream,
    'any',
    ids.map((id) => newEvent({ id, disclosures })),
  );

const disclosure = (pointer: string): SealedDisclosure => ({
  pointer,
  subjectKeyId: null,
  nonce: Buffer.from(randomUUID().replaceAll('-', '').slice(0, 24), 'hex'),
  ciphertext: Buffer.from('ciphertext'),
});

describe('claims of event ids', () => {
  let database: TestDatabase;
  let claims: Claims;
  let others: Claims;

  beforeEach(async () => {
    database = await createTestDatabase();
    claims = new Claims(database.appPool);
    others = new Claims(database.appPool);
  });

  afterEach(async () => {
    await Promise.all([claims.close(), others.close()]);
    await database.close();
  });

  /** Writes an entry of an event into the log, as the seal does. */
  async function seal(id: string, stream: string, rev: number): Promise<void> {
    const entry = Buffer.from(JSON.stringify({ id, rev, stream }));
    await database.ownerPool.query(
      'INSERT INTO log.log_entry (idx, event_id, entry) SELECT count(*), $1, $2 FROM log.log_entry',
      [id, entry],
    );
  }

  const disclosed = async () =>
    (await database.ownerPool.query('SELECT event_id, pointer, nonce, candidate FROM erasable.disclosure')).rows;

  /** On the clock that claims are on, in milliseconds since 1970. */
  const now = async (): Promise<number> =>
    (await database.ownerPool.query('SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now'))
      .rows[0].now;

  it('are new once', async () => {
    const [a, b] = [randomUUID(), randomUUID()];
    const before = await now();
    const first = await claims.claim(prepared('plan-a', [a, b]));
    const after = await now();
    expect([first.known.size, first.sought.size]).toEqual([0, 0]);
    const second = await others.claim(prepared('plan-a', [a, randomUUID(), b]));
    expect(second.known.size).toBe(0);
    expect(second.sought).toEqual(new Set([a, b]));
    const since = second.since.getTime();
    expect([before, since, after]).toEqual([before, since, after].sort((a, b) => a - b));
  });

  it('tell of another stream', async () => {
    const id = randomUUID();
    await claims.claim(prepared('plan-a', [id]));
    const { known, sought } = await others.claim(prepared('plan-b', [id, randomUUID()]));
    expect([...known]).toEqual([[id, { stream: 'plan-a', revision: NO_STREAM }]]);
    expect(sought.size).toBe(0);
  });

  it('tell the place of an event that is sealed, claimed or not', async () => {
    const [a, b, c] = [randomUUID(), randomUUID(), randomUUID()];
    await claims.claim(prepared('plan-a', [a, b]));
    await seal(b, 'plan-a', 7);
    await seal(c, 'plan-ö "x"', 3);
    const { known, sought } = await claims.claim(prepared('plan-a', [a, b, c]));
    expect(known).toEqual(
      new Map([
        [b, { stream: 'plan-a', revision: 6n }],
        [c, { stream: 'plan-ö "x"', revision: 2n }],
      ]),
    );
    expect(sought).toEqual(new Set([a]));
  });

  it('go to one stream when several claim an id at the same time', async () => {
    for (const _ of range(20)) {
      const ids = range(5).map(() => randomUUID() as string);
      const answers = await Promise.all(
        range(8).map(async (i) => {
          const order = i % 2 ? ids : [...ids].reverse();
          return (i % 3 ? claims : others).claim(prepared(`plan-${i}`, order));
        }),
      );
      // Each id is new for one of them, and all others are told of that one.
      for (const id of ids) {
        const owners = new Set(answers.map(({ known }, i) => known.get(id)?.stream ?? `plan-${i}`));
        expect(owners.size).toBe(1);
      }
    }
  });

  it('bring the disclosures of their events, also of such as are decided again', async () => {
    const id = randomUUID();
    const [first, again] = [disclosure('/by'), disclosure('/by')];
    const append = prepared('plan-a', [id], [first, disclosure('/data/reason')]);
    await claims.claim(append);
    await claims.claim(append);
    expect(await disclosed()).toHaveLength(2);
    await claims.claim(prepared('plan-a', [id], [again]));
    const rows = (await disclosed()).filter(({ pointer }) => pointer === '/by');
    expect(rows).toHaveLength(2);
    for (const { event_id, nonce, candidate } of rows) {
      expect(event_id).toBe(id);
      expect(candidate).toEqual(nonce);
    }
  });

  it('bring none for an event that is sealed: what it had may have been erased', async () => {
    const [a, b] = [randomUUID(), randomUUID()];
    await seal(a, 'plan-a', 1);
    await claims.claim(prepared('plan-a', [a, b], [disclosure('/by')]));
    expect((await disclosed()).map(({ event_id }) => event_id)).toEqual([b]);
  });

  it('are kept where they are renewed while they are being swept, with what belongs to their event', async () => {
    const id = randomUUID();
    const append = prepared('plan-a', [id], [disclosure('/by')]);
    await claims.claim(append);
    await database.ownerPool.query(`UPDATE ledger.claim SET renewed_at = renewed_at - interval '2 days'`);
    const holder = await database.ownerPool.connect();
    try {
      await holder.query('BEGIN; LOCK TABLE log.log_entry IN ACCESS EXCLUSIVE MODE'); // claims stop in their middle
      const renewed = claims.claim(append);
      const waits = `SELECT FROM pg_locks WHERE relation = 'log.log_entry'::regclass AND NOT granted`;
      await until('the claim', async () => (await database.ownerPool.query(waits)).rowCount === 1);
      const swept = database.appPool.query('SELECT * FROM ledger.drop_claims($1, $1, $2)', [
        [id],
        append.events[0]!.disclosures.map(({ nonce }) => nonce),
      ]);
      await Promise.race([swept, sleep(300)]);
      await holder.query('COMMIT');
      expect((await swept).rows).toEqual([{ claims: 0, disclosures: 0 }]);
      expect((await renewed).sought).toEqual(new Set([id]));
      expect(await disclosed()).toHaveLength(1);
    } finally {
      holder.release();
    }
  });

  it('cannot be made, changed or taken back by the service in another way', async () => {
    await claims.claim(prepared('plan-a', [randomUUID()], [disclosure('/by')]));
    for (const statement of [
      'SELECT FROM ledger.claim',
      'DELETE FROM ledger.claim',
      `INSERT INTO ledger.claim VALUES (gen_random_uuid(), 'plan-a', now(), now())`,
      'DELETE FROM erasable.disclosure',
    ])
      await expect(database.appPool.query(statement)).rejects.toMatchObject({ code: '42501' });
    const young = `SELECT * FROM ledger.drop_claims(
      ARRAY(SELECT event_id FROM erasable.disclosure), ARRAY(SELECT event_id FROM erasable.disclosure),
      ARRAY(SELECT nonce FROM erasable.disclosure))`;
    expect((await database.appPool.query(young)).rows).toEqual([{ claims: 0, disclosures: 0 }]);
  });

  it('are unavailable while the database is', async () => {
    const gone = new Claims(database.appPool, { timeoutMs: 300 });
    const holder = await database.ownerPool.connect();
    try {
      await holder.query('BEGIN; LOCK TABLE ledger.claim IN ACCESS EXCLUSIVE MODE');
      await expect(gone.claim(prepared('plan-a', [randomUUID()]))).rejects.toBeInstanceOf(StoreUnavailableError);
    } finally {
      await holder.query('ROLLBACK');
      holder.release();
      await gone.close();
    }
  });
});
