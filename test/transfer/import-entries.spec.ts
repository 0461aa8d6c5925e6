import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ROLES } from '../../src/access/roles.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { freshPrefix, type OpenServer, openEventStoreServer } from '../support/event-store-server.js';
import { answersTo, type CliResult, createToken, ledger, Program, ROOT, served } from '../support/ledger-cli.js';
import { Random, seedFrom } from '../support/random.js';

const EXAMPLE = join(ROOT, 'examples/standing-together/standing-together.jsonl');
const SMALL = join(ROOT, 'test/fixtures/small.jsonl');
const KILLS = Number(process.env.ENTRIES_KILLS ?? 2);

/** What a reader asks before and after. */
const QUESTIONS = [
  '/api/plans/PLAN-2022?asReportedOn=2022-08-04',
  '/api/plans/PLAN-2018?asReportedOn=2019-04-01',
  '/api/commitments/C22-02/history?asReportedOn=2026-01-01',
  '/api/updates?asReportedOn=2026-01-01&limit=1000',
  '/api/decisions?asReportedOn=2026-01-01',
  '/api/restatements?asReportedOn=2026-01-01',
  '/api/changes?plan=PLAN-2022&from=2022-08-04&asReportedOn=2025-01-01',
];

type Env = Record<string, string>;

describe('ledger import --entries', () => {
  const random = new Random(seedFrom('ENTRIES_SEED'));
  const databases: TestDatabase[] = [];
  let server: OpenServer;
  let folder: string;
  let source: Env;
  /** The export of the example, and its lines. */
  let file: string;
  let lines: string[];
  let answers: unknown[];

  beforeAll(async () => {
    [folder, server] = await Promise.all([mkdtemp(join(tmpdir(), 'import-entries-')), openEventStoreServer()]);
    source = await emptyLedger('postgresql');
    const LEDGER_TOKEN = await createToken(source, 'Loader', ROLES);
    expect(await ledger({ ...source, LEDGER_TOKEN }, 'import', EXAMPLE)).toMatchObject({ code: 0 });
    file = join(folder, 'example.jsonl');
    expect(await exported(source, file)).toMatch(/^\d+ entries exported/m);
    lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(1_500);
    answers = await served(source, ask);
  }, 180_000);

  afterAll(async () => {
    await Promise.all(databases.map((database) => database.close()));
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** A database of its own with a key of its own, and no ledger in it yet. */
  async function emptyLedger(engine: 'postgresql' | 'eventstoredb'): Promise<Env> {
    const database = await createTestDatabase();
    databases.push(database);
    const dataDir = await mkdtemp(join(folder, 'data-'));
    const env: Env = { DATA_DIR: dataDir, DATABASE_URL: database.url, PORT: '0' };
    if (engine === 'postgresql') return env;
    return { ...env, EVENTSTOREDB_URL: server.url, EVENTSTOREDB_STREAM_PREFIX: freshPrefix() };
  }

  const take = (env: Env, path: string, ...flags: string[]) => ledger(env, 'import', '--entries', path, ...flags);

  async function fileOf(name: string, content: readonly string[]): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, `${content.join('\n')}\n`);
    return path;
  }

  async function exported(env: Env, path: string): Promise<string> {
    const { code, stderr } = await ledger(env, 'export', '--out', path);
    expect([code, stderr]).toEqual([0, expect.any(String)]);
    return stderr;
  }

  /** At the size of the export: a service that runs may add entries of its own. */
  const ask = (url: string) =>
    answersTo(
      QUESTIONS.map((question) => `${question}&atSize=${lines.length}`),
      url,
    );

  /** Kills an import soon after it has begun to copy; says whether it was done before. */
  async function killed(env: Env, signal: NodeJS.Signals): Promise<boolean> {
    const program = Program.start('bin/ledger.js', ['import', '--entries', file], env);
    while (program.isRunning && !/^Copying: /m.test(program.stderr)) await delay(1);
    await delay(random.between(0, 30));
    program.kill(signal);
    const { code, stderr } = await program.end();
    process.stderr.write(`${signal} at ${stderr.trim().split('\n').at(-1)}\n`);
    if (code === 1) expect(stderr).toMatch(/^Interrupted(\. \d+ of \d+ entries are in the ledger|: all entries are)/m);
    return code === 0;
  }

  describe.each(['postgresql', 'eventstoredb'] as const)('into %s', (engine) => {
    let env: Env;
    beforeAll(async () => {
      env = await emptyLedger(engine);
    });

    it('checks the file alone where that is asked for', async () => {
      const dry = await take(env, file, '--dry-run');
      expect([dry.code, dry.stdout]).toEqual([
        0,
        `${file} holds a whole ledger of ${lines.length} entries, as they were sealed. Nothing was written.\n`,
      ]);
    });

    it(
      'is completed by another run when it is killed, and no service starts meanwhile',
      async () => {
        for (let kill = 0; kill < KILLS; kill++) {
          if (await killed(env, kill % 2 === 0 ? 'SIGKILL' : 'SIGINT')) continue;
          const service = Program.start('dist/src/main.js', [], env);
          const { code, stderr } = await service.end();
          if (code === 1)
            expect(stderr).toMatch(/An import of \d+ entries into this ledger was interrupted\. Complete/);
        }
        const done = await take(env, file);
        expect([done.code, done.stdout]).toEqual([
          0,
          expect.stringMatching(/^\d+ entries are in the ledger, \d+ of them taken in just now: same bytes/),
        ]);
      },
      60_000 + KILLS * 30_000,
    );

    it('keeps every byte: the ledger exports the same file again', async () => {
      const again = join(folder, `again-${engine}.jsonl`);
      await exported(env, again);
      expect((await readFile(again)).equals(await readFile(file))).toBe(true);
      const verified = await ledger(env, 'verify', '--replay');
      expect([verified.code, verified.stdout]).toEqual([0, expect.stringContaining(`${lines.length} entries`)]);
    });

    it('adds nothing when it is run again', async () => {
      expect((await take(env, file)).stdout).toContain(`${lines.length} entries are in the ledger, 0 of them taken in`);
    });

    it('gives the same answers', async () => {
      expect(await served(env, ask)).toEqual(answers);
    });

    it('lets the ledger grow, and then takes nothing in any more', async () => {
      const LEDGER_TOKEN = await createToken(env, 'Loader', ROLES);
      const { id } = JSON.parse(lines.find((line) => line.includes('"type":"SourceRegistered"'))!).entry;
      const more = await fileOf('more.jsonl', [
        JSON.stringify({
          ...{ command: 'void-entry', id: '019b76da-a801-7000-8000-00000000beef', target: id, reason: 'A trial' },
        }),
      ]);
      const grown = await ledger({ ...env, LEDGER_TOKEN }, 'import', more, '--confirm', 'x');
      expect([grown.code, grown.stdout, grown.stderr]).toEqual([
        0,
        expect.stringMatching(/^1 command/),
        expect.anything(),
      ]);
      expectRefused(
        await take(env, file),
        new RegExp(`This ledger is not empty: it holds more than the source, which ends before entry ${lines.length}`),
      );
    });
  });

  describe('refuses', () => {
    it('what is no export', async () => {
      expectRefused(await take(source, SMALL), /small\.jsonl, line 1: .*Nothing was written/);
      expectRefused(await take(source, await fileOf('empty.jsonl', [])), /holds no entries\. Nothing was written/);
      expectRefused(await take(source, join(folder, 'none.jsonl')), /There is no file/);
    });

    it('a line that was tampered with, by its number, and writes nothing', async () => {
      const env = await emptyLedger('postgresql');
      const at = 1_200;
      const spoilt = lines.map((line, nth) => (nth === at ? line.replace('"recordedAt":"2', '"recordedAt":"1') : line));
      expectRefused(
        await take(env, await fileOf('spoilt.jsonl', spoilt)),
        new RegExp(`spoilt\\.jsonl, line ${at + 1}: The entry is not the one that was sealed: .*Nothing was written`),
      );
      expect(await exported(env, join(folder, 'nothing.jsonl'))).toMatch(/^0 entries exported/m);
    });

    it('a ledger that holds something else, and leaves it open', async () => {
      const env = await emptyLedger('postgresql');
      const LEDGER_TOKEN = await createToken(env, 'Loader', ROLES);
      expect(await ledger({ ...env, LEDGER_TOKEN }, 'import', SMALL)).toMatchObject({ code: 0 });
      expectRefused(
        await take(env, file),
        /This ledger is not empty: its entry 0 \(\S+\) is not the source's \(\S+\)\. Entries are taken into an empty ledger/,
      );
      expect(await ledger(env, 'verify')).toMatchObject({ code: 0 });
    });

    it('to work beside the service', async () => {
      await served(source, async () => {
        expectRefused(await take(source, file), /The ledger is in use: .*Stop every process of the service/);
      });
    });
  });

  it('goes on behind an earlier export of the same ledger', async () => {
    const env = await emptyLedger('postgresql');
    const part = await fileOf('part.jsonl', lines.slice(0, 700));
    expect((await take(env, part)).stdout).toContain('700 entries are in the ledger, 700 of them taken in');
    expect((await take(env, file)).stdout).toContain(
      `entries are in the ledger, ${lines.length - 700} of them taken in`,
    );
  });

  it('keeps sealed what the file does not disclose', async () => {
    const env = await emptyLedger('postgresql');
    const closed = lines.map((line) => JSON.stringify({ ...JSON.parse(line), disclosures: [] }));
    expect(await take(env, await fileOf('closed.jsonl', closed))).toMatchObject({ code: 0 });
    const again = join(folder, 'closed-again.jsonl');
    await exported(env, again);
    const found = (await readFile(again, 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(found.every(({ disclosures }) => disclosures.length === 0)).toBe(true);
    expect(found.map(({ leafHash }) => leafHash)).toEqual(lines.map((line) => JSON.parse(line).leafHash));
  });
});

function expectRefused({ code, stderr }: CliResult, message: RegExp): void {
  expect([code, stderr.trim().split('\n').at(-1)]).toEqual([1, expect.stringMatching(message)]);
}
