import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fourLevels, type Line } from '../support/four-levels.js';
import { Random, seedFrom } from '../support/random.js';
import { answersOn, dependencies, histories, type Loaded, load, orderable, shuffled } from './loading-order.js';

const fromFile = async (file: string): Promise<Line[]> =>
  (await readFile(file, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

const FILES: [name: string, orders: number, lines: () => Promise<Line[]>][] = [
  ['a small file', 12, () => fromFile('test/fixtures/small.jsonl')],
  ['a plan with four levels', 6, async () => fourLevels()],
  ['the example', 2, () => fromFile('examples/standing-together/standing-together.jsonl')],
];

/** Days of a ledger from the first to the last, both included. */
function daysOf({ events }: Loaded, most: number): string[] {
  const days = [...new Set(events.flatMap(({ metadata }) => metadata.reportedOn ?? []))].sort();
  const step = Math.max(1, (days.length - 1) / (most - 1));
  return [...new Set(Array.from({ length: most }, (_, n) => days[Math.min(days.length - 1, Math.round(n * step))]!))];
}

describe('whatever the order of loading, the views are the same', () => {
  const seed = seedFrom('LOADING_ORDER_SEED');
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'loading-order-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test.each(FILES)(
    'of %s',
    async (_, orders, read) => {
      const random = new Random(seed);
      const lines = orderable(await read());
      const loaded = await load(lines, join(folder, 'as-it-stands.jsonl'));
      const before = dependencies(lines, loaded);
      const days = daysOf(loaded, 9);
      const expected = histories(loaded.events);
      expect(answersOn(expected, days.at(-1)!).size).toBeGreaterThan(20);
      for (let order = 0; order < orders; order++) {
        const other = shuffled(lines, before, random);
        expect(other).toHaveLength(lines.length);
        expect(other).not.toEqual(lines);
        const objects = histories((await load(other, join(folder, `order-${order}.jsonl`))).events);
        for (const day of days)
          expect(new Map([...answersOn(objects, day)].sort())).toEqual(new Map([...answersOn(expected, day)].sort()));
      }
    },
    120_000,
  );
});
