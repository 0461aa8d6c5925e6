import pg from 'pg';
import { rebuild } from '../../projections/runner/rebuild.js';
import { createAppPool } from '../../src/database/app-pool.js';
import { withSettings } from '../../src/database/connection-url.js';
import type { EventStore } from '../../src/ledger/event-store.js';
import { ledgerOf, recorded } from '../support/opaque-ledger.js';
import { sampleLog } from '../support/random-logs.js';
import { firstBuild, ReadModels } from '../support/read-models.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { until } from '../support/until.js';

const LOG = sampleLog(60);
const GATE = 7_251;

/** A rebuild that failed after its switch was taken for one that had failed before: the tables that answered were dropped. */
describe('a rebuild that fails when its build answers already', () => {
  let models: ReadModels;
  let store: EventStore;
  let before: string[];
  let pool: pg.Pool;
  let said: string[];
  beforeEach(async () => {
    models = await ReadModels.open();
    store = await ledgerOf(LOG);
    await models.feed(models.state, await recorded(LOG));
    before = await models.stateRows();
    said = [];
  });
  afterEach(async () => {
    await pool.end();
    await models.close();
  });

  const rebuildState = () => rebuild(store, pool, models.state, { log: (message) => said.push(message) });
  const builds = async () => (await models.pool.query('SELECT build, live FROM projection.cursor ORDER BY build')).rows;
  const schemas = async () => {
    const { rows } = await models.pool.query(`SELECT nspname FROM pg_namespace WHERE nspname ~ '^state_v[0-9]'`);
    return rows.map(({ nspname }) => nspname).sort();
  };
  const first = () => firstBuild(models.state);

  it('leaves the tables that it could not drop to the next one', async () => {
    pool = createAppPool(withSettings(models.database.url, { lock_timeout: '500' }));
    const reader = await models.database.ownerPool.connect();
    try {
      await reader.query(`BEGIN; LOCK TABLE ${first()}.state_rect IN ACCESS SHARE MODE`);
      expect(await rebuildState()).toBe(LOG.length);
    } finally {
      await reader.query('ROLLBACK');
      reader.release();
    }
    expect(said).toEqual([expect.stringContaining(first())]);
    expect(await models.stateRows()).toEqual(before);
    expect(await schemas()).toEqual([first(), `${first()}_2`]);

    expect(await rebuildState()).toBe(LOG.length);
    expect(said).toHaveLength(1);
    expect(await models.stateRows()).toEqual(before);
    expect([await schemas(), await builds()]).toEqual([[`${first()}_3`], [{ build: 3, live: true }]]);
  });

  it('has succeeded where only the answer to its commit was lost', async () => {
    const { ownerPool, url } = models.database;
    const proxy = await TcpProxy.open(Number(new URL(url).port));
    const through = new URL(url);
    [through.hostname, through.port] = ['127.0.0.1', String(proxy.port)];
    pool = createAppPool(through.href);
    const gate = await ownerPool.connect();
    try {
      // The commit of the switch waits until nothing comes back from the server any more.
      await gate.query(`
        CREATE FUNCTION wait_at_gate() RETURNS trigger LANGUAGE plpgsql AS
          'BEGIN PERFORM pg_advisory_xact_lock_shared(${GATE}); RETURN NULL; END';
        CREATE CONSTRAINT TRIGGER gate AFTER UPDATE ON projection.cursor DEFERRABLE INITIALLY DEFERRED
          FOR EACH ROW WHEN (NEW.live) EXECUTE FUNCTION wait_at_gate();
        SELECT pg_advisory_lock(${GATE})`);
      const rebuilt = rebuildState();
      rebuilt.catch(() => undefined);
      await until('the commit', async () => {
        const { rowCount } = await gate.query(`SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`);
        return rowCount === 1;
      });
      proxy.withholdAnswers();
      await gate.query(`SELECT pg_advisory_unlock(${GATE})`);
      await until('the switch', async () => (await builds()).some(({ build, live }) => build === 2 && live));
      proxy.passAnswers();
      proxy.cut();
      expect(await rebuilt).toBe(LOG.length);
    } finally {
      gate.release();
      await proxy.close();
    }
    expect(await models.stateRows()).toEqual(before);
    expect(await builds()).toContainEqual({ build: 2, live: true });
  });
});
