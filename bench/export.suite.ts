import { readFile } from 'node:fs/promises';
import { liveCursor } from '../projections/runner/cursors.js';
import { rebuild } from '../projections/runner/rebuild.js';
import { sealAll } from './rebuild.suite.js';
import { loadDisclosures } from './support/database.js';
import { atMost, type Figure, figureOf } from './support/figure.js';
import { GeneratedLedger } from './support/generated-ledger.js';
import { stateProjection, trailProjection } from './support/ledgers.js';
import { residentSet, tellsMemory } from './support/memory.js';
import { startBuilt } from './support/service.js';
import type { Bench } from './support/suite.js';

const MOST_MB = 300;
const SAMPLE_MS = 50;

/** Memory of the service, a process of its own, while somebody takes the whole ledger as JSON Lines. */
export async function exportSuite({ sizes, ledgers, folder, say }: Bench): Promise<Figure[]> {
  if (!tellsMemory) {
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
  const service = await startBuilt({
    DATABASE_URL: database.url,
    SERVICE_KEY_FILE: ledgers.keyFile,
    DATA_DIR: folder,
  });
  try {
    const memory = new Memory(service.pid);
    const before = await memory.now();
    const sampling = setInterval(() => void memory.sample(), SAMPLE_MS);
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
        [{ ours: Math.max(memory.largest, (await memory.now()).peak), peer: before.now }],
      ),
    ];
  } finally {
    await service.stop();
  }
}

/** The size of a process, in MB (10^6 bytes), as the system counts it: the heap and all else. */
class Memory {
  /** Largest resident set that was seen. */
  largest = 0;

  constructor(private readonly pid: number) {}

  /** Resident set now and at its largest. */
  async now(): Promise<{ now: number; peak: number }> {
    return residentSet(await readFile(`/proc/${this.pid}/status`, 'utf8'));
  }

  async sample(): Promise<void> {
    this.largest = Math.max(this.largest, (await this.now()).now);
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
