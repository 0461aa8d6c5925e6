import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { QueryBus } from '@nestjs/cqrs';
import { GetExtent } from '../../projections/extent/extent.queries.js';
import { StateReader } from '../../projections/state/statement.js';
import { canonicalJson } from '../../src/integrity/canonical-json.js';
import { startLoaded } from '../acceptance/example-service.js';
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

/** Of each file, through the whole service. */
const STORED_ORDERS = Number(process.env.STORED_ORDERS ?? 2);

/** Days of a ledger from the first to the last, both included. */
function daysOf({ events }: Loaded, most: number): string[] {
  const days = [...new Set(events.flatMap(({ metadata }) => metadata.reportedOn ?? []))].sort();
  const step = Math.max(1, (days.length - 1) / (most - 1));
  return [...new Set(Array.from({ length: most }, (_, n) => days[Math.min(days.length - 1, Math.round(n * step))]!))];
}

/** What answers in the whole of a loaded ledger on some days, as its database has it. */
async function storedAnswers(file: string, days: readonly string[]): Promise<Map<string, string>> {
  const service = await startLoaded(file);
  try {
    const { published: atSize } = await service.app.get(QueryBus).execute(new GetExtent());
    const reader = service.app.get(StateReader);
    const views = await Promise.all(days.map((asReportedOn) => reader.statements({ asReportedOn, atSize })));
    const answers = views.flatMap((statements, n) =>
      statements.map(({ stream, facet, id, withdrawn, data }): [string, string] => [
        `${days[n]} ${stream}/${facet}`,
        `${id} ${withdrawn} ${canonicalJson(data)}`,
      ]),
    );
    return new Map(answers.sort(([a], [b]) => (a < b ? -1 : 1)));
  } finally {
    await service.close();
  }
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

  test.each(FILES.slice(0, 2))(
    'of %s in the database as well',
    async (_, __, read) => {
      const random = new Random(seed);
      const lines = orderable(await read());
      const asItStands = join(folder, 'stored.jsonl');
      const loaded = await load(lines, asItStands);
      const before = dependencies(lines, loaded);
      const days = daysOf(loaded, 4);
      const expected = await storedAnswers(asItStands, days);
      expect(expected.size).toBeGreaterThan(50);
      for (let order = 0; order < STORED_ORDERS; order++) {
        const file = join(folder, `stored-${order}.jsonl`);
        await load(shuffled(lines, before, random), file);
        expect(await storedAnswers(file, days)).toEqual(expected);
      }
    },
    240_000,
  );
});
