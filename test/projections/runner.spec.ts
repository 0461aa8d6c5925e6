import { setTimeout as delay } from 'node:timers/promises';
import { ensureLive } from '../../projections/runner/builds.js';
import { liveCursor } from '../../projections/runner/cursors.js';
import type { Projection } from '../../projections/runner/projection.js';
import { Projections } from '../../projections/runner/projections.js';
import { ProjectionRunner } from '../../projections/runner/runner.js';
import { lockLive, takeIn } from '../../projections/runner/take-in.js';
import type { RecordedEvent } from '../../src/ledger/event.js';
import { type EventStore, StoreUnavailableError } from '../../src/ledger/event-store.js';
import { appendTo, idOf, ledgerOf, recorded } from '../support/opaque-ledger.js';
import type { Step } from '../support/plain-evaluation.js';
import { sampleLog } from '../support/random-logs.js';
import { firstBuild, ReadModels } from '../support/read-models.js';
import { until } from '../support/until.js';

const LOG = sampleLog(300);

describe('projections', () => {
  let models: ReadModels;
  let runners: ProjectionRunner[];
  beforeEach(async () => {
    models = await ReadModels.open();
    runners = [];
  });
  afterEach(async () => {
    await Promise.all(runners.map((runner) => runner.stop()));
    jest.restoreAllMocks();
    await models.close();
  });

  function start(store: EventStore, projections: Projection[], log?: (message: string) => void): ProjectionRunner {
    const runner = new ProjectionRunner(store, models.pool, projections, { stoppedBaseMs: 20, log });
    runners.push(runner);
    runner.start();
    return runner;
  }

  // A look may meet a connection that the test has cut.
  const caughtUp = (name: string, size: number) =>
    until(`${name} at ${size}`, async () => (await models.sizes.size(name).catch(() => -1)) === size);

  /** Rows that an uninterrupted run of single events leaves. */
  async function expectedRows(log: readonly Step[]): Promise<string[]> {
    const other = await ReadModels.open();
    try {
      await other.feed(other.state, await recorded(log), 1);
      return await other.stateRows();
    } finally {
      await other.close();
    }
  }

  it('follow the ledger, each from its own place', async () => {
    const store = await ledgerOf(LOG.slice(0, 200));
    start(store, [models.state, models.trail]);
    await caughtUp('state', 200);
    await appendTo(store, LOG, 200);
    await caughtUp('state', 300);
    await caughtUp('audit-trail', 300);
    expect(await models.stateRows()).toEqual(await expectedRows(LOG));
  });

  it('can be asked before they have taken anything in, and are made once', async () => {
    const runner = new ProjectionRunner(await ledgerOf([]), models.pool, [models.state, models.trail]);
    await runner.prepare();
    await runner.prepare();
    expect(await models.reader.statements({ asReportedOn: '2022-08-04', atSize: 0 })).toEqual([]);
    expect(await liveCursor(models.pool, 'audit-trail')).toMatchObject({ status: 'running', sequence: -1 });
  });

  it('go on where they were, after being stopped between any two events', async () => {
    const log = LOG.slice(0, 60);
    const events = await recorded(log);
    const expected = await expectedRows(log);
    await ensureLive(models.pool, models.state);
    for (const event of events) {
      // A new process takes in one event, is delivered it once more, and dies with the next one half taken in.
      const { state } = models;
      const dying: Projection = {
        ...own(state),
        apply: async (batch, client) => {
          await state.apply(batch, client);
          throw new Error('killed');
        },
      };
      await takeIn(models.pool, state, lockLive(state), [event]);
      await takeIn(models.pool, state, lockLive(state), [event]);
      const next = events[event.sequence + 1];
      if (next) await expect(takeIn(models.pool, dying, lockLive(dying), [next])).rejects.toThrow('killed');
    }
    expect(await models.stateRows()).toEqual(expected);
  });

  it('take every event in once when two runners work at the same time', async () => {
    const store = await ledgerOf(LOG.slice(0, 100));
    const said: string[] = [];
    start(store, [models.state, models.trail], (message) => said.push(message));
    start(store, [models.state, models.trail], (message) => said.push(message));
    for (let size = 110; size <= LOG.length; size += 10) await appendTo(store, LOG.slice(0, size), size - 10);
    await caughtUp('state', LOG.length);
    await caughtUp('audit-trail', LOG.length);
    expect(await models.stateRows()).toEqual(await expectedRows(LOG));
    const { rows } = await models.pool.query('SELECT count(*)::int AS count FROM read.audit_entry');
    expect(rows).toEqual([{ count: LOG.length }]);
    expect(said).toEqual([]); // neither ran into the other
  });

  it('are locked while one runner takes events in, so that another finds them taken in', async () => {
    const events = await recorded(LOG.slice(0, 30));
    const applied: number[] = [];
    const { state } = models;
    const slow: Projection = {
      ...own(state),
      apply: async (batch, client) => {
        applied.push(...batch.map(({ sequence }) => sequence));
        await delay(100);
        await state.apply(batch, client);
      },
    };
    await ensureLive(models.pool, slow);
    await Promise.all([1, 2, 3].map(() => takeIn(models.pool, slow, lockLive(slow), events)));
    expect(applied).toEqual(events.map(({ sequence }) => sequence));
  });

  it('stop alone at an event that they cannot take in, say why, and go on after the fix', async () => {
    const store = await ledgerOf(LOG.slice(0, 150));
    let broken = true;
    const fragile = failingAt(models.state, 77, () => broken);
    start(store, [fragile, models.trail]);
    const stopped = await until('the stop', async () => {
      const cursor = await liveCursor(models.pool, 'state');
      return cursor?.status === 'stopped' && cursor.sequence === 76 && cursor;
    });
    expect(stopped).toMatchObject({ eventId: idOf(77), error: expect.stringMatching(/^Event 77 .*no such thing/) });

    await appendTo(store, LOG, 150);
    await caughtUp('audit-trail', LOG.length);
    expect((await liveCursor(models.pool, 'state'))?.sequence).toBe(76);

    broken = false;
    await caughtUp('state', LOG.length);
    expect(await liveCursor(models.pool, 'state')).toMatchObject({ status: 'running' });
    expect((await liveCursor(models.pool, 'state'))?.error).toBeUndefined();
    expect(await models.stateRows()).toEqual(await expectedRows(LOG));
  });

  it('go on at once when they are told to', async () => {
    const store = await ledgerOf(LOG.slice(0, 20));
    let broken = true;
    const runner = new ProjectionRunner(store, models.pool, [failingAt(models.state, 7, () => broken)], {
      stoppedBaseMs: 600_000,
    });
    runners.push(runner);
    runner.start();
    const projections = new Projections(store, models.pool, [models.state]);
    await until('the stop', async () => (await projections.list())[0]?.status === 'stopped');
    broken = false;
    expect(await projections.resume('state')).toBe(true);
    await caughtUp('state', 20);
    expect(await projections.resume('state')).toBe(false);
  });

  it('try again by themselves while the database or the store is away', async () => {
    jest.spyOn(console, 'warn').mockReturnValue(); // the pool says that it lost its connections
    const store = await ledgerOf(LOG.slice(0, 50));
    let failures = 3;
    const { state } = models;
    const shaky: Projection = {
      ...own(state),
      apply: async (events, client) => {
        if (failures-- > 0) throw new StoreUnavailableError('away');
        await state.apply(events, client);
      },
    };
    start(store, [shaky]);
    await caughtUp('state', 50);
    await models.database.ownerPool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    await appendTo(store, LOG.slice(0, 80), 50);
    await caughtUp('state', 80);
    expect((await liveCursor(models.pool, 'state'))?.status).toBe('running');
  });

  it('say how far they are behind', async () => {
    const store = await ledgerOf(LOG.slice(0, 60));
    const projections = new Projections(store, models.pool, [models.state, models.trail], {
      now: () => new Date('2026-11-22T09:00:30Z'),
    });
    expect(await projections.list()).toEqual([]);
    await models.feed(models.state, (await recorded(LOG)).slice(0, 60));
    await models.feed(models.trail, (await recorded(LOG)).slice(0, 45));
    expect(await projections.list()).toMatchObject([
      { name: 'audit-trail', size: 45, status: 'running', lag: { events: 15, seconds: 30 } },
      { name: 'state', size: 60, status: 'running', lag: { events: 0, seconds: 0 } },
    ]);
  });

  it('never skip an event: one that comes too early stops them', async () => {
    const events = await recorded(LOG);
    await models.feed(models.state, events.slice(0, 10));
    await expect(models.feed(models.state, events.slice(11, 12))).rejects.toThrow(
      'Event 11 came where event 10 is next',
    );
    expect(await models.sizes.size('state')).toBe(10);
  });

  describe('rebuilt', () => {
    it('have the same rows as when they were kept up to date event by event', async () => {
      const store = await ledgerOf(LOG);
      const events = await recorded(LOG);
      await models.feed(models.state, events, 1);
      await models.feed(models.trail, events, 7);
      const before = await models.stateRows();
      const trailBefore = await models.pool.query('SELECT * FROM read.audit_entry ORDER BY sequence');
      const projections = new Projections(store, models.pool, [models.state, models.trail]);
      const said: string[] = [];
      expect(await projections.rebuild('state', { onProgress: ({ phase }) => said.push(phase) })).toBe(LOG.length);
      expect(await projections.rebuild('audit-trail')).toBe(LOG.length);
      expect(said).toEqual(expect.arrayContaining(['loading', 'completing', 'done']));
      expect(await models.stateRows()).toEqual(before);
      expect((await models.pool.query('SELECT * FROM read.audit_entry ORDER BY sequence')).rows).toEqual(
        trailBefore.rows,
      );
      expect(await schemas()).toEqual([`${firstBuild(models.trail)}_2`, `${firstBuild(models.state)}_2`]);
    });

    it('beside the live one, which goes on answering and taking events in', async () => {
      const store = await ledgerOf(LOG.slice(0, 200));
      start(store, [models.state]);
      await caughtUp('state', 200);
      let appended = 200;
      const slow = new Proxy(store, {
        get: (target, name) =>
          name !== 'readAll'
            ? Reflect.get(target, name)
            : async (page: Parameters<EventStore['readAll']>[0]) => {
                if (appended < LOG.length) {
                  await appendTo(store, LOG.slice(0, appended + 10), appended);
                  appended += 10;
                }
                const answers = await models.reader.statements({ asReportedOn: '2026-01-01', atSize: 200 });
                expect(answers.length).toBeGreaterThan(0);
                return target.readAll({ ...page, limit: 20 });
              },
      });
      await new Projections(slow, models.pool, [models.state]).rebuild('state');
      await appendTo(store, LOG, appended);
      await caughtUp('state', LOG.length);
      expect(await models.stateRows()).toEqual(await expectedRows(LOG));
      expect(await schemas()).toEqual([`${firstBuild(models.state)}_2`]);
    });

    it('let readers end before they take the place of the live one', async () => {
      const store = await ledgerOf(LOG);
      await models.feed(models.state, await recorded(LOG));
      const reading = await models.pool.connect();
      try {
        await reading.query('BEGIN; SELECT count(*) FROM read.state_rect');
        const rebuilt = new Projections(store, models.pool, [models.state]).rebuild('state');
        await until('the new build', async () => (await schemas()).length === 2);
        await appendTo(store, [...LOG, LOG[0]!], LOG.length);
        const { rows } = await reading.query('SELECT count(*) > 0 AS "any" FROM read.state_rect');
        expect(rows).toEqual([{ any: true }]);
        await reading.query('COMMIT');
        expect(await rebuilt).toBeGreaterThanOrEqual(LOG.length);
      } finally {
        reading.release();
      }
      expect(await schemas()).toEqual([`${firstBuild(models.state)}_2`]);
    });

    it('are left alone by an older version that still runs', async () => {
      const store = await ledgerOf(LOG.slice(0, 20));
      const version = models.state.version + 1;
      await models.feed({ ...own(models.state), version }, (await recorded(LOG)).slice(0, 20));
      const said: string[] = [];
      const older = new ProjectionRunner(store, models.pool, [models.state], { log: (message) => said.push(message) });
      runners.push(older);
      older.start();
      await until('its word', async () => said.length > 0);
      expect(said).toEqual([expect.stringMatching(/later version of this software/)]);
      await older.prepare();
      expect(await liveCursor(models.pool, 'state')).toMatchObject({ version, status: 'running', sequence: 19 });
    });

    it('are given up without a trace when they are told to stop', async () => {
      const store = await ledgerOf(LOG);
      await models.feed(models.state, await recorded(LOG));
      const before = await models.stateRows();
      const giveUp = new AbortController();
      const onProgress = () => giveUp.abort();
      const projections = new Projections(store, models.pool, [models.state]);
      await expect(projections.rebuild('state', { onProgress, signal: giveUp.signal })).rejects.toThrow(/abort/i);
      expect(await schemas()).toEqual([firstBuild(models.state)]);
      expect(await models.stateRows()).toEqual(before);
      expect(await projections.rebuild('state')).toBe(LOG.length);
    });

    it('start anew after a process that rebuilt them was killed', async () => {
      const store = await ledgerOf(LOG);
      await models.feed(models.state, await recorded(LOG));
      const { version } = models.state;
      const unfinished = `${firstBuild(models.state)}_2`;
      await models.pool.query(`CREATE SCHEMA ${unfinished}; CREATE TABLE ${unfinished}.state_key (left_over int)`);
      await models.pool.query(
        `INSERT INTO projection.cursor (name, version, build, live, sequence, status)
         VALUES ('state', $1, 2, false, 5, 'rebuilding')`,
        [version],
      );
      await new Projections(store, models.pool, [models.state]).rebuild('state');
      expect(await models.stateRows()).toEqual(await expectedRows(LOG));
      expect(await schemas()).toHaveLength(1);
    });

    it('one process at a time', async () => {
      const store = await ledgerOf(LOG);
      const projections = new Projections(store, models.pool, [models.state]);
      const both = await Promise.allSettled([projections.rebuild('state'), projections.rebuild('state')]);
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    });

    it('by the runner, when the software has a newer version of them', async () => {
      const store = await ledgerOf(LOG);
      const { state } = models;
      await models.feed({ ...own(state), version: state.version - 1 }, await recorded(LOG));
      start(store, [state]);
      await until('this version', async () => (await liveCursor(models.pool, 'state'))?.version === state.version);
      await caughtUp('state', LOG.length);
      await until('the end of the older one', async () => (await schemas()).join() === firstBuild(state));
    });
  });

  async function schemas(): Promise<string[]> {
    const { rows } = await models.pool.query(
      `SELECT nspname FROM pg_namespace WHERE nspname ~ '_v[0-9]' ORDER BY nspname`,
    );
    return rows.map(({ nspname }) => nspname);
  }
});

/** The members of a projection as an object, so that some can be replaced. */
function own(projection: Projection): Projection {
  const { name, version, tables } = projection;
  return {
    ...{ name, version, tables },
    apply: (events, client) => projection.apply(events, client),
    bulkLoad: (client) => projection.bulkLoad!(client),
  };
}

function failingAt(projection: Projection, sequence: number, broken: () => boolean): Projection {
  return {
    ...own(projection),
    apply: async (events: readonly RecordedEvent[], client) => {
      if (broken() && events.some((event) => event.sequence === sequence)) throw new Error('there is no such thing');
      await projection.apply(events, client);
    },
  };
}
