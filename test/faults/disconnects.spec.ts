import { setTimeout as delay } from 'node:timers/promises';
import { createAppPool } from '../../src/database/app-pool.js';
import { START } from '../../src/ledger/event-store.js';
import { createFolder } from '../database/service-process.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import type { TestEngine } from '../support/engine.js';
import { describeFaults } from '../support/event-store-server.js';
import { createToken } from '../support/ledger-cli.js';
import { Random, seedFrom } from '../support/random.js';
import {
  allEvents,
  caughtUp,
  expectAnswersByDefinition,
  expectReadModelsMadeAnew,
  expectSoundLog,
  viewsOf,
} from '../support/soundness.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { until } from '../support/until.js';
import { BuiltService } from './built-service.js';
import { expectEveryCommandOnce, Writers } from './writers.js';

/** How often connections are cut. A seed repeats what is cut, and the writers' choices. */
const CUTS = Number(process.env.DISCONNECTS ?? 200);
const WRITERS = 6;

describeFaults('connections cut under load', () => {
  const random = new Random(seedFrom('DISCONNECTS_SEED'));
  let database: TestDatabase;
  let proxy: TcpProxy;
  let service: BuiltService;
  let writers: Writers;
  let follower: Follower;

  beforeAll(async () => {
    database = await createTestDatabase();
    const url = new URL(database.url);
    proxy = await TcpProxy.open(Number(url.port));
    url.host = `127.0.0.1:${proxy.port}`;
    service = await BuiltService.on(await createFolder(), url.href);
    const token = await createToken(service.env, 'Writer', ['administrator', 'policy-officer', 'approver']);
    writers = new Writers(service.port, token);
    await service.start();
    await writers.open();
    follower = new Follower(service.engine, url.href);
  }, 60_000);

  afterAll(async () => {
    writers.abandon();
    await follower.close();
    await service.remove();
    await proxy.close();
    await database.close();
  });

  it(
    `lose, double and reorder nothing, ${CUTS} times`,
    async () => {
      const { engine } = service;
      writers.start(WRITERS, random.between(1, 2 ** 30));
      for (let cut = 1; cut <= CUTS; cut++) {
        await delay(random.between(10, 120));
        await cutSomething(engine, proxy, random);
      }
      await writers.stop();
      process.stderr.write(
        `${CUTS} cuts: ${writers.acknowledged.size} commands acknowledged, ${writers.unsettled} requests sent again\n`,
      );
      expect(writers.violations.slice(0, 5)).toEqual([]);
      expect(writers.acknowledged.size).toBeGreaterThan(CUTS / 10);

      await caughtUp(database.appPool, engine);
      const events = await allEvents(database.appPool, engine);
      expectEveryCommandOnce(events, writers);
      await until('what the follower is told', async () => follower.told.length >= events.length);
      expect(follower.told).toEqual(events.map(({ sequence, id }) => [sequence, id]));
      await expectSoundLog(database.appPool, engine, events);
      await expectReadModelsMadeAnew(database.appPool, events);
      await expectAnswersByDefinition(database.appPool, events, viewsOf(events, random));
      await writers.resendAll();
      expect(writers.violations.slice(0, 5)).toEqual([]);
      expect(await engine.size(database.appPool)).toBe(events.length);

      await service.end('SIGTERM');
      expect(service.output).not.toMatch(/unhandled|uncaught/i);
    },
    60_000 + CUTS * 1_000,
  );
});

/** Connections to the database or to the server of events, once there are any; that server also goes away as a whole. */
async function cutSomething({ server }: TestEngine, proxy: TcpProxy, random: Random): Promise<void> {
  const target = random.pick(server ? (['database', 'events', 'server'] as const) : (['database'] as const));
  if (target === 'database') {
    await until('a connection to the database', async () => proxy.connectionCount > 0);
    proxy.cut();
    return;
  }
  await until('a connection to the server of events', async () => server!.connectionCount > 0);
  if (target === 'events') server!.cut();
  else await server!.restart(random.between(0, 100));
}

/** Someone else who follows the ledger, through the same connections. */
class Follower {
  readonly told: [sequence: number, id: string][] = [];
  private readonly stop = new AbortController();
  private readonly following: Promise<void>;

  constructor(engine: TestEngine, databaseUrl: string) {
    this.following = this.follow(engine, databaseUrl);
  }

  async close(): Promise<void> {
    this.stop.abort();
    await this.following;
  }

  private async follow(engine: TestEngine, databaseUrl: string): Promise<void> {
    const warn = jest.spyOn(console, 'warn').mockReturnValue(); // each loss is told
    const pool = createAppPool(databaseUrl);
    const store = engine.openStore(pool);
    for await (const message of store.subscribeToAll({ after: START, signal: this.stop.signal }))
      if (message.kind === 'events') for (const { sequence, id } of message.events) this.told.push([sequence, id]);
    await store.close();
    await pool.end();
    warn.mockRestore();
  }
}
