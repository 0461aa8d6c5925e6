import { Projections } from '../../projections/runner/projections.js';
import { StateProjection } from '../../projections/state/state.projection.js';
import { Catalogue } from '../../src/ledger/catalogue/catalogue.js';
import { eventType } from '../../src/ledger/catalogue/define.js';
import { Text } from '../../src/ledger/catalogue/fields.js';
import type { NewEvent } from '../../src/ledger/event.js';
import { START } from '../../src/ledger/event-store.js';
import { StreamHistory } from '../../src/ledger/history.js';
import { InMemoryEventStore } from '../../src/ledger/memory/in-memory-event-store.js';
import { idOf } from '../support/opaque-ledger.js';
import { ReadModels } from '../support/read-models.js';

class OutcomeData {
  @Text() words!: string;
}

/** Two kinds of statement share one key, as "held" and "cancelled" do. */
const catalogue = new Catalogue([
  {
    events: ['Opened', 'Closed'].map((name) =>
      eventType({ name, category: 'meeting', data: OutcomeData, key: () => 'outcome' }),
    ),
    commands: [],
  },
]);

const STREAM = 'meeting-018f8a10-0000-7000-8000-00000000cccc';
const EVENTS: [type: string, reportedOn?: string, target?: number][] = [
  ['Opened', '2020-01-01'],
  ['Closed', '2020-02-01'],
  ['Restated', '2020-03-01', 1],
  ['EntryCorrected', '2020-03-01', 2],
  ['Revised', '2020-04-01', 3],
  ['Withdrawn', '2020-05-01', 4],
  ['EntryCorrected', '2020-05-01', 5],
  ['EntryVoided', undefined, 5],
  ['EntryVoided', undefined, 1],
];

/** Which event answers, and what kind of statement it is, be it taken back. */
const EXPECTED: [asReportedOn: string, atSize: number, type: string, kind: string][] = [
  ['2020-01-31', 9, 'Opened', 'Opened'],
  ['2020-02-01', 8, 'Closed', 'Closed'],
  ['2020-02-01', 9, 'Opened', 'Opened'], // voided
  ['2020-03-01', 3, 'Restated', 'Closed'],
  ['2020-03-01', 4, 'EntryCorrected', 'Closed'],
  ['2020-04-01', 5, 'Revised', 'Closed'],
  ['2020-05-01', 6, 'Withdrawn', 'Closed'],
  ['2020-05-01', 7, 'EntryCorrected', 'Closed'],
  ['2020-05-01', 8, 'Revised', 'Closed'], // the withdrawal was voided
];

async function ledger(): Promise<InMemoryEventStore> {
  const store = new InMemoryEventStore();
  for (const [n, [type, reportedOn, target]] of EVENTS.entries()) {
    const said = { words: `words ${n}` };
    const restates = ['Restated', 'Revised', 'EntryCorrected'].includes(type);
    const event: NewEvent = {
      id: idOf(n),
      type,
      data: restates ? { statement: said } : said,
      metadata: {
        ...(reportedOn === undefined ? {} : { reportedOn }),
        ...(target === undefined ? {} : { target: idOf(target) }),
        by: { $c: 'A'.repeat(43) },
      },
    };
    await store.append(STREAM, 'any', [event]);
  }
  return store;
}

describe('the kind of a statement', () => {
  it.each(EXPECTED)('in memory, as reported %s at size %i', async (day, size, type, kind) => {
    const events = await (await ledger()).readAll({ after: START, limit: size });
    const view = new StreamHistory(STREAM, events, catalogue.keyOf).at(day);
    if (day === '2020-05-01' && size < 8) return expect(view.of('outcome', kind)).toBeUndefined(); // withdrawn
    expect(view.get('outcome')).toMatchObject({ event: { type }, kind });
    expect(view.of('outcome', kind)).toBe(view.get('outcome'));
    expect(view.of('outcome', kind === 'Opened' ? 'Closed' : 'Opened')).toBeUndefined();
    expect(view.list('*', kind)).toHaveLength(1);
    expect(view.list('*', 'Restated', 'Revised', 'EntryCorrected')).toEqual([]);
  });

  describe.each([
    ['one event at a time', 1],
    ['in one batch', 500],
    ['built anew', 0],
  ])('in the read model, taken in %s', (_, batch) => {
    const state = new StateProjection(catalogue.keyOf);
    let models: ReadModels;
    beforeAll(async () => {
      models = await ReadModels.open();
      const store = await ledger();
      const events = await store.readAll({ after: START, limit: EVENTS.length });
      await models.feed(state, batch === 0 ? [] : events, batch);
      if (batch === 0) await new Projections(store, models.pool, [state]).rebuild('state');
    });
    afterAll(() => models.close());

    it.each(EXPECTED)('as reported %s at size %i', async (asReportedOn, atSize, type, kind) => {
      expect(await models.reader.statements({ asReportedOn, atSize })).toMatchObject([{ type, kind }]);
    });

    it('stands in the history too, voids included', async () => {
      const history = await models.reader.history(STREAM, EVENTS.length);
      expect(history.map(({ kind }) => kind)).toEqual(['Opened', ...Array(8).fill('Closed')]);
    });
  });
});
