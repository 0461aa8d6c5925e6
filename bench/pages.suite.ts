import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { Agent, get } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { atMost, type Figure, figureOf } from './support/figure.js';
import { inTurns } from './support/rounds.js';
import { type RunningService, startBuilt } from './support/service.js';
import type { Bench } from './support/suite.js';

const CLI = fileURLToPath(new URL('../src/cli.js', import.meta.url));
const EXAMPLE = fileURLToPath(new URL('../../examples/standing-together/standing-together.jsonl', import.meta.url));
const REPORT = '/reports/REPORT-2022-08-04-P1';

/** Requests a second, and the two cores that the service and its database have for them. */
const RATE = 50;
const TASKSET = '/usr/bin/taskset';
const CORES = '0,1';

/** A whole report as a page, from the real service on the example, while many ask for it at once. */
export async function pagesSuite({ folder, sizes, say }: Bench): Promise<Figure[]> {
  const { seconds, rounds } = sizes.pages;
  const dataDir = join(folder, 'pages');
  await mkdir(dataDir);
  const env: Record<string, string> = { DATA_DIR: dataDir, DATABASE_URL: '', EVENTSTOREDB_URL: '' };
  say('pages: loading the example');
  await loadExample(env);
  // Known only when the page has been seen: how large the file must be that it is compared with.
  const first = await start(env, say);
  const page = new URL((await fetch(first.url + REPORT)).url).pathname;
  const size = (await bodyOf(first.url + page)).length;
  await first.stop();

  const logo = join(dataDir, 'logo.svg');
  await writeFile(logo, fileOf(size));
  const service = await start({ ...env, SITE_LOGO_FILE: logo }, say);
  try {
    const { weight, gzipped } = await weightOf(service.url, page);
    const file = /\/assets\/logo-[^"]+/.exec((await bodyOf(service.url + page)).toString())![0];
    say(`pages: ${rounds} rounds of ${seconds} s`);
    const measured = await inTurns(
      rounds,
      () => latency(service.url + page, seconds),
      () => latency(service.url + file, seconds),
    );
    const described = { unit: 'ms', peerIs: 'a file of the same size from the same service' };
    const name = `a report at ${RATE} requests/s, p95`;
    return [
      figureOf({ ...described, name, goal: atMost(50, 'ours') }, measured),
      figureOf({ ...described, name: `${name}: beside a file`, goal: atMost(5) }, measured),
      figureOf(
        {
          name: 'weight of a report with all it loads',
          unit: 'KB',
          peerIs: 'the same gzipped throughout',
          goal: atMost(200, 'ours'),
        },
        [{ ours: weight / 1e3, peer: gzipped / 1e3 }],
      ),
    ];
  } finally {
    await service.stop();
  }
}

function start(env: Record<string, string>, say: Bench['say']): Promise<RunningService> {
  if (existsSync(TASKSET)) return startBuilt(env, [TASKSET, '-c', CORES]);
  say('pages: this system has no taskset; the service runs on all cores');
  return startBuilt(env);
}

async function loadExample(env: Record<string, string>): Promise<void> {
  const cli = (...words: string[]) =>
    promisify(execFile)(process.execPath, [CLI, ...words], { env: { ...process.env, ...env }, maxBuffer: 10_000_000 });
  const roles = ['administrator', 'policy-officer', 'data-owner', 'board-secretary', 'reporting-officer'];
  const { stdout } = await cli('token', 'create', '--name', 'Benchmark', '--role', ...roles);
  await cli('import', EXAMPLE, '--token', stdout.trim());
}

/** A drawing of so many bytes. */
function fileOf(size: number): string {
  const [head, foot] = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><!--', '--></svg>'];
  return head + 'x'.repeat(Math.max(0, size - head.length - foot.length)) + foot;
}

async function bodyOf(url: string): Promise<Buffer> {
  const response = await fetch(url, { headers: { 'Accept-Encoding': 'identity' } });
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
  return Buffer.from(await response.arrayBuffer());
}

/** Bytes of a page and of what it loads, the logo left out: as they are sent to a browser, and gzipped. */
async function weightOf(service: string, page: string): Promise<{ weight: number; gzipped: number }> {
  const html = await bodyOf(service + page);
  const found = new Set(html.toString().match(/\/assets\/[^"]+/g));
  let weight = html.length;
  let gzipped = gzipSync(html).length;
  for (const asset of found) {
    const body = await bodyOf(service + asset);
    for (const [further] of body.toString('latin1').matchAll(/\/assets\/[\w.-]+/g)) found.add(further);
    if (asset.startsWith('/assets/logo-')) continue;
    weight += await sentBytes(service + asset);
    gzipped += gzipSync(body).length;
  }
  return { weight, gzipped };
}

function sentBytes(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { 'Accept-Encoding': 'gzip' } }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      response.on('end', () => resolve(bytes));
    }).on('error', reject);
  });
}

/**
 * The 95th percentile of how long requests take, in milliseconds, from the moment at which each was due: one that waits
 * because others are slow has waited.
 */
async function latency(url: string, seconds: number): Promise<number> {
  const agent = new Agent({ keepAlive: true });
  const from = performance.now();
  const asked: Promise<number>[] = [];
  for (let index = 0; index < RATE * seconds; index++) {
    const due = from + (index * 1_000) / RATE;
    await sleep(Math.max(0, due - performance.now()));
    const answer = answered(url, agent).then(() => performance.now() - due);
    answer.catch(() => undefined); // looked at below, with all others
    asked.push(answer);
  }
  const times = (await Promise.all(asked)).sort((a, b) => a - b);
  agent.destroy();
  return times[Math.ceil(0.95 * times.length) - 1]!;
}

function answered(url: string, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent }, (response) => {
      response.resume();
      response.on('end', () => (response.statusCode === 200 ? resolve() : reject(new Error(`${url} answers badly`))));
    });
    request.on('error', (error: NodeJS.ErrnoException) => {
      // The service closed a connection that was not in use at the moment in which it came into use again.
      const wasClosed = request.reusedSocket && error.code === 'ECONNRESET';
      if (wasClosed) answered(url, agent).then(resolve, reject);
      else reject(error);
    });
  });
}
