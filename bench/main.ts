import 'reflect-metadata';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { startEmbeddedPostgres } from '../src/database/embedded/start-embedded-postgres.js';
import { eventsSuite } from './events.suite.js';
import { exportSuite } from './export.suite.js';
import { catchUpSuite, rebuildSuite } from './rebuild.suite.js';
import { onServer } from './support/database.js';
import type { Figure } from './support/figure.js';
import { Ledgers } from './support/ledgers.js';
import { FULL, SHORT } from './support/sizes.js';
import type { Suite } from './support/suite.js';
import { tableOf } from './support/table.js';
import { viewsSuite } from './views.suite.js';

/** In the order in which they run: the catch-up adds to a ledger that the ones before it read. */
const SUITES: Record<string, Suite> = {
  events: eventsSuite,
  rebuild: rebuildSuite,
  views: viewsSuite,
  'catch-up': catchUpSuite,
  export: exportSuite,
};

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
const { figures, settings } = await run();
report(figures);
const out = options.out ?? join('bench', 'results', `${startedAt.toISOString().replaceAll(':', '')}.json`);
await writeJson(out);
console.log(`\nAll figures: ${out}`);
if (options.check && !options.short && figures.some(({ met }) => met === false)) process.exitCode = 1;

/** Runs the suites on a PostgreSQL of their own, which is gone afterwards. */
async function run(): Promise<{ figures: Figure[]; settings: Record<string, string> }> {
  const folder = await mkdtemp(join(tmpdir(), 'progress-ledger-bench-'));
  await chmod(folder, 0o755); // where root measures, the database runs as another user
  try {
    const server = await startEmbeddedPostgres({ dataDir: folder });
    try {
      const rows = await onServer(
        server.url,
        `SELECT name, current_setting(name) AS value FROM pg_settings WHERE name IN ('${SETTINGS.join("','")}')`,
      );
      const ledgers = new Ledgers(server.url, folder, sizes.objects);
      try {
        const measured: Figure[] = [];
        for (const [name, suite] of Object.entries(SUITES))
          if (options.only.includes(name))
            measured.push(...(await suite({ serverUrl: server.url, folder, sizes, ledgers, say })));
        return { figures: measured, settings: Object.fromEntries(rows.map(({ name, value }) => [name, value])) };
      } finally {
        await ledgers.close();
      }
    } finally {
      await server.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function report(figures: readonly Figure[]): void {
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
