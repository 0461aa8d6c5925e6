import { setTimeout as delay } from 'node:timers/promises';
import { liveCursor, takeOver } from '../../projections/runner/cursors.js';
import { Leases, leasedProjections } from '../../projections/runner/leases.js';
import type { Projection } from '../../projections/runner/projection.js';
import { Projections } from '../../projections/runner/projections.js';
import { ProjectionRunner } from '../../projections/runner/runner.js';
import { lockLive, TakenOverError, takeIn } from '../../projections/runner/take-in.js';
import { createAppPool } from '../../src/database/app-pool.js';
import type { EventStore } from '../../src/ledger/event-store.js';
import { ENDLESS_MS } from '../support/endless.js';
import { appendTo, ledgerOf, recorded } from '../support/opaque-ledger.js';
import { sampleLog } from '../support/random-logs.js';
import { ReadModels } from '../support/read-models.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { until } from '../support/until.js';

const LOG = sampleLog(120);

describe('of several processes', () => {
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

  /** A runner, with what it has taken in by projection, in its order. */
  function start(store: EventStore, { standIn = false, stateVersion = models.state.version } = {}) {
    const applied: [projection: string, sequence: number][] = [];
    const watched = [models.state, models.trail].map((projection): Projection => {
      const { name, tables } = projection;
      const version = projection === models.state ? stateVersion : projection.version;
      return {
        ...{ name, version, tables },
        bulkLoad: (client) => (projection as Projection).bulkLoad!(client),
        apply: async (events, client) => {
          await projection.apply(events, client);
          applied.push(...events.map(({ sequence }) => [name, sequence] as [string, number]));
        },
      };
    });
    const runner = new ProjectionRunner(store, models.pool, watched, { stoppedBaseMs: 20, shareEveryMs: 50 });
    runners.push(runner);
    runner.start({ standIn });
    return { runner, applied, instance: runner.instance };
  }

  const caughtUp = (size: number) =>
    until(`read models at ${size}`, async () => {
      const sizes = await Promise.all(['state', 'audit-trail'].map((name) => models.sizes.size(name).catch(() => -1)));
      return sizes.every((found) => found === size);
    });
  const runnerOf = async (name: string) => (await liveCursor(models.pool, name))?.runner;
  const runBy = (instance: string) =>
    until(`${instance} to run both`, async () =>
      (await Promise.all(['state', 'audit-trail'].map(runnerOf))).every((found) => found === instance),
    );

  async function expectEachOnce(...all: { applied: [string, number][] }[]): Promise<void> {
    const { rows } = await models.pool.query(
      'SELECT count(*)::int, count(DISTINCT sequence)::int AS n FROM read.audit_entry',
    );
    expect(rows).toEqual([{ count: LOG.length, n: LOG.length }]);
    const trail = all.flatMap(({ applied }) => applied).filter(([name]) => name === 'audit-trail');
    expect(trail.map(([, sequence]) => sequence).sort((a, b) => a - b)).toEqual(LOG.map((_, n) => n));
  }

  it('one runs a projection, and another goes on where it stopped', async () => {
    const store = await ledgerOf(LOG.slice(0, 50));
    const subscribe = jest.spyOn(store, 'subscribeToAll');
    const first = start(store, { standIn: true });
    await caughtUp(50);
    const second = start(store, { standIn: true });
    await appendTo(store, LOG.slice(0, 80), 50);
    await caughtUp(80);
    expect(second.applied).toEqual([]);
    expect(subscribe).toHaveBeenCalledTimes(2); // who waits does not read along
    await first.runner.stop();
    await appendTo(store, LOG, 80);
    await caughtUp(LOG.length);
    await expectEachOnce(first, second);
  });

  it('the one whose connection is lost stops, and nothing is taken in twice', async () => {
    const store = await ledgerOf(LOG.slice(0, 50));
    const first = start(store, { standIn: true });
    await runBy(first.instance);
    const second = start(store, { standIn: true });
    for (let size = 60; size <= LOG.length; size += 10) {
      const { rowCount } = await models.database.ownerPool.query(
        `SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_stat_activity USING (pid)
          WHERE application_name = 'progress-ledger leases' AND datname = current_database()
            AND locktype = 'advisory' AND granted LIMIT 1`,
      );
      expect(rowCount).toBe(1);
      await appendTo(store, LOG.slice(0, size), size - 10);
      await caughtUp(size);
    }
    expect([first.applied.length, second.applied.length]).not.toContain(0);
    await expectEachOnce(first, second);
  });

  it('the one that does not know yet that it was replaced can write nothing', async () => {
    const store = await ledgerOf(LOG);
    const { runner, instance, applied } = start(store);
    await caughtUp(LOG.length);
    await runner.stop();
    const before = applied.length;
    await takeOver(models.pool, 'state', 'another');
    const late = takeIn(models.pool, models.state, lockLive(models.state, instance), await recorded(LOG));
    await expect(late).rejects.toThrow(TakenOverError);
    await expect(late).rejects.toThrow('state is run by another now');
    expect(applied.length).toBe(before);
  });

  it('each runs its share, and whoever only stands in takes none of it', async () => {
    const store = await ledgerOf(LOG.slice(0, 50));
    const first = start(store);
    await runBy(first.instance);
    const standIn = start(store, { standIn: true });
    await delay(300);
    await runBy(first.instance);
    const second = start(store);
    await until('a share for each', async () => {
      const names = await Promise.all(['state', 'audit-trail'].map(runnerOf));
      return names.includes(first.instance) && names.includes(second.instance);
    });
    await appendTo(store, LOG, 50);
    await caughtUp(LOG.length);
    await first.runner.stop();
    await second.runner.stop();
    await runBy(standIn.instance);
    await expectEachOnce(first, second, standIn);
  });

  it('any may rebuild what another runs', async () => {
    const store = await ledgerOf(LOG.slice(0, 50));
    const { instance } = start(store);
    await caughtUp(50);
    await new Projections(store, models.pool, [models.state, models.trail]).rebuild('state');
    await appendTo(store, LOG, 50);
    await caughtUp(LOG.length);
    expect(await liveCursor(models.pool, 'state')).toMatchObject({ build: 2, runner: instance });
  });

  it('one of a newer version builds its read model beside the one that runs, and then takes its place', async () => {
    const store = await ledgerOf(LOG.slice(0, 50));
    const older = start(store);
    await runBy(older.instance);
    const version = models.state.version + 1;
    const newer = start(store, { stateVersion: version });
    await appendTo(store, LOG.slice(0, 80), 50);
    await until('the newer read model', async () => (await liveCursor(models.pool, 'state'))?.version === version);
    await appendTo(store, LOG, 80); // the older one finds out when there is something to take in
    const live = await until('the newer process', async () => {
      const cursor = await liveCursor(models.pool, 'state');
      return cursor?.runner === newer.instance && cursor.sequence === LOG.length - 1 && cursor;
    });
    expect(live).toMatchObject({ version, status: 'running' });
    await caughtUp(LOG.length);
  });

  it('one holds a lease at a time, for as long as it lives', async () => {
    const leases = [1, 2, 3].map(() => new Leases(models.pool, { shares: false }));
    const stop = new AbortController();
    const taken: number[] = [];
    for (const [n, each] of leases.entries())
      void each.take('state', stop.signal).then((lease) => lease && taken.push(n));
    await until('one of them', async () => taken.length === 1);
    expect(await leasedProjections(models.pool, ['state', 'seal'])).toEqual(new Set(['state']));
    await delay(1_500);
    expect(taken).toHaveLength(1);
    await leases[taken[0]!]!.close();
    await until('the next', async () => taken.length === 2);
    stop.abort();
    await Promise.all(leases.map((each) => each.close()));
    expect(taken).toHaveLength(2);
    expect(await leasedProjections(models.pool, ['state'])).toEqual(new Set());
  });

  it('the one whose connection gives no answer any more stops before another begins', async () => {
    const server = new URL(models.database.url);
    const proxy = await TcpProxy.open(Number(server.port));
    const through = new URL(server);
    through.port = String(proxy.port);
    const pool = createAppPool(through.href);
    const [cutOff, other] = [pool, models.pool].map((each) => new Leases(each, { shares: true }));
    const end = new AbortController();
    try {
      const lease = (await cutOff!.take('state', end.signal))!;
      const events: string[] = [];
      lease.signal.addEventListener('abort', () => events.push('stopped'));
      const next = other!.take('state', end.signal).then(() => events.push('taken over'));
      proxy.withholdAnswers();
      await next;
      expect(events).toEqual(['stopped', 'taken over']);
      await lease.release(); // there is nothing to release any more
    } finally {
      end.abort();
      await proxy.close();
      await Promise.all([cutOff!.close(), other!.close()]);
      await pool.end();
    }
  });

  it.each([
    'it has one',
    'it asks for the first',
  ])('none waits at its end for a server that says nothing when %s', async (when) => {
    const server = new URL(models.database.url);
    const proxy = await TcpProxy.open(Number(server.port));
    const through = new URL(server);
    through.port = String(proxy.port);
    const pool = createAppPool(through.href);
    pool.options.connectionTimeoutMillis = ENDLESS_MS;
    const leases = new Leases(pool, { shares: true, answerMs: ENDLESS_MS });
    const end = new AbortController();
    try {
      if (when === 'it has one') await leases.take('state', end.signal);
      proxy.withholdAnswers();
      const next = leases.take('seal', end.signal);
      await until('the connection', async () => proxy.connectionCount === 1);
      await delay(50); // it is asking by now
      end.abort();
      await leases.close();
      expect(await next).toBeNull();
      expect(proxy.connectionCount).toBe(0);
    } finally {
      await proxy.close();
      await pool.end();
    }
  });
});
