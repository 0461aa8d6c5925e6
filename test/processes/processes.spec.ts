import { createFolder, removeFolder } from '../database/service-process.js';
import { Writers } from '../faults/writers.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { TestEngine } from '../support/engine.js';
import { EventStoreDbServer } from '../support/eventstoredb-server/index.js';
import { createToken } from '../support/ledger-cli.js';
import { allEvents, caughtUp, expectReadModelsMadeAnew, expectSoundLog } from '../support/soundness.js';
import { until } from '../support/until.js';
import { type Health, LedgerProcess } from './ledger-process.js';

const PROJECTIONS = ['audit-trail', 'seal', 'search', 'state'];
const ROLES = ['administrator', 'policy-officer', 'approver'];
const WRITERS = 4;

jest.setTimeout(120_000);

describe('processes of the service', () => {
  let database: TestDatabase;
  let engine: TestEngine;
  let folder: string;
  let env: Record<string, string>;
  let started: LedgerProcess[];
  let writers: Writers | undefined;

  beforeEach(async () => {
    [database, engine, folder] = await Promise.all([createTestDatabase(), TestEngine.start(), createFolder()]);
    env = { DATABASE_URL: database.url, DATA_DIR: folder, ...engine.env };
    started = [];
    writers = undefined;
  });
  afterEach(async () => {
    writers?.abandon();
    await Promise.all(started.map((each) => each.end('SIGKILL')));
    await Promise.all([database.close(), engine.close(), removeFolder(folder)]);
  });

  async function launch(kind: Parameters<typeof LedgerProcess.launch>[0], at?: number): Promise<LedgerProcess> {
    const launched = await LedgerProcess.launch(kind, env, at);
    started.push(launched);
    return launched;
  }

  /** People at work on a process that serves the API. */
  async function work(api: LedgerProcess): Promise<Writers> {
    const token = await createToken(env, 'Writer', ROLES);
    writers = new Writers(api.port, token);
    await writers.open();
    writers.start(WRITERS, 7);
    return writers;
  }

  /** Waits until so many commands have been acknowledged beyond those that have been so far. */
  async function acknowledged(more: number): Promise<void> {
    const wanted = writers!.acknowledged.size + more;
    await until(`${wanted} acknowledged commands`, async () => writers!.acknowledged.size >= wanted, 60_000);
  }

  /** Everything that was acknowledged is there once, sealed, and in read models as they would be if made anew. */
  async function expectNothingLostOrDoubled(): Promise<void> {
    expect(writers!.violations).toEqual([]);
    await caughtUp(database.appPool, engine);
    const events = await allEvents(database.appPool, engine);
    const promised = [...writers!.acknowledged.values()].flatMap(({ receipt }) => receipt.eventIds);
    expect(events.map(({ id }) => id).sort()).toEqual([...promised].sort());
    await expectSoundLog(database.appPool, engine, events);
    await expectReadModelsMadeAnew(database.appPool, events);
  }

  const runners = ({ projections }: Health) => projections.map(({ runBy }) => runBy);

  it('share the work: one serves, others run each projection once and take over from one that is killed', async () => {
    const [api, one, other] = await Promise.all([launch('api'), launch('projections'), launch('projections')]);
    const names = await Promise.all([one.ready(), other.ready()]).then((both) => both.map(({ instance }) => instance));
    await work(api);
    const shared = await api.healthWith('both at work', (health) =>
      names.every((name) => runners(health).includes(name)),
    );
    expect(shared).toMatchObject({ engine: { name: engine.name, connected: true }, database: { connected: true } });
    expect(shared.projections.map(({ name }) => name).sort()).toEqual(PROJECTIONS);
    expect(names).not.toContain(shared.instance);

    const takenOver = (by: string | undefined) =>
      api.healthWith(`${by} to run all`, (health) => runners(health).every((name) => name === by));
    await acknowledged(20);
    await one.end('SIGKILL');
    await takenOver(names[1]);
    const third = await launch('projections').then((next) => next.ready());
    await acknowledged(20);
    await other.end('SIGKILL');
    await takenOver(third.instance);
    await acknowledged(20);
    await writers!.stop();
    await expectNothingLostOrDoubled();
  });

  it('that freezes in the middle of its work is replaced, and writes nothing when it wakes', async () => {
    const [api, one] = await Promise.all([launch('api'), launch('projections')]);
    await one.ready();
    const other = await launch('projections');
    const { instance } = await other.ready();
    await work(api);
    await acknowledged(20);
    one.program.child.kill('SIGSTOP');
    await api.healthWith('the other to run all', (health) => runners(health).every((name) => name === instance));
    await acknowledged(20);
    one.program.child.kill('SIGCONT');
    await acknowledged(50);
    await writers!.stop();
    await expectNothingLostOrDoubled();
    expect(one.output).not.toMatch(/unhandled|uncaught/i);
  });

  it('that runs projections serves its health and nothing else', async () => {
    const worker = await launch('projections');
    await worker.ready();
    expect(await (await worker.get('/health/live')).json()).toEqual({ live: true });
    for (const path of ['/', '/api/plans', '/api/docs', '/api/openapi.json']) {
      const answer = await worker.get(path);
      expect([path, answer.status, answer.headers.get('Content-Type')]).toEqual([
        path,
        404,
        expect.stringContaining('application/problem+json'),
      ]);
    }
    const command = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' };
    expect((await worker.get('/api/commands/open-ledger', command)).status).toBe(404);
  });

  it('that serves the API alone is not ready while nobody makes the read models new', async () => {
    const api = await launch('api');
    const { projections } = await api.healthWith('an answer', () => true);
    expect(projections.map(({ runBy }) => runBy)).toEqual([undefined, undefined, undefined]);
    const token = await createToken(env, 'Writer', ROLES);
    writers = new Writers(api.port, token);
    await writers.open();
    const behind = await api.healthWith('the lag', ({ projections }) => projections.every((each) => each.eventsBehind));
    expect(behind.projections.map(({ size }) => size)).toEqual(PROJECTIONS.map(() => 0));
    await launch('projections');
    await api.healthWith('the end of the lag', ({ projections }) =>
      projections.every((each) => each.eventsBehind === 0),
    );
  });

  it.each(['api', 'projections'] as const)('that runs %s alone needs a database server', async (kind) => {
    delete env.DATABASE_URL;
    const { program } = await launch(kind);
    const { code, stderr } = await program.end();
    expect(code).toBe(1);
    expect(stderr).toMatch(/DATABASE_URL is not set, but several processes need one/);
    expect(stderr).not.toMatch(/\bat .*\.js/);
  });

  it('end in order under load when they are told to, and go on where they were', async () => {
    const kinds = ['api', 'projections', 'everything'] as const;
    const [api, ...others] = await Promise.all(kinds.map((kind) => launch(kind)));
    await Promise.all([api!.ready(), ...others.map((each) => each.ready())]);
    await work(api!);
    for (const each of others) {
      await acknowledged(20);
      const { code, seconds } = await each.end('SIGTERM');
      expect([code, seconds < 10]).toEqual([0, true]);
      await launch('projections').then((next) => next.ready());
    }
    await acknowledged(20);
    const { code, seconds } = await api!.end('SIGTERM');
    expect([code, seconds < 10]).toEqual([0, true]);
    await launch('api', api!.port).then((next) => next.ready());
    await acknowledged(20);
    await writers!.stop();
    await expectNothingLostOrDoubled();
    for (const each of started) expect(each.output).not.toMatch(/unhandled|uncaught/i);
  });

  it('end in order though the event store says nothing any more, and keep what it has taken', async () => {
    const server = await EventStoreDbServer.start();
    try {
      Object.assign(env, { EVENTSTOREDB_URL: server.url, EVENTSTOREDB_STREAM_PREFIX: 'silent.' });
      const before = await launch('everything');
      await before.ready();
      await work(before);
      await acknowledged(20);
      server.faults.always('append', { kind: 'silence', when: 'after' });
      const answered = server.calls.of('append').length;
      await until('an append that is not answered', async () => server.calls.of('append').length > answered);
      const { code, seconds } = await before.end('SIGTERM');
      expect([code, seconds < 10]).toEqual([0, true]);
      expect(before.output).not.toMatch(/unhandled|uncaught/i);

      server.faults.clear();
      await launch('everything', before.port).then((after) => after.ready());
      await acknowledged(20);
      await writers!.stop();
      expect(writers!.violations).toEqual([]);
      const promised = [...writers!.acknowledged.values()].flatMap(({ receipt }) => receipt.eventIds);
      const held = server.log.events.filter(({ stream }) => stream.startsWith('silent.')).map(({ id }) => id);
      expect([...held].sort()).toEqual([...promised].sort());
    } finally {
      writers?.abandon();
      await Promise.all(started.map((each) => each.end('SIGKILL')));
      await server.stop();
    }
  });
});
