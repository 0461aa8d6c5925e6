import fc from 'fast-check';
import { Reading } from '../../projections/state/reading.js';
import { change } from '../../projections/state/state-batch.js';
import { type ClosedRectangle, type OpenRectangle, Timeline } from '../../projections/state/timeline.js';
import { StreamHistory } from '../../src/ledger/history.js';
import { facetOfKey, opaqueCatalogue, recorded, streamOfKey } from '../support/opaque-ledger.js';
import { type Cut, differences, evaluate, keysOf, lastKeys, type Step } from '../support/plain-evaluation.js';
import { daysOf, type LogShape, logs, seeded, stepsOf } from '../support/random-logs.js';
import { ReadModels } from '../support/read-models.js';

const SMALL: LogShape = { least: 1, most: 14, keys: 2, days: 4 };
const LARGE: LogShape = { least: 600, most: 650, keys: 12, days: 60 };

function mismatch(log: Step[], key: string, day: string, size: number, found: unknown, wanted: unknown): Error {
  return new Error(
    `${key} as reported ${day} at size ${size} is ${JSON.stringify(found)}, but should be ` +
      `${JSON.stringify(wanted)}:\n${stepsOf(log, key, size)}`,
  );
}

describe('the history in memory equals the definition', () => {
  it('for small logs, at every size and on every day', async () => {
    await fc.assert(
      fc.asyncProperty(logs(SMALL), async (log) => {
        const events = await recorded(log);
        const sequenceOf = new Map(events.map(({ id, sequence }) => [id, sequence]));
        for (const key of keysOf(log))
          for (let size = 0; size <= log.length; size++) {
            const stream = streamOfKey(key);
            const own = events.filter((event) => event.stream === stream && event.sequence < size);
            const history = new StreamHistory(stream, own, opaqueCatalogue.keyOf);
            for (const day of daysOf(SMALL, 31)) {
              const wanted = evaluate(log, key, day, size);
              const standing = history.at(day).get(facetOfKey(key));
              const found = standing ? { src: sequenceOf.get(standing.event.id), says: standing.data.value } : null;
              const standingWanted = wanted?.says === 'withdrawn' ? null : wanted;
              if (JSON.stringify(found) !== JSON.stringify(standingWanted))
                throw mismatch(log, key, day, size, found, standingWanted);
            }
          }
      }),
      seeded(300),
    );
  });
});

describe('the rectangles of a timeline equal the definition', () => {
  it('for small logs, at every size and on every day', async () => {
    await fc.assert(
      fc.asyncProperty(logs(SMALL), async (log) => {
        const rectangles = rectanglesOf(await recorded(log));
        for (const key of keysOf(log))
          for (let size = 0; size <= log.length; size++)
            for (const day of daysOf(SMALL, 31)) {
              const wanted = evaluate(log, key, day, size)?.src ?? null;
              const answers = rectangles.filter((one) => one.key === key && answersAt(one, day, size));
              if (answers.length > 1 || (answers[0]?.src ?? null) !== wanted)
                throw mismatch(log, key, day, size, answers, wanted);
            }
      }),
      seeded(500),
    );
  });
});

describe('the read model in the database equals the definition', () => {
  let models: ReadModels;
  beforeAll(async () => {
    models = await ReadModels.open();
  });
  afterAll(() => models.close());

  async function compare(log: Step[], batch: number, sizes: number[], days: string[]): Promise<number> {
    await models.clear();
    await models.feed(models.state, await recorded(log), batch);
    let points = 0;
    for (const size of sizes)
      for (const day of days) {
        const answers = await models.answers(log, { asReportedOn: day, atSize: size });
        for (const key of keysOf(log)) {
          const wanted = evaluate(log, key, day, size);
          const found = answers.get(key) ?? null;
          if (JSON.stringify(found) !== JSON.stringify(wanted)) throw mismatch(log, key, day, size, found, wanted);
          points++;
        }
      }
    return points;
  }

  it('for long logs, at every 37th size and on every 29th day', async () => {
    await fc.assert(
      fc.asyncProperty(logs(LARGE), fc.integer({ min: 1, max: 120 }), async (log, batch) => {
        const sizes = Array.from({ length: Math.ceil(log.length / 37) }, (_, n) => n * 37);
        const points = await compare(log, batch, [...sizes, log.length], daysOf(LARGE, 29));
        expect(points).toBeGreaterThan(12_000);
      }),
      { ...seeded(2), interruptAfterTimeLimit: 120_000, markInterruptAsFailure: true },
    );
  }, 180_000);

  it('for short logs in batches of any size, at every size', async () => {
    await fc.assert(
      fc.asyncProperty(logs(SMALL), fc.integer({ min: 1, max: 6 }), async (log, batch) => {
        await compare(log, batch, [...log.keys(), log.length], daysOf(SMALL, 31));
      }),
      { ...seeded(15), interruptAfterTimeLimit: 60_000, markInterruptAsFailure: true },
    );
  }, 120_000);
});

describe('what a reader asks of two views, or of the last keys of a view, equals the definition', () => {
  const SHAPE: LogShape = { least: 40, most: 80, keys: 12, days: 12 };
  const range = fc.record({
    prefix: fc.constantFrom('', 'facet', 'facet1'),
    last: fc.constantFrom('', '0', '1', '2', '~'),
    most: fc.integer({ min: 1, max: 3 }),
  });
  let models: ReadModels;
  beforeAll(async () => {
    models = await ReadModels.open();
  });
  afterAll(() => models.close());

  async function feed(log: Step[]): Promise<void> {
    await models.clear();
    await models.feed(models.state, await recorded(log), 20);
  }

  /** Cuts of a log: every second of its sizes is the whole. */
  const cuts = (log: Step[], numbers: readonly number[]): Cut[] => {
    const days = daysOf(SHAPE, 31);
    return numbers.map((n) => ({
      asReportedOn: days[n % days.length]!,
      atSize: n % 2 === 0 ? log.length : (n * 7) % (log.length + 1),
    }));
  };

  it('changes between any two views, onward and back, of one size and of two', async () => {
    let onward = 0;
    let withdrawn = 0;
    await fc.assert(
      fc.asyncProperty(logs(SHAPE), fc.array(fc.nat(5_000), { minLength: 50, maxLength: 50 }), async (log, numbers) => {
        await feed(log);
        const views = cuts(log, numbers);
        for (const [n, from] of views.slice(0, 25).entries()) {
          const to = views[25 + n]!;
          const wanted = differences(log, from, to);
          expect({ from, to, found: await models.differences(log, from, to) }).toEqual({ from, to, found: wanted });
          if (from.atSize === to.atSize && from.asReportedOn < to.asReportedOn) onward++;
          if (Object.values(wanted).some(({ after }) => after?.says === 'withdrawn')) withdrawn++;
        }
      }),
      { ...seeded(60), interruptAfterTimeLimit: 120_000, markInterruptAsFailure: true },
    );
    expect(onward).toBeGreaterThan(100);
    expect(withdrawn).toBeGreaterThan(100);
  }, 180_000);

  it('the last keys of objects, and what was reported since a day', async () => {
    await fc.assert(
      fc.asyncProperty(logs(SHAPE), range, fc.nat(5_000), async (log, { prefix, last, most }, n) => {
        await feed(log);
        const view = cuts(log, [n])[0]!;
        const asked = { prefix, upTo: `${prefix}${last}`, most };
        const objects = [...new Set(keysOf(log).map((key) => key.split('/')[0]!))];
        const streams = objects.map((object) => streamOfKey(`${object}/`));
        const found = await models.reader.latest(view, [...streams, ...streams], asked);
        const names = found.map(({ stream, facet }) => `${objects[streams.indexOf(stream)]}/${facet}`);
        expect(names.sort()).toEqual(objects.flatMap((object) => lastKeys(log, object, asked, view)).sort());

        const since = daysOf(SHAPE, 31)[n % 9]!;
        const all = await models.reader.statements(view);
        const later = all.filter(({ reportedOn }) => reportedOn >= since);
        expect(await models.reader.statements(view, { since })).toEqual(later);
      }),
      { ...seeded(60), interruptAfterTimeLimit: 60_000, markInterruptAsFailure: true },
    );
  }, 120_000);
});

type Rectangle = (ClosedRectangle | OpenRectangle) & { key: string };

function rectanglesOf(events: Awaited<ReturnType<typeof recorded>>): Rectangle[] {
  const reading = new Reading(opaqueCatalogue.keyOf);
  const timelines = new Map<number, Timeline>();
  const found: (ClosedRectangle | OpenRectangle)[] = [];
  for (const event of events) {
    const meaning = reading.meaningOf(event)!;
    if (meaning.is === 'statement' && meaning.newKey)
      timelines.set(meaning.stated.key.id, new Timeline(meaning.stated.key.id, (closed) => found.push(closed)));
    change(timelines, event.sequence, meaning);
  }
  for (const timeline of timelines.values()) found.push(...timeline.open());
  const names = new Map([...reading.keys.values()].map(({ id, stream, facet }) => [id, { stream, facet }]));
  const objects = ['object0'];
  return found.map((rectangle) => {
    const { stream, facet } = names.get(rectangle.keyId)!;
    const object = objects.find((name) => streamOfKey(`${name}/`) === stream)!;
    return { ...rectangle, key: `${object}/${facet}` };
  });
}

function answersAt(rectangle: Rectangle, day: string, size: number): boolean {
  const until = 'until' in rectangle ? rectangle.until : Number.POSITIVE_INFINITY;
  return (
    rectangle.from <= day &&
    (rectangle.to === null || day < rectangle.to) &&
    rectangle.since! <= size - 1 &&
    size - 1 < until
  );
}
