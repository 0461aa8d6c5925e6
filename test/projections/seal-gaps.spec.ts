import { ensureLive } from '../../projections/runner/builds.js';
import { lockLive, takeIn } from '../../projections/runner/take-in.js';
import { SealProjection } from '../../projections/seal/seal.projection.js';
import { SealedLog } from '../../projections/seal/sealed-log.js';
import { StreamRevision } from '../../src/database/migrations/0080-stream-revision.js';
import type { RecordedEvent } from '../../src/ledger/event.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { recorded } from '../support/opaque-ledger.js';
import { sampleLog } from '../support/random-logs.js';
import { ReadModels } from '../support/read-models.js';

const LOG = sampleLog(60);

/** The events with one left out, numbered as somebody would number them who never saw it. */
function without(events: readonly RecordedEvent[], left: number): RecordedEvent[] {
  return events.filter((_, index) => index !== left).map((event, sequence) => ({ ...event, sequence }));
}

describe('the seal, when an event store keeps an event back', () => {
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

  /** The first event that has another one of its stream behind it, behind so many events. */
  const followed = (behind: number) =>
    events.findIndex(
      ({ stream, sequence }) =>
        sequence >= behind && events.some((other) => other.stream === stream && other.sequence > sequence),
    );

  it('keeps how far every stream has come', async () => {
    await take(events.slice(0, 30));
    await take(events.slice(30));
    const { rows } = await database.appPool.query('SELECT stream, rev FROM log.stream_revision');
    const expected = new Map(events.map(({ stream, revision }) => [stream, Number(revision) + 1]));
    expect(new Map(rows.map(({ stream, rev }) => [stream, Number(rev)]))).toEqual(expected);
  });

  it.each([1, 60])('stops at the gap in its stream, in batches of %d, and says which', async (size) => {
    const left = followed(10);
    const next = events.find(({ stream, sequence }) => stream === events[left]!.stream && sequence > left)!;
    const shown = without(events, left);
    const taking = (async () => {
      for (let from = 0; from < shown.length; from += size) await take(shown.slice(from, from + size));
    })();
    await expect(taking).rejects.toMatchObject({
      name: 'SealGapError',
      message: expect.stringContaining(
        `Event ${next.sequence - 1} is rev ${next.revision + 1n} of ${next.stream}, where rev ${next.revision} is next`,
      ),
    });
    // Of those that came together none is sealed, so that the right ones can be once they come.
    expect(await log.size()).toBe(size === 1 ? next.sequence - 1 : 0);
  });

  it('goes on when the events that it refused come with the one that was missing', async () => {
    const left = followed(20);
    await take(events.slice(0, left));
    await expect(take(without(events, left).slice(left))).rejects.toThrow(/kept an event back/);
    await take(events.slice(left));
    expect(await log.size()).toBe(LOG.length);
  });

  it('stops at a stream that begins in the middle', async () => {
    const second = events.find(({ revision }) => revision === 1n)!;
    await expect(take([{ ...second, sequence: 0 }])).rejects.toThrow(/rev 2 .*where rev 1 is next/);
  });

  it('learns from the log of an older version how far the streams have come', async () => {
    await take(events);
    const before = (await database.ownerPool.query('TABLE log.stream_revision ORDER BY 1')).rows;
    const runner = { query: (sql: string) => database.ownerPool.query(sql) } as never;
    const migration = new StreamRevision();
    await migration.down(runner);
    await migration.up(runner);
    expect((await database.ownerPool.query('TABLE log.stream_revision ORDER BY 1')).rows).toEqual(before);
  });
});

describe('a read model, when an event store keeps an event back from it alone', () => {
  it('stops where the log holds another event, and takes in nothing of what came together', async () => {
    const models = await ReadModels.open();
    try {
      const seal = new SealProjection();
      const placed = (await recorded(LOG)).map((event, i) => ({ ...event, position: `${i}/${i}` }));
      await ensureLive(models.pool, seal);
      await ensureLive(models.pool, models.state);
      await takeIn(models.pool, seal, lockLive(seal), placed);
      const take = (events: readonly RecordedEvent[]) =>
        takeIn(models.pool, models.state, lockLive(models.state), events);
      await take(placed.slice(0, 20));
      const shown = without(placed, 30);
      await expect(take(shown.slice(20))).rejects.toMatchObject({
        name: 'DisagreementError',
        message: expect.stringContaining(`Event 30 is ${placed[31]!.id} here, but ${placed[30]!.id} in the log`),
      });
      expect(await models.sizes.size('state')).toBe(20);
      await take(placed.slice(20));
      expect(await models.sizes.size('state')).toBe(60);
    } finally {
      await models.close();
    }
  });
});
