import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { View } from '../../projections/state/statement.js';
import { createAppPool } from '../../src/database/app-pool.js';
import { addDays } from '../../src/ledger/dates.js';
import type { RecordedEvent } from '../../src/ledger/event.js';
import { eventId } from '../../src/ledger/ids.js';
import { createFolder, query, removeFolder } from '../database/service-process.js';
import { createToken } from '../support/ledger-cli.js';
import { Random, seedFrom } from '../support/random.js';
import {
  allEvents,
  caughtUp,
  expectAnswersByDefinition,
  expectReadModelsMadeAnew,
  expectSoundLog,
} from '../support/soundness.js';
import { until } from '../support/until.js';
import { BuiltService } from './built-service.js';
import { Writers } from './writers.js';

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
    await service.end('SIGKILL');
    await removeFolder(service.dataDir);
  });

  it(
    `keep every acknowledged command, once and in order, through ${ROUNDS} kills`,
    async () => {
      writers.start(WRITERS, random.between(1, 2 ** 30));
      for (let round = 1; round <= ROUNDS; round++) {
        await delay(random.between(300, 1_500));
        await strike(service, random);
        await service.ready();
        await expectNothingLost(service, writers);
      }
      await writers.stop();
      expect(writers.violations).toEqual([]);
      await report(writers);

      const pool = createAppPool(await service.databaseUrl());
      try {
        await caughtUp(pool);
        const events = await allEvents(pool);
        expectEveryCommandOnce(events, writers);
        await expectSoundLog(pool, events);
        await expectReadModelsMadeAnew(pool, events);
        await expectAnswersByDefinition(pool, events, viewsOf(events, random));
        await writers.resendAll();
        expect(writers.violations).toEqual([]);
        expect((await allEvents(pool)).length).toBe(events.length);
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

/** Asked of the tables themselves, while the writers go on. */
async function expectNothingLost(service: BuiltService, { acknowledged }: Writers): Promise<void> {
  const ids = [...acknowledged.values()].flatMap(({ receipt }) => receipt.eventIds);
  const [found] = await ask(
    service,
    `SELECT count(*)::int AS events, (max(sequence) + 1)::int AS size, count(DISTINCT event_id)::int AS ids,
       (SELECT count(*)::int FROM unnest('{${ids.join()}}'::uuid[]) AS a (id)
         WHERE NOT EXISTS (SELECT FROM ledger.event e WHERE e.event_id = a.id)) AS lost,
       (SELECT count(*)::int FROM (SELECT FROM ledger.event GROUP BY stream
         HAVING min(revision) <> 0 OR max(revision) + 1 <> count(*)) AS s) AS streams_with_holes,
       (SELECT count(*)::int FROM log.log_entry l LEFT JOIN ledger.event e ON e.sequence = l.idx
         WHERE e.event_id IS DISTINCT FROM l.event_id) AS wrongly_sealed
       FROM ledger.event`,
  );
  const { events } = found as { events: number };
  expect(found).toEqual({ events, size: events, ids: events, lost: 0, streams_with_holes: 0, wrongly_sealed: 0 });
}

/** The service may have called itself ready in the moment before the killed database was gone. */
function ask(service: BuiltService, sql: string): Promise<Record<string, unknown>[]> {
  return until('the database', async () => {
    try {
      return await query(await service.databaseUrl(), sql);
    } catch (error) {
      const { code = '' } = error as { code?: string };
      if (error instanceof pg.DatabaseError && !/^(08|57)/.test(code)) throw error;
      return null; // not there, or not up again
    }
  });
}

function expectEveryCommandOnce(events: readonly RecordedEvent[], { acknowledged, refused }: Writers): void {
  const ids = events.map(({ id }) => id);
  const promised = [...acknowledged.values()].flatMap(({ receipt }) => receipt.eventIds);
  expect([...ids].sort()).toEqual([...promised].sort());
  const places = new Map(events.map(({ id, stream, revision }) => [id, { stream, revision }]));
  for (const { receipt } of acknowledged.values()) {
    const last = places.get(receipt.eventIds.at(-1)!)!;
    expect([last.stream, Number(last.revision) + 1]).toEqual([receipt.stream, receipt.rev]);
  }
  const streams = [...new Set(events.map(({ stream }) => stream))];
  const written = new Set(ids);
  for (const { body } of refused)
    expect(streams.some((stream) => written.has(eventId(stream, body.id, 0)))).toBe(false);
}

/** The ends of both axes, and points between them. */
function viewsOf(events: readonly RecordedEvent[], random: Random): View[] {
  const today = new Date().toISOString().slice(0, 10);
  const views = [
    { asReportedOn: today, atSize: 0 },
    { asReportedOn: today, atSize: events.length },
    { asReportedOn: addDays(today, -1_000), atSize: events.length },
  ];
  for (let n = 0; n < 12; n++)
    views.push({
      asReportedOn: addDays(today, -random.between(0, 200)),
      atSize: random.between(1, events.length),
    });
  return views;
}

async function report({ acknowledged, refused, unsettled }: Writers): Promise<void> {
  process.stderr.write(
    `${ROUNDS} kills: ${acknowledged.size} commands acknowledged, ${refused.length} lost a race, ` +
      `${unsettled} requests sent again\n`,
  );
}
