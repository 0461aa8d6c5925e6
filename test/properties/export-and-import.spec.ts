import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROLES } from '../../src/access/roles.js';
import { eventId, ledgerIdOf, resolveId, streamOf, uuidV7At } from '../../src/ledger/ids.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { DAYS, fourLevels, type Line, ORIGIN } from '../support/four-levels.js';
import { createToken, ledger, served } from '../support/ledger-cli.js';
import { Random, seedFrom } from '../support/random.js';
import { dependencies, load, orderable, shuffled } from './loading-order.js';

/** Ledgers that are made; each is imported, exported and taken into another one by the built commands. */
const LEDGERS = Number(process.env.EXPORTED_LEDGERS ?? 2);
/** Later acts in each, and views that are asked for. */
const [ACTS, VIEWS] = [12, 6];
/** For each: seven programs, two of them services; more where other tests run beside it. In milliseconds. */
const EACH_MS = 300_000;

const ASKED = [
  ...['plans/PLAN-B?', 'plans/PLAN-B/counts?', 'plans/PLAN-B/scorecard?', 'commitments?limit=100&', 'milestones?'],
  ...['overdue?plan=PLAN-B&', 'updates?', 'metrics/COMPLAINTS/observations?', 'metrics/SHARE/revisions?'],
  ...[
    'restatements?',
    'corrections?',
    'decisions?',
    'bodies?',
    'areas?',
    'search?q=mend&',
    'commitments/K1111/history?',
  ],
  `changes?plan=PLAN-B&from=${DAYS.plan}&limit=100&`,
];

/** A later act of each kind on entries that the lines make, each on another one. */
function laterActs(lines: readonly Line[], random: Random): Line[] {
  const waiting: Record<string, Line[]> = {};
  for (const line of lines) waiting[line.command] = [...(waiting[line.command] ?? []), line];
  const picked = (command: string) => {
    const left = waiting[command]!;
    return left.splice(random.between(0, left.length - 1), 1)[0]!;
  };
  const entryOf = (line: Line, category: string, member: string) =>
    eventId(streamOf(category, resolveId(ledgerIdOf(ORIGIN), String(line[member]))), line.id, 0);
  const { source } = lines.find(({ command }) => command === 'report-progress')!;
  const acts = [
    () => {
      const status = picked('report-status');
      const { commitmentId, id, command, reportedOn, source: _, citations, actingAs, ...said } = status;
      const statement = { ...said, reason: `Was mistyped ${random.between(0, 999)}.` };
      const target = entryOf(status, 'commitment', 'commitmentId');
      return { command: 'correct-entry', target, statement, correctionReason: 'A slip.', actingAs };
    },
    () => {
      const status = picked('report-status');
      const target = entryOf(status, 'commitment', 'commitmentId');
      return { command: 'void-entry', target, reason: 'About another promise.', actingAs: status.actingAs };
    },
    () => {
      const figure = picked('submit-metric');
      const { areas, definitionVersion } = figure;
      const value = String(random.between(0, 99));
      return {
        ...{ command: 'restate-entry', reportedOn: DAYS.reports[3], source, reason: 'method' },
        ...{ target: entryOf(figure, 'metric', 'metricId') },
        statement: { areas, definitionVersion, value, qualifier: 'about' },
      };
    },
    () => {
      const update = picked('report-progress');
      const target = entryOf(update, 'update', 'updateId');
      return { command: 'withdraw-entry', reportedOn: DAYS.reports[3], source, target, reason: 'Not so.' };
    },
  ];
  // As often as there is something left to act on: four reports of progress, and more of all else.
  return Array.from({ length: ACTS }, (_, n) => {
    const id = uuidV7At(Date.parse('2026-02-01T00:00:00Z'), `act ${n}`);
    return { id, ...acts[n % acts.length]!() };
  });
}

describe('any ledger that is exported and imported into an empty one', () => {
  const random = new Random(seedFrom('EXPORTED_SEED'));
  const databases: TestDatabase[] = [];
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'export-and-import-'));
  });
  afterAll(async () => {
    await Promise.all(databases.map((database) => database.close()));
    await rm(folder, { recursive: true, force: true });
  });

  async function emptyLedger(): Promise<Record<string, string>> {
    const database = await createTestDatabase();
    databases.push(database);
    return { DATA_DIR: await mkdtemp(join(folder, 'data-')), DATABASE_URL: database.url };
  }

  async function run(env: Record<string, string>, ...args: string[]): Promise<void> {
    const { code, stderr } = await ledger(env, ...args);
    expect([args[0], code, stderr]).toEqual([args[0], 0, expect.anything()]);
  }

  /** A small ledger of its own: in another order each time, with other acts. */
  async function made(): Promise<string> {
    const lines = orderable(fourLevels());
    const file = join(folder, 'made.jsonl');
    const before = dependencies(lines, await load(lines, file));
    await load([...shuffled(lines, before, random), ...laterActs(lines, random)], file);
    return file;
  }

  /** What a ledger answers, whatever it is called and however often it was signed. */
  async function answers(url: string, addresses: readonly string[]): Promise<unknown[]> {
    return Promise.all(
      addresses.map(async (address) => {
        const response = await fetch(`${url}${address}`);
        const { view, detail, correlationId: _, ...body } = (await response.json()) as Record<string, unknown>;
        return { address, status: response.status, ...(response.status === 200 ? body : { detail }) };
      }),
    );
  }

  test.each(Array.from({ length: LEDGERS }, (_, n) => n + 1))(
    'gives the same bytes and the same views: ledger %i',
    async () => {
      const [first, second] = [await emptyLedger(), await emptyLedger()];
      const LEDGER_TOKEN = await createToken(first, 'Loader', ROLES);
      await run({ ...first, LEDGER_TOKEN }, 'import', await made(), '--confirm', 'same-words');
      const files = await mkdtemp(join(folder, 'files-'));
      const [exported, again] = [join(files, 'exported.jsonl'), join(files, 'again.jsonl')];
      await run(first, 'export', '--out', exported);
      await run(second, 'import', '--entries', exported);
      await run(second, 'export', '--out', again);
      const bytes = await readFile(exported, 'utf8');
      expect(await readFile(again, 'utf8')).toBe(bytes);

      const size = bytes.trimEnd().split('\n').length;
      const days = [DAYS.plan, DAYS.varied, ...DAYS.reports, '2026-01-01'];
      const views = Array.from({ length: VIEWS }, (_, n) => {
        const atSize = n % 2 === 0 ? size : random.between(20, size);
        return `asReportedOn=${random.pick(days)}&atSize=${atSize}`;
      });
      const addresses = views.flatMap((view) => ASKED.map((path) => `/api/${path}${view}`));
      const [before, after] = [
        await served(first, (url) => answers(url, addresses)),
        await served(second, (url) => answers(url, addresses)),
      ];
      expect(after).toEqual(before);
      const told = before.filter((one) => (one as { status: number }).status === 200);
      expect(told.length).toBeGreaterThan(addresses.length / 2);
    },
    EACH_MS,
  );
});
