import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** The first of the charts, narrow and wide. */
const GOLDEN = 'test/web/answer-times.golden.html';
const SOURCE = ['--import', './test/support/typescript-hook.js', 'test/web/print-charts.ts'];

async function printedIn(timeZone: string): Promise<string[]> {
  const { stdout } = await promisify(execFile)(process.execPath, SOURCE, { env: { ...process.env, TZ: timeZone } });
  return stdout.split('\n\n');
}

test('charts have the same bytes everywhere', async () => {
  const [here, there] = await Promise.all(['Europe/London', 'America/New_York'].map(printedIn));
  expect(there).toEqual(here);
  // Drawn otherwise on purpose: look at it, and run this once with GOLDEN=write.
  if (process.env.GOLDEN === 'write') await writeFile(GOLDEN, here![0]!);
  expect(here![0]).toBe(await readFile(GOLDEN, 'utf8'));
});
