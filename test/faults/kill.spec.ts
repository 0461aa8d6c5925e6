import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { createAppPool } from '../../src/database/app-pool.js';
import { createFolder, onDatabase } from '../database/service-process.js';
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
import { until } from '../support/until.js';
import { BuiltService } from './built-service.js';
import { expectEveryCommandOnce, Writers } from './writers.js';

/**
 * How often something is killed. A seed repeats the victims, the delays and each writer's choices; what the system makes
 * of them in time is its own.
 */
const ROUNDS = Number(process.env.KILL_ROUNDS ?? 6);
const WRITERS = 6;
const ROLES = ['administrator', 'policy-officer', 'approver'];

describe('the service and its database, killed under load', () => {
  const random = new Random(seedFrom('KILL_SEED'));
  let service: BuiltService;
  let writers: Writers;

  beforeAll(async () => {
    service = await BuiltService.on(await createFolder());
    const token = await createToken(service.env, 'Writer', ROLES);
    writers = new Writers(service.port, token);
    await service.start();
    await writers.open();
  }, 60_000);

  afterAll(async () => {
    writers.abandon();
    await service.remove();
  });

  it(
    `keep every acknowledged command, once and in order, through ${ROUNDS} kills`,
    async () => {
      writers.start(WRITERS, random.between(1, 2 ** 30));
      const calm = disturb(service, new Random(random.between(1, 2 ** 30)));
      for (let round = 1; round <= ROUNDS; round++) {
        await delay(random.between(300, 1_500));
        await strike(service, random);
        await service.ready();
        await expectNothingLost(service, writers);
      }
      await calm();
      await writers.stop();
      expect(writers.violations.slice(0, 5)).toEqual([]);
      await report(writers);

      const pool = createAppPool(await service.databaseUrl());
      try {
        await caughtUp(pool, service.engine);
        const events = await allEvents(pool, service.engine);
        expectEveryCommandOnce(events, writers);
        await expectSoundLog(pool, service.engine, events);
        await expectReadModelsMadeAnew(pool, events);
        await expectAnswersByDefinition(pool, events, viewsOf(events, random));
        await writers.resendAll();
        expect(writers.violations.slice(0, 5)).toEqual([]);
        expect((await allEvents(pool, service.engine)).length).toBe(events.length);
      } finally {
        await pool.end();
      }
      await service.end('SIGTERM');
      expect(service.output).not.toMatch(/unhandled|uncaught/i);
    },
    60_000 + ROUNDS * 20_000,
  );
});

/** Kills the service, the database, or both, and sometimes the start that follows. */
async function strike(service: BuiltService, random: Random): Promise<void> {
  const victim = random.pick(['service', 'database', 'both'] as const);
  if (victim === 'database') return service.killDatabase();
  const killed = service.end('SIGKILL');
  if (victim === 'both') {
    await delay(random.between(0, 20));
    await service.killDatabase();
  }
  await killed;
  if (random.percent(30)) {
    service.launch();
    await delay(random.between(0, 1_500));
    if (random.percent(50)) await service.killDatabase();
    await service.end('SIGKILL');
  }
  service.launch();
}

/** Takes a server of events away from everybody at some moments, for a moment, until it is told to stop. */
function disturb({ engine: { server } }: BuiltService, random: Random): () => Promise<void> {
  let isOver = server === undefined;
  const disturbing = (async () => {
    while (!isOver) {
      await delay(random.between(100, 2_000));
      if (random.percent(50)) server?.cut();
      else await server?.restart(random.between(0, 1_000));
    }
  })();
  return () => {
    isOver = true;
    return disturbing;
  };
}

/** Asked of the tables, or of the server, while the writers go on. */
async function expectNothingLost(service: BuiltService, { acknowledged }: Writers): Promise<void> {
  const promised = [...acknowledged.values()].flatMap(({ receipt }) => receipt.eventIds);
  const { held, sealed } = await ask(service, async (db) => {
    const held = await service.engine.held(db);
    const { rows } = await db.query('SELECT event_id FROM log.log_entry ORDER BY idx LIMIT $1', [held.length]);
    return { held, sealed: rows.map(({ event_id }) => event_id) };
  });
  const ids = held.map(({ id }) => id);
  const written = new Set(ids);
  expect(written.size).toBe(ids.length);
  expect(promised.filter((id) => !written.has(id))).toEqual([]);
  expect(sealed).toEqual(ids.slice(0, sealed.length));
  const next = new Map<string, number>();
  for (const { stream, revision } of held) {
    expect([stream, revision]).toEqual([stream, next.get(stream) ?? 0]);
    next.set(stream, revision + 1);
  }
}

/** The service may have called itself ready in the moment before the killed database was gone. */
function ask<T>(service: BuiltService, look: (db: pg.Client) => Promise<T>): Promise<T> {
  return until('the database', async () => {
    try {
      return await onDatabase(await service.databaseUrl(), look);
    } catch (error) {
      const { code = '' } = error as { code?: string };
      if (error instanceof pg.DatabaseError && !/^(08|57)/.test(code)) throw error;
      return null; // not there, or not up again
    }
  });
}

async function report({ acknowledged, refused, unsettled }: Writers): Promise<void> {
  process.stderr.write(
    `${ROUNDS} kills: ${acknowledged.size} commands acknowledged, ${refused.length} lost a race, ` +
      `${unsettled} requests sent again\n`,
  );
}
