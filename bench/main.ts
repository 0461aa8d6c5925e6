import 'reflect-metadata';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { startEmbeddedPostgres } from '../src/database/embedded/start-embedded-postgres.js';
import { answersSuite } from './answers.suite.js';
import { eventsSuite } from './events.suite.js';
import { eventStoreDbSuite } from './eventstoredb.suite.js';
import { exportSuite } from './export.suite.js';
import { logSuite } from './log.suite.js';
import { pagesSuite } from './pages.suite.js';
import { catchUpSuite, rebuildSuite } from './rebuild.suite.js';
import { onServer } from './support/database.js';
import type { Figure } from './support/figure.js';
import { Ledgers } from './support/ledgers.js';
import { FULL, SHORT } from './support/sizes.js';
import type { Suite } from './support/suite.js';
import { shown, tableOf } from './support/table.js';
import { viewsSuite } from './views.suite.js';

/**
 * In the order in which they run: the answers have ledgers of their own, with many connections to each, and close them;
 * the catch-up adds to a ledger that the ones before it read.
 */
const SUITES: Record<string, Suite> = {
  answers: answersSuite,
  events: eventsSuite,
  rebuild: rebuildSuite,
  views: viewsSuite,
  'catch-up': catchUpSuite,
  export: exportSuite,
  pages: pagesSuite,
  log: logSuite,
  eventstoredb: eventStoreDbSuite,
};

class Interrupted extends Error {}

const SETTINGS = [
  'server_version',
  'fsync',
  'synchronous_commit',
  'full_page_writes',
  'shared_buffers',
  'max_wal_size',
];

const USAGE = `npm run bench -- [--short] [--check] [--only SUITE]… [--out FILE]

  --short   small sizes: proves that the benchmark works, judges nothing
  --check   ends with status 1 when a goal is missed
  --only    ${Object.keys(SUITES).join(', ')}
  --out     the file for the figures as JSON; bench/results/….json unless told`;

const { values: options } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true, default: Object.keys(SUITES) },
    out: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
if (options.help || options.only.some((name) => !(name in SUITES))) {
  console.log(USAGE);
  process.exit(options.help ? 0 : 2);
}

const startedAt = new Date();
const sizes = options.short ? SHORT : FULL;
const figures: Figure[] = [];
let settings: Record<string, string> = {};
try {
  await run();
} catch (error) {
  if (!(error instanceof Interrupted)) throw error;
  process.exit(130);
}
report();
const out = options.out ?? join('bench', 'results', `${startedAt.toISOString().replaceAll(':', '')}.json`);
await writeJson(out);
console.log(`\nAll figures: ${out}`);
if (options.check && !options.short && figures.some(({ met }) => met === false)) process.exitCode = 1;

/** Runs the suites on a PostgreSQL of their own, which is gone afterwards, also when somebody interrupts. */
async function run(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'progress-ledger-bench-'));
  try {
    await chmod(folder, 0o755); // where root measures, the database runs as another user
    const first = await startEmbeddedPostgres({ dataDir: folder });
    // Ledgers of several suites are open at once, and each has connections of its own and its peer's.
    await onServer(first.url, 'ALTER SYSTEM SET max_connections = 200');
    await first.stop();
    const server = await startEmbeddedPostgres({ dataDir: folder });
    try {
      settings = await settingsOf(server.url);
      await Promise.race([measure(server.url, folder), interruption()]);
    } finally {
      await server.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Rejects on Ctrl-C or SIGTERM. From then on connections break in the middle of work that nobody waits for any more. */
function interruption(): Promise<never> {
  return new Promise((_, reject) => {
    const interrupt = () => {
      process.on('uncaughtException', () => undefined);
      reject(new Interrupted());
    };
    process.once('SIGINT', interrupt);
    process.once('SIGTERM', interrupt);
  });
}

async function measure(serverUrl: string, folder: string): Promise<void> {
  const ledgers = new Ledgers(serverUrl, folder, sizes.objects);
  try {
    for (const [name, suite] of Object.entries(SUITES)) {
      if (!options.only.includes(name)) continue;
      const measured = await suite({ serverUrl, folder, sizes, ledgers, say });
      for (const { name, ours, unit, ratio } of measured) say(`  ${name}: ${shown(ours)} ${unit}, ${ratio.toFixed(2)}`);
      figures.push(...measured);
    }
  } finally {
    await ledgers.close();
  }
}

async function settingsOf(serverUrl: string): Promise<Record<string, string>> {
  const names = SETTINGS.map((name) => `'${name}'`).join(', ');
  const rows = await onServer(
    serverUrl,
    `SELECT name, current_setting(name) AS value FROM pg_settings WHERE name IN (${names})`,
  );
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
}

function report(): void {
  console.log(`\n${tableOf(figures, !options.short)}\n`);
  const judged = figures.filter(({ goal }) => goal);
  const missed = judged.filter(({ met }) => !met);
  if (options.short) console.log('A short run: everything was gone through; its figures say nothing about speed.');
  else if (missed.length === 0) console.log(`All ${judged.length} goals are met.`);
  else
    console.log(`${missed.length} of ${judged.length} goals are missed: ${missed.map(({ name }) => name).join('; ')}.`);
}

async function writeJson(file: string): Promise<void> {
  const { server_version: postgresql, ...server } = settings;
  const result = {
    startedAt: startedAt.toISOString(),
    seconds: Math.round((Date.now() - startedAt.getTime()) / 1_000),
    short: options.short,
    versions: { node: process.versions.node, postgresql },
    machine: { cpus: cpus().length, memoryBytes: totalmem(), platform: process.platform, arch: process.arch },
    server,
    sizes,
    figures,
  };
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(result, null, 2)}\n`);
}

/** Apart from the table, so that it can be piped on. */
function say(what: string): void {
  const seconds = ((Date.now() - startedAt.getTime()) / 1_000).toFixed(0).padStart(4);
  console.error(`${seconds} s  ${what}`);
}
