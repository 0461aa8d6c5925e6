import { PostgresFinder } from '../../projections/state/postgres-finder.js';
import { StateProjection } from '../../projections/state/state.projection.js';
import { Catalogue } from '../../src/ledger/catalogue/catalogue.js';
import { eventType } from '../../src/ledger/catalogue/define.js';
import { Day, Text, Whole } from '../../src/ledger/catalogue/fields.js';
import type { EventMetadata } from '../../src/ledger/event.js';
import { START } from '../../src/ledger/event-store.js';
import { streamOf, uuidV5 } from '../../src/ledger/ids.js';
import type { Finder } from '../../src/ledger/lookups/finder.js';
import { ScanningFinder } from '../../src/ledger/lookups/scanning-finder.js';
import { InMemoryEventStore } from '../../src/ledger/memory/in-memory-event-store.js';
import { idOf } from '../support/opaque-ledger.js';
import { ReadModels } from '../support/read-models.js';

class SaidData {
  @Text() value!: string;
}
class PublishedData {
  @Whole() version!: number;
  @Text() title!: string;
  @Day() asReportedOn!: string;
  @Whole() atSize!: number;
}

const catalogue = new Catalogue([
  {
    events: [
      eventType({ name: 'Measured', category: 'metric', data: SaidData, key: () => 'value/2022' }),
      eventType({ name: 'Promised', category: 'commitment', data: SaidData, key: () => 'identity' }),
      eventType({
        name: 'Published',
        category: 'report',
        data: PublishedData,
        key: ({ version }) => `publication/${version}`,
      }),
    ],
    commands: [],
  },
]);

const id = (name: string) => uuidV5('018f8a10-0000-7000-8000-000000000000', name);
const PLAN = id('plan');
const OTHER = id('other plan');
const METRIC = streamOf('metric', id('metric'));
const said = (value: string) => ({ value });
const published = (version: number, title: string, asReportedOn: string, atSize: number) => ({
  ...{ version, title, asReportedOn, atSize },
});

/** A figure and a promise, three reports of two plans that show them, and what was changed afterwards. */
const EVENTS: [stream: string, type: string, data: object, metadata: Partial<EventMetadata>][] = [
  [METRIC, 'Measured', said('12'), { reportedOn: '2022-06-01' }],
  [streamOf('commitment', id('c')), 'Promised', said('c'), { reportedOn: '2022-06-01', plan: PLAN }],
  [streamOf('report', id('june')), 'Published', published(1, 'June', '2022-06-30', 2), { plan: PLAN }],
  [METRIC, 'EntryCorrected', { statement: said('13') }, { reportedOn: '2022-06-01', target: idOf(0) }],
  [METRIC, 'Restated', { statement: said('14') }, { reportedOn: '2022-08-01', target: idOf(0) }],
  [streamOf('report', id('july')), 'Published', published(1, 'July', '2022-07-31', 5), { plan: OTHER }],
  [streamOf('report', id('august')), 'Published', published(1, 'August', '2022-08-31', 5), { plan: PLAN }],
  [streamOf('report', id('august')), 'Published', published(2, 'August, amended', '2022-08-31', 7), { plan: PLAN }],
  [METRIC, 'Withdrawn', { reason: 'miscounted' }, { reportedOn: '2022-08-20', target: idOf(4) }],
  [streamOf('report', id('late')), 'Published', published(1, 'Late', '2022-08-31', 9), { plan: PLAN }],
  [streamOf('commitment', id('b')), 'Promised', said('b'), { reportedOn: '2022-09-01', plan: PLAN }],
];

describe('finders', () => {
  let models: ReadModels;
  let store: InMemoryEventStore;
  let finders: Finder[];
  beforeAll(async () => {
    store = new InMemoryEventStore();
    for (const [n, [stream, type, data, more]] of EVENTS.entries()) {
      const metadata = { reportedOn: '2022-09-01', ...more, by: { $c: 'A'.repeat(43) } };
      await store.append(stream, 'any', [{ id: idOf(n), type, data: { ...data }, metadata }]);
    }
    models = await ReadModels.open();
    const state = new StateProjection(catalogue.keyOf);
    await models.feed(state, await store.readAll({ after: START, limit: EVENTS.length - 1 })); // the last is on its way
    finders = [new PostgresFinder(models.pool, store), new ScanningFinder(store, catalogue.keyOf)];
  });
  afterAll(() => models.close());

  it('know what belongs to a plan, taken in or not yet', async () => {
    for (const finder of finders) {
      expect(await finder.ofPlan('commitment', PLAN)).toEqual(
        ['c', 'b'].map((name) => streamOf('commitment', id(name))),
      );
      expect(await finder.ofPlan('report', PLAN)).toEqual(
        ['june', 'august', 'late'].map((name) => streamOf('report', id(name))),
      );
      expect(await finder.ofPlan('commitment', OTHER)).toEqual([]);
    }
  });

  it.each([
    [0, ['June']],
    [1, ['August, amended', 'June', 'Late']], // of the promise's plan alone
    [3, ['July']],
    [4, ['August, amended']], // each report once
    [8, []],
    [99, []],
  ])('know the reports that show entry %i: %j', async (entry, titles) => {
    for (const finder of finders) {
      const found = await finder.reportsShowing(idOf(entry));
      expect(found.map(({ title }) => title).sort()).toEqual(titles);
      if (titles.includes('June')) expect(found).toContainEqual({ report: id('june'), title: 'June' });
    }
  });
});
