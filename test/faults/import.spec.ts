import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ROLES } from '../../src/access/roles.js';
import { createAppPool } from '../../src/database/app-pool.js';
import type { RecordedEvent } from '../../src/ledger/event.js';
import { createFolder } from '../database/service-process.js';
import { statesCommitted } from '../support/committed-states.js';
import { ImportLedger, LOADER } from '../support/import-ledger.js';
import { createToken, ledger, Program, ROOT } from '../support/ledger-cli.js';
import { Random, seedFrom } from '../support/random.js';
import { allEvents, caughtUp, expectReadModelsMadeAnew, expectSoundLog } from '../support/soundness.js';
import { BuiltService } from './built-service.js';

const FILE = join(ROOT, 'examples/standing-together/standing-together.jsonl');
const KILLS = Number(process.env.IMPORT_KILLS ?? 2);

/** As long as writing the rest of the file takes, about. */
const WRITING_MS = 500;

describe('an import that is interrupted', () => {
  const random = new Random(seedFrom('IMPORT_SEED'));
  let service: BuiltService;
  let wanted: string[];
  let lines: number;

  beforeAll(async () => {
    service = await BuiltService.on(await createFolder());
    const memory = ImportLedger.inMemory();
    const checked = await memory.importer.check(FILE, LOADER);
    await memory.importer.write(checked, LOADER);
    wanted = (await memory.events()).map(told);
    lines = (await readFile(FILE, 'utf8')).trimEnd().split('\n').length;
  }, 60_000);

  afterAll(async () => {
    await service.remove();
  });

  /** The events that the imports left in the ledger, in their order, read beside a service that adds some of its own. */
  async function found(): Promise<RecordedEvent[]> {
    await service.start();
    const pool = createAppPool(await service.databaseUrl());
    try {
      await statesCommitted(() => allEvents(pool, service.engine));
      await caughtUp(pool, service.engine);
      const events = await allEvents(pool, service.engine);
      await expectSoundLog(pool, service.engine, events);
      const imported = events.filter(({ type }) => type !== 'StateCommitted');
      if (imported.length === wanted.length) await expectReadModelsMadeAnew(pool, events);
      return imported;
    } finally {
      await pool.end();
      await service.end('SIGTERM');
    }
  }

  it(
    'holds the beginning of the file and an unfinished batch, and the next run completes it',
    async () => {
      const env = { ...service.env, LEDGER_TOKEN: await createToken(service.env, 'Loader', ROLES) };
      for (let kill = 1; kill <= KILLS; kill++) {
        const signal = random.pick(['SIGKILL', 'SIGINT'] as const);
        const { code, stderr } = await interrupted(
          Program.start('bin/ledger.js', ['import', FILE], env),
          signal,
          random,
        );
        if (signal === 'SIGINT' && code === 1) expect(stderr).toMatch(/^Interrupted/m);
        const events = await found();
        expect(events.map(told)).toEqual(wanted.slice(0, events.length));
        process.stderr.write(`${signal}: ${events.length} of ${wanted.length} events\n`);
        await expectUnfinished(env, events);
      }
      const last = await ledger(env, 'import', FILE);
      expect([last.code, last.stderr.replaceAll(/^(Checking|Writing): .*\n/gm, '')]).toEqual([0, '']);
      const events = await found();
      expect(events.map(told)).toEqual(wanted);
      await expectUnfinished(env, events);

      const again = await ledger(env, 'import', FILE);
      expect(again.stdout).toBe(`0 commands written, ${lines} were in the ledger already.\n`);
    },
    120_000 + KILLS * 60_000,
  );
});

/** Kills an import at some moment, mostly while it writes. */
async function interrupted(program: Program, signal: NodeJS.Signals, random: Random) {
  const whileWriting = random.percent(80);
  while (whileWriting && program.isRunning && !/^Checking: (\d+) of \1$/m.test(program.stderr)) await delay(5);
  await delay(random.between(0, WRITING_MS));
  program.kill(signal);
  return program.end();
}

async function expectUnfinished(env: Record<string, string>, events: readonly RecordedEvent[]): Promise<void> {
  const { stdout } = await ledger(env, 'backfill', 'list');
  const opened = events.filter(({ type }) => type === 'BackfillOpened');
  expect(stdout.split('\n').filter((line) => line.includes('unfinished'))).toHaveLength(opened.length);
  for (const { id } of opened) expect(stdout).toContain(id);
}

/** What an event says, without when it was recorded, where and by whom; commitments are salted and differ each time. */
function told({ stream, revision, id, type, data, metadata }: RecordedEvent): string {
  const { by: _, ...kept } = metadata;
  const said = JSON.stringify({ stream, revision: Number(revision), id, type, data, metadata: kept }, byName);
  return said.replaceAll(/"\$c":"[^"]*"/g, '"$c":""');
}

/** PostgreSQL does not keep the order of members. */
function byName(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
