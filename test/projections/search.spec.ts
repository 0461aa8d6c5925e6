import fc from 'fast-check';
import { ProjectionSizes } from '../../projections/runner/projection-sizes.js';
import { SearchProjection } from '../../projections/search/search.projection.js';
import { SearchReader } from '../../projections/search/search.reader.js';
import { StateProjection } from '../../projections/state/state.projection.js';
import { Catalogue } from '../../src/ledger/catalogue/catalogue.js';
import { eventType } from '../../src/ledger/catalogue/define.js';
import { Narrative, Text } from '../../src/ledger/catalogue/fields.js';
import { conceal, type Disclosure } from '../../src/ledger/erasable/conceal.js';
import type { RecordedEvent } from '../../src/ledger/event.js';
import { START } from '../../src/ledger/event-store.js';
import { uuidV7At } from '../../src/ledger/ids.js';
import { memoryLedger } from '../support/engine.js';
import { keyFrom, recorded, streamOfKey } from '../support/opaque-ledger.js';
import { evaluate, keysOf, type Step } from '../support/plain-evaluation.js';
import { daysOf, type LogShape, logs, seeded } from '../support/random-logs.js';
import { firstBuild, ReadModels } from '../support/read-models.js';

class SaidData {
  @Text() facet!: string;
  @Text({ search: 'B' }) value!: string;
}

class ToldData {
  @Text({ search: 'A' }) title!: string;
  @Narrative({ search: 'C' }) words!: string;
  @Text({ optional: true }) lang?: string;
}

/** The opaque events of other tests, their values searched; and one whose words can be erased. */
const catalogue = new Catalogue([
  {
    events: [
      eventType({ name: 'Said', category: 'commitment', data: SaidData, key: ({ facet }) => facet }),
      eventType({ name: 'Told', category: 'commitment', data: ToldData, key: () => 'told' }),
      eventType({ name: 'Noted', category: 'ledger', data: SaidData, key: null }),
    ],
    commands: [],
  },
]);

const KEY = Buffer.alloc(32, 7);
const VOCABULARY = [
  'police',
  'policing',
  'crime',
  'crimes',
  'calls',
  'answered',
  'the',
  'Ärger',
  "it's",
  'back\\slash',
];
const QUERIES = [
  'police',
  'crimes call',
  '"answered calls"',
  'crime or calls',
  'police -crime',
  'the',
  'nothing',
  "it's",
];

describe('a search', () => {
  let models: ReadModels;
  let search: SearchReader;
  const state = new StateProjection(catalogue.keyOf);
  const held = new Map<string, Disclosure[]>();
  const { store } = memoryLedger(() => Date.parse('2026-11-22T09:00:00Z'));
  const projection = new SearchProjection({
    catalogue,
    store,
    key: async () => KEY,
    erasable: { held: async (ids) => new Map(ids.flatMap((id) => (held.has(id) ? [[id, held.get(id)!]] : []))) },
  });

  beforeAll(async () => {
    models = await ReadModels.open();
  });
  afterAll(() => models.close());
  beforeEach(async () => {
    await models.clear();
    await models.pool.query(`DROP SCHEMA IF EXISTS ${firstBuild(projection)} CASCADE`);
    search = new SearchReader(models.pool, new ProjectionSizes(models.pool), async () => KEY);
  });

  async function feed(events: readonly RecordedEvent[], batch: number): Promise<void> {
    await models.feed(state, events, batch);
    await models.feed(projection, events, batch);
  }

  it('finds what the definition finds, in every view of any history', async () => {
    const shape: LogShape = { least: 10, most: 40, keys: 9, days: 6 };
    const words = fc.array(fc.array(fc.constantFrom(...VOCABULARY), { minLength: 1, maxLength: 5 }), {
      minLength: shape.most,
      maxLength: shape.most,
    });
    let found = 0;
    let changed = 0;
    await fc.assert(
      fc.asyncProperty(logs(shape), words, fc.integer({ min: 1, max: 15 }), async (drawn, texts, batch) => {
        const log: Step[] = drawn.map((step, n) => (step.value ? { ...step, value: texts[n]!.join(' ') } : step));
        await models.clear();
        await models.pool.query(`DROP SCHEMA IF EXISTS ${firstBuild(projection)} CASCADE`);
        search = new SearchReader(models.pool, new ProjectionSizes(models.pool), async () => KEY);
        await feed(await recorded(log), batch);
        const keys = keysOf(log);
        for (const atSize of [Math.ceil(log.length / 3), Math.ceil((2 * log.length) / 3), log.length])
          for (const asReportedOn of daysOf(shape, 62)) {
            const answers = keys.map((key) => ({ key, answer: evaluate(log, key, asReportedOn, atSize) }));
            const texts = answers.flatMap(({ key, answer }) =>
              answer && answer.says !== 'withdrawn' ? [{ key, text: answer.says, src: answer.src }] : [],
            );
            for (const query of QUERIES) {
              const hits = await search.hits({ asReportedOn, atSize }, query);
              const names = hits.map((hit) => `${keyFrom(keys, hit.stream, hit.facet)} ${hit.src}`);
              expect({ asReportedOn, atSize, query, names: names.sort() }).toEqual({
                ...{ asReportedOn, atSize, query },
                names: (await fitting(query, texts)).map(({ key, src }) => `${key} ${src}`).sort(),
              });
              found += hits.length;
              changed += hits.filter(({ src }) => log[src]!.does !== 'report').length;
            }
          }
      }),
      { ...seeded(25), interruptAfterTimeLimit: 60_000, markInterruptAsFailure: true },
    );
    expect(found).toBeGreaterThan(500);
    expect(changed).toBeGreaterThan(50);
  }, 120_000);

  /** The texts that PostgreSQL itself finds, in clear. */
  async function fitting<T extends { text: string }>(query: string, texts: readonly T[]): Promise<T[]> {
    const { rows } = await models.pool.query(
      `SELECT to_tsvector('simple', t) @@ q AND numnode(q) > 0 AS fits
         FROM unnest($1::text[]) WITH ORDINALITY AS x (t, n), websearch_to_tsquery('simple', $2) AS q ORDER BY n`,
      [texts.map(({ text }) => text), query],
    );
    return texts.filter((_, n) => rows[n].fits);
  }

  describe('of a text that can be erased', () => {
    const stream = streamOfKey('object9/told');
    let at = 0;

    /** Records events whose narrative is concealed, and gives them as recorded. */
    async function record(
      events: { type: string; data: object; narrative?: string[]; target?: string; reportedOn?: string }[],
    ): Promise<{ ids: string[]; all: RecordedEvent[] }> {
      const ids: string[] = [];
      for (const { type, data, narrative = [], target, reportedOn } of events) {
        const id = uuidV7At(1_700_000_000_000, `told ${at++}`);
        const { root, disclosures } = conceal(
          { data: data as never },
          narrative.map((pointer) => ({ pointer, subject: null })),
        );
        held.set(id, disclosures);
        const metadata = {
          by: { $c: 'A'.repeat(43) },
          ...(target ? { target } : {}),
          ...(reportedOn ? { reportedOn } : {}),
        };
        await store.append(stream, 'any', [
          { id, type, data: root.data as never, metadata: { ...metadata, entry: 'live' } },
        ]);
        ids.push(id);
      }
      return { ids, all: await store.readAll({ after: START, limit: 1_000 }) };
    }

    it.each([
      ['is gone', (id: string) => held.set(id, [])],
      ['came back with an older backup', () => undefined],
    ])('finds it while it is held, and nothing of it when it was erased and %s, at no size', async (_, erase) => {
      const told = {
        type: 'Told',
        data: { title: 'Patrols', words: 'An unusual zebra was seen.', lang: 'en-GB' },
        narrative: ['/data/words'],
        reportedOn: '2022-06-07',
      };
      const first = await record([told]);
      await feed(first.all, 10);
      const before = { asReportedOn: '2022-08-04', atSize: first.all.length };
      const facets = async (words: string, view = before) => (await search.hits(view, words)).map(({ facet }) => facet);
      expect(await facets('zebras')).toEqual(['told']);
      expect(await facets('patrol')).toEqual(['told']);

      erase(first.ids[0]!);
      const erased = { type: 'PersonalDataErased', data: { pointer: '/data/words' }, target: first.ids[0] };
      const second = await record([erased]);
      await feed(second.all.slice(first.all.length), 10);
      const after = { ...before, atSize: second.all.length };
      for (const view of [before, after]) {
        expect(await facets('zebra', view)).toEqual([]);
        expect(await facets('patrols', view)).toEqual(['told']); // said in clear, and not erased
      }
    });

    it('keeps no word in clear', async () => {
      const { all } = await record([
        {
          type: 'Told',
          data: { title: 'Okapi', words: 'A giraffe stood there.' },
          narrative: ['/data/words'],
          reportedOn: '2022-06-07',
        },
      ]);
      await feed(all, 10);
      const { rows } = await models.pool.query('SELECT d::text AS row FROM read.search_document d');
      expect(rows.length).toBeGreaterThan(0);
      for (const { row } of rows) expect(row).not.toMatch(/okapi|giraffe|stood/i);
      const stranger = new SearchReader(models.pool, new ProjectionSizes(models.pool), async () => Buffer.alloc(32, 8));
      const view = { asReportedOn: '2022-08-04', atSize: all.length };
      expect(await stranger.hits(view, 'giraffe')).toEqual([]);
      expect(await search.hits(view, 'giraffe')).toHaveLength(1);
    });

    it('puts what stands in a title before what stands in a text, and marks what it found', async () => {
      const excerpts = await search.excerpts('answering calls', [
        { config: 'english', text: 'Calls were answered <b>soon</b> & "well".' },
        { config: 'english', text: 'Nothing here.' },
        { config: 'english', text: '' },
      ]);
      const [first, second, third] = excerpts;
      expect(first!.text).toBe('Calls were answered <b>soon</b> & "well".');
      expect(first!.marks.map(({ from, to }) => first!.text.slice(from, to))).toEqual(['Calls', 'answered']);
      expect([second!.marks, third]).toEqual([[], { text: '', marks: [] }]);
    });
  });
});
