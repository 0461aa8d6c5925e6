import { ensureLive } from '../../projections/runner/builds.js';
import { liveCursor } from '../../projections/runner/cursors.js';
import { ProjectionRunner } from '../../projections/runner/runner.js';
import { lockLive, takeIn } from '../../projections/runner/take-in.js';
import { SealProjection } from '../../projections/seal/seal.projection.js';
import { SealedLog } from '../../projections/seal/sealed-log.js';
import { inTransaction } from '../../src/database/transaction.js';
import { canonicalBytes, parseCanonical } from '../../src/integrity/canonical-json.js';
import { entryBytes } from '../../src/integrity/entry.js';
import type { RecordedEvent } from '../../src/ledger/event.js';
import { START } from '../../src/ledger/event-store.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { bareLedger } from '../support/engine.js';
import { eventOf, idOf, ledgerOf, recorded } from '../support/opaque-ledger.js';
import { sampleLog } from '../support/random-logs.js';
import { until } from '../support/until.js';

const LOG = sampleLog(40);

/** Known answers of a Merkle tree's leaves: SHA-256 of 0x00 and the canonical bytes of `{"n":n,"type":"test"}`. */
const LEAF_HASHES = [
  '283460c04f3e1864db4695b2d56c7916ac0143bd0f23a2258312bfcca79dfee2',
  '2ec7ae2af223bccc37a767cab31f93ee38273f27747b6ffdbcf8677e9f20ccc9',
  '353b48c78a977aed8d53216c28e225b4dbcd94a4c40b09dfad82ec76acb66156',
  '16baf0c0dbb8b7dd86e1cfbe887e51459f22b7a4a1afa5fab7bdd006ace0a6e0',
  '6ba7bf39e352be387a0bd41c158399ce220b60e0be5ba49da31c2607329e0996',
  '8da25abc984af1d055adc887e5503ac12a609d141e90fda715e83308e502336a',
  'e8054f4ef50c8a065d7bc5254aa4148b6a57f97f8c5072ae3b5bf6d6ff8fdb49',
  '1ca71b9a9294e5575d1c378ce7595a68b0c968294445441e8d2b6eae2d3ad971',
];

/** Known answers of canonical JSON: the text of a value, and its bytes in hexadecimal. */
const CANONICAL = [
  [
    '{"9":8,"10":7,"\\ufb33":1,"\\ud83d\\ude00":2,"\\u20ac":3,"\\u00e9":4,"b":5,"a":6}',
    '7b223130223a372c2239223a382c2261223a362c2262223a352c22c3a9223a342c22e282ac223a332c22f09f9880223a322c22efacb3223a317d',
  ],
  [
    '{"s":"\\u0001\\b\\t\\n\\u000b\\f\\r\\u001f\\"\\\\/\\u007f\\u2028\\u00e9"}',
    '7b2273223a225c75303030315c625c745c6e5c75303030625c665c725c75303031665c225c5c2f7fe280a8c3a9227d',
  ],
  [
    '{"max":9007199254740991,"min":-9007199254740991,"zero":0,"value":"12.50"}',
    '7b226d6178223a393030373139393235343734303939312c226d696e223a2d393030373139393235343734303939312c2276616c7565223a2231322e3530222c227a65726f223a307d',
  ],
  ['{}', '7b7d'],
] as const;

describe('the seal', () => {
  const seal = new SealProjection();
  let database: TestDatabase;
  let log: SealedLog;
  let events: RecordedEvent[];
  beforeEach(async () => {
    database = await createTestDatabase();
    log = new SealedLog(database.appPool);
    events = await recorded(LOG);
    await ensureLive(database.appPool, seal);
  });
  afterEach(() => database.close());

  const take = (batch: readonly RecordedEvent[]) => takeIn(database.appPool, seal, lockLive(seal), batch);

  it('writes the canonical bytes of every event in the order of the ledger', async () => {
    await take(events.slice(0, 25));
    await take(events.slice(25));
    expect(await log.size()).toBe(LOG.length);
    const entries = await log.page({ after: -1, limit: 100, atSize: LOG.length });
    expect(entries.map(({ index, eventId }) => [index, eventId])).toEqual(
      events.map(({ sequence, id }) => [sequence, id]),
    );
    for (const [index, { entry }] of entries.entries()) {
      expect(entry).toEqual(entryBytes(events[index]!));
      expect(parseCanonical(entry)).toMatchObject({
        v: 1,
        id: events[index]!.id,
        rev: Number(events[index]!.revision) + 1,
      });
    }
  });

  it('hashes entries as leaves of the tree', async () => {
    const { rows } = await database.ownerPool.query(
      `INSERT INTO log.log_entry (idx, event_id, entry)
       SELECT n - 1, gen_random_uuid(), entry FROM unnest($1::bytea[]) WITH ORDINALITY AS e (entry, n)
       RETURNING encode(leaf_hash, 'hex') AS hash`,
      [LEAF_HASHES.map((_, n) => canonicalBytes({ type: 'test', n }))],
    );
    expect(rows.map(({ hash }) => hash)).toEqual(LEAF_HASHES);
  });

  it.each(CANONICAL)('makes the known bytes of %s', (text, hex) => {
    expect(canonicalBytes(JSON.parse(text)).toString('hex')).toBe(hex);
  });

  it('takes the same events once more for what they are', async () => {
    await take(events.slice(0, 20));
    await take(events.slice(10, 30));
    expect(await log.size()).toBe(30);
  });

  it('stops at another event where one is sealed', async () => {
    await take(events.slice(0, 20));
    const other = { ...events[12]!, id: idOf(9_999) };
    await expect(take([other])).rejects.toThrow(/Entry 12 of the log is event .* but the event store has/);
    expect(await log.size()).toBe(20);
  });

  it('stops at a gap and at an event that is in the log elsewhere', async () => {
    await take(events.slice(0, 20));
    await expect(take(events.slice(21, 22))).rejects.toThrow('Event 21 came where event 20 is next');
    await expect(take([{ ...events[20]!, id: events[3]!.id }])).rejects.toThrow(/unique/);
    expect(await log.size()).toBe(20);
  });

  it('stops when its place and the log do not agree', async () => {
    await take(events.slice(0, 20));
    await database.appPool.query(`UPDATE projection.cursor SET sequence = 24 WHERE name = 'seal'`);
    await expect(take(events.slice(25, 26))).rejects.toThrow('Event 25 came where the log has 20 entries');
  });

  it('stops at an event that has no canonical form', async () => {
    const fraction = { ...events[0]!, data: { value: 1.5 } };
    await expect(take([fraction])).rejects.toThrow(/only whole numbers/);
    expect(await log.size()).toBe(0);
  });

  it('starts again where the event store still has its last entry', async () => {
    await take(events);
    await inTransaction(database.appPool, async (client) => seal.check(await ledgerOf(LOG), client));
  });

  it.each([
    ['lacks the last entry', async () => ledgerOf(LOG.slice(0, -1))],
    ['holds another last entry', async () => ledgerOf([...LOG.slice(0, -1), { ...LOG.at(-1)!, ...changed() }])],
  ])('starts nothing on an event store that %s', async (_, store) => {
    await take(events);
    const other = await store();
    const said: string[] = [];
    const runner = new ProjectionRunner(other, database.appPool, [seal], { log: (message) => said.push(message) });
    runner.start();
    const cursor = await until('the alarm', async () => {
      const found = await liveCursor(database.appPool, 'seal');
      return found?.status === 'stopped' && found;
    });
    await runner.stop();
    expect(cursor.error).toMatch(/restored from an older copy or changed/);
    expect(said).toEqual([expect.stringMatching(/^Projection seal has stopped: /)]);
    expect(await log.size()).toBe(LOG.length);
  });

  it('goes on when the right event store is back, though there is nothing new', async () => {
    await take(events);
    const store = await ledgerOf(LOG);
    let lost = true;
    const readStream: typeof store.readStream = (stream, range) => store.readStream(lost ? 'lost' : stream, range);
    const flaky = new Proxy(store, {
      get: (target, name) => (name === 'readStream' ? readStream : Reflect.get(target, name)),
    });
    const runner = new ProjectionRunner(flaky, database.appPool, [seal], { stoppedBaseMs: 20 });
    runner.start();
    const status = async () => (await liveCursor(database.appPool, 'seal'))?.status;
    await until('the alarm', async () => (await status()) === 'stopped');
    lost = false;
    await until('its end', async () => (await status()) === 'running');
    await until('its end in memory', async () => runner.trouble.size === 0);
    await runner.stop();
  });

  it('seals what is appended while it runs', async () => {
    const { store } = await bareLedger();
    const runner = new ProjectionRunner(store, database.appPool, [seal]);
    runner.start();
    for (const sequence of LOG.keys()) {
      const { stream, event } = eventOf(LOG, sequence);
      await store.append(stream, 'any', [event]);
    }
    await until('the last entry', async () => (await log.size()) === LOG.length);
    await runner.stop();
    const [last] = await store.readAll({ after: { sequence: LOG.length - 2 }, limit: 1 });
    expect((await log.at(LOG.length - 1))?.entry).toEqual(entryBytes(last!));
    expect(await log.indexOf(last!.id)).toBe(LOG.length - 1);
    expect(await log.at(LOG.length)).toBeNull();
    expect(await store.readAll({ after: START, limit: 1 })).toHaveLength(1);
  });

  describe('and its table', () => {
    beforeEach(() => take(events));

    it.each([
      'UPDATE log.log_entry SET event_id = gen_random_uuid()',
      'DELETE FROM log.log_entry',
      'TRUNCATE log.log_entry',
    ])('refuse %s', async (sql) => {
      await expect(database.appPool.query(sql)).rejects.toMatchObject({ code: '42501' });
      await expect(database.ownerPool.query(sql)).rejects.toThrow('never changed or removed');
    });

    it.each([1, 65_536])('refuse an entry of %i bytes', async (bytes) => {
      await expect(
        database.appPool.query('INSERT INTO log.log_entry (idx, event_id, entry) VALUES (40, gen_random_uuid(), $1)', [
          Buffer.alloc(bytes),
        ]),
      ).rejects.toMatchObject({ code: '23514' });
    });
  });
});

/** A step with the same target and kind but other words. */
function changed() {
  return { value: 'other words', reportedOn: '2019-01-02' };
}
