import { type Difference, replay } from '../../projections/runner/replay.js';
import { checkLog } from '../../projections/seal/check-log.js';
import { SealProjection } from '../../projections/seal/seal.projection.js';
import { SealedLog } from '../../projections/seal/sealed-log.js';
import type { EventStore } from '../../src/ledger/event-store.js';
import { ledgerOf } from '../support/opaque-ledger.js';
import { sampleLog } from '../support/random-logs.js';
import { firstBuild, ReadModels } from '../support/read-models.js';

const LOG = sampleLog(300);

describe('an auditor who replays the ledger', () => {
  let models: ReadModels;
  let store: EventStore;
  beforeAll(async () => {
    models = await ReadModels.open();
    store = await ledgerOf(LOG);
    const events = await store.readAll({ after: { sequence: -1 }, limit: 1_000 });
    for (const projection of [models.state, models.trail, new SealProjection()])
      await models.feed(projection, events, 37);
  });
  afterAll(() => models.close());

  /** Changes what the service itself may not. */
  const tamper = (sql: string) => models.database.ownerPool.query(sql);

  it('finds read models that equal the fold of all events, and leaves no scratch tables', async () => {
    for (const projection of [models.state, models.trail])
      expect(await replay(store, models.pool, projection)).toEqual({ events: 300, differences: [] });
    const { rows } = await models.pool.query('SELECT name FROM projection.cursor WHERE NOT live');
    expect(rows).toEqual([]);
  });

  it('finds a row that was changed behind the ledger', async () => {
    const rectangles = `${firstBuild(models.state)}.state_rect`;
    await tamper(
      `ALTER TABLE ${rectangles} DISABLE TRIGGER ALL; UPDATE ${rectangles} SET value = '{}' WHERE ctid = (SELECT min(ctid) FROM ${rectangles})`,
    );
    const { differences } = await replay(store, models.pool, models.state);
    const [{ example, ...counts }] = differences as [Difference];
    expect(counts).toEqual({ table: 'state_rect', missing: 1, surplus: 1 });
    expect(example.live).toEqual({ ...example.replayed, value: {} });
    expect(example.replayed!.value).not.toEqual({});
  });

  it('finds a row that was taken away', async () => {
    await tamper(`DELETE FROM ${firstBuild(models.trail)}.audit_entry WHERE sequence = 17`);
    const { differences } = await replay(store, models.pool, models.trail);
    expect(differences).toMatchObject([
      { table: 'audit_entry', missing: 1, surplus: 0, example: { replayed: { sequence: 17 } } },
    ]);
    expect(differences[0]!.example.live).toBeUndefined();
  });

  it('finds that the log holds the bytes of every event, and which entry does not', async () => {
    const log = new SealedLog(models.pool);
    expect(await checkLog(store, log)).toEqual({ entries: 300 });
    await tamper(
      `ALTER TABLE log.log_entry DISABLE TRIGGER ALL; UPDATE log.log_entry SET entry = replace(encode(entry, 'escape'), '"v":1', '"v":2')::bytea WHERE idx = 42`,
    );
    expect(await checkLog(store, log)).toMatchObject({
      broken: { index: 42, why: 'the event store holds other bytes' },
    });
  });

  it('finds an event store that lacks what was sealed', async () => {
    const shorter = await ledgerOf(LOG.slice(0, 40));
    expect(await checkLog(shorter, new SealedLog(models.pool))).toMatchObject({
      broken: { index: 40, why: 'the event store does not hold it' },
    });
  });
});
