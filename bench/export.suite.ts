import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { liveCursor } from '../projections/runner/cursors.js';
import { rebuild } from '../projections/runner/rebuild.js';
import { sealAll } from './rebuild.suite.js';
import { loadDisclosures } from './support/database.js';
import { atMost, type Figure, figureOf } from './support/figure.js';
import { GeneratedLedger } from './support/generated-ledger.js';
import { stateProjection, trailProjection } from './support/ledgers.js';
import type { Bench } from './support/suite.js';

const MOST_MB = 300;
const SAMPLE_MS = 50;
const MAIN = fileURLToPath(new URL('../src/main.js', import.meta.url));

/** Memory of the service, a process of its own, while somebody takes the whole ledger as JSON Lines. */
export async function exportSuite({ sizes, ledgers, folder, say }: Bench): Promise<Figure[]> {
  if (!existsSync('/proc/self/status')) {
    say('export: left out, because this system has no /proc to read the size of a process from');
    return [];
  }
  const statements = Math.max(...sizes.view.statements);
  say(`export: sealing ${statements.toLocaleString('en-GB')} entries`);
  const ledger = await ledgers.of(statements);
  const { database, generated, size } = ledger;
  await loadDisclosures(database, new GeneratedLedger(generated.objects).take(size));
  await sealAll(ledger);
  for (const projection of [stateProjection, trailProjection])
    if (!(await liveCursor(database.app, projection.name))) await rebuild(database.store, database.app, projection);

  say('export: streaming from the service');
  const service = await Service.start({
    DATABASE_URL: database.url,
    SERVICE_KEY_FILE: ledgers.keyFile,
    DATA_DIR: folder,
  });
  try {
    const before = await service.memory();
    const sampling = setInterval(() => void service.sample(), SAMPLE_MS);
    const from = performance.now();
    const { lines, bytes } = await takeLines(`${service.url}/api/entries`);
    const seconds = (performance.now() - from) / 1_000;
    clearInterval(sampling);
    if (lines !== size) throw new Error(`${lines} entries were exported instead of ${size}`);
    say(`export: ${Math.round(lines / seconds)} entries/s, ${Math.round(bytes / seconds / 1e6)} MB/s`);
    return [
      figureOf(
        {
          name: `memory, exporting ${statements.toLocaleString('en-GB')} entries`,
          unit: 'MB',
          peerIs: 'the service before the export',
          goal: atMost(MOST_MB, 'ours'),
        },
        [{ ours: Math.max(service.largest, (await service.memory()).peak), peer: before.now }],
      ),
    ];
  } finally {
    await service.stop();
  }
}

/** The built service in a process of its own. */
class Service {
  /** Largest resident set that was seen, in MB (10^6 bytes). */
  largest = 0;

  private constructor(
    readonly url: string,
    private readonly child: ReturnType<typeof spawn>,
  ) {}

  static async start(env: Record<string, string>): Promise<Service> {
    const child = spawn(process.execPath, ['--enable-source-maps', MAIN], {
      env: { ...process.env, PORT: '0', HOST: '127.0.0.1', ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    process.once('exit', () => child.kill('SIGKILL')); // when the benchmark is interrupted
    for await (const line of createInterface(child.stdout!)) {
      const url = /open at (http:\S+)/.exec(line)?.[1];
      if (url) return new Service(url, child);
    }
    throw new Error('The service ended before it listened');
  }

  /** Resident set of the process now and at its largest, in MB, as the system counts it: the heap and all else. */
  async memory(): Promise<{ now: number; peak: number }> {
    const status = await readFile(`/proc/${this.child.pid}/status`, 'utf8');
    const megabytes = (field: string) =>
      (Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)![1]) * 1_024) / 1e6;
    return { now: megabytes('VmRSS'), peak: megabytes('VmHWM') };
  }

  async sample(): Promise<void> {
    this.largest = Math.max(this.largest, (await this.memory()).now);
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const exited = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await exited;
  }
}

/** Takes all entries as lines and keeps none. */
async function takeLines(url: string): Promise<{ lines: number; bytes: number }> {
  const response = await fetch(url, { headers: { Accept: 'application/jsonl' } });
  if (!response.ok || !response.body) throw new Error(`${url} answers ${response.status}`);
  let lines = 0;
  let bytes = 0;
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines++;
  }
  return { lines, bytes };
}
