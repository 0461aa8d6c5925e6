import { StreamHistory } from '../../src/ledger/history.js';
import { opaqueCatalogue, recorded, streamOfKey } from '../support/opaque-ledger.js';
import { evaluate, type PlainAnswer, type Step } from '../support/plain-evaluation.js';
import { ReadModels } from '../support/read-models.js';

const A = 'a/status';
const M = 'm/observation';

const SCENARIO: Step[] = [
  { does: 'report', key: A, reportedOn: '2018-11-01', value: 'on-track' },
  { does: 'report', key: A, reportedOn: '2022-08-04', value: 'delayed' }, // mistyped
  { does: 'report', key: A, reportedOn: '2020-02-06', value: 'late' }, // out of order
  { does: 'correct', target: 1, value: 'at-risk' },
  { does: 'report', key: M, reportedOn: '2022-08-04', value: '12.50' },
  { does: 'report', key: A, reportedOn: '2026-05-07', value: 'complete' },
  { does: 'change', target: 4, reportedOn: '2026-06-11', value: '10.90' },
  { does: 'report', key: A, reportedOn: '2019-06-06', value: 'cancelled' }, // of another commitment
  { does: 'void', target: 7 },
];

const EXPECTED: [asReportedOn: string, atSize: number, a: string | null, m: string | null][] = [
  ['2018-10-31', 9, null, null],
  ['2018-11-01', 9, 'on-track', null],
  ['2021-01-01', 9, 'late', null],
  ['2021-01-01', 2, 'on-track', null],
  ['2022-08-03', 9, 'late', null],
  ['2022-08-04', 9, 'at-risk', '12.50'],
  ['2022-08-04', 3, 'delayed', null],
  ['2022-08-04', 4, 'at-risk', null],
  ['2026-06-01', 9, 'complete', '12.50'],
  ['2026-06-30', 9, 'complete', '10.90'],
  ['2019-07-01', 8, 'cancelled', null],
  ['2019-07-01', 9, 'on-track', null],
  ['2026-06-30', 0, null, null],
];

const SAME_DAY: Step[] = [
  { does: 'report', key: A, reportedOn: '2020-01-01', value: 'a' },
  { does: 'report', key: A, reportedOn: '2020-01-01', value: 'b' },
  { does: 'correct', target: 0, value: 'a2' },
  { does: 'correct', target: 1, value: 'b2' },
  { does: 'void', target: 3 },
  { does: 'void', target: 1 },
  { does: 'withdraw', target: 0, reportedOn: '2020-03-01' },
  { does: 'report', key: A, reportedOn: '2020-03-01', edition: 2, value: 'd' },
  { does: 'report', key: A, reportedOn: '2020-03-01', value: 'e' },
];

const SAME_DAY_EXPECTED: [asReportedOn: string, atSize: number, a: string][] = [
  ['2020-02-01', 2, 'b'],
  ['2020-02-01', 3, 'b'],
  ['2020-02-01', 4, 'b2'],
  ['2020-02-01', 5, 'b'],
  ['2020-02-01', 6, 'a2'],
  ['2020-03-01', 7, 'withdrawn'],
  ['2020-03-01', 8, 'd'],
  ['2020-03-01', 9, 'd'],
  ['2020-02-29', 9, 'a2'],
];

/** The reason for taking something back is corrected: it stays taken back. */
const TAKEN_BACK: Step[] = [
  { does: 'report', key: A, reportedOn: '2020-01-01', value: 'a' },
  { does: 'withdraw', target: 0, reportedOn: '2020-03-01' },
  { does: 'correct', target: 1, value: 'another reason' },
  { does: 'correct', target: 2, value: 'a third' },
  { does: 'void', target: 1 },
];

const TAKEN_BACK_EXPECTED: [asReportedOn: string, atSize: number, a: string][] = [
  ['2020-02-29', 4, 'a'],
  ['2020-03-01', 2, 'withdrawn'],
  ['2020-03-01', 3, 'withdrawn'],
  ['2020-03-01', 4, 'withdrawn'],
  ['2020-03-01', 5, 'a'],
];

const says = (answer: PlainAnswer | null | undefined) => answer?.says ?? null;

describe('what had been said, by the definition', () => {
  it.each(EXPECTED)('as reported %s at size %i', (day, size, a, m) => {
    expect(says(evaluate(SCENARIO, A, day, size))).toBe(a);
    expect(says(evaluate(SCENARIO, M, day, size))).toBe(m);
  });

  it.each(SAME_DAY_EXPECTED)('same day: as reported %s at size %i', (day, size, a) => {
    expect(says(evaluate(SAME_DAY, A, day, size))).toBe(a);
  });

  it.each(TAKEN_BACK_EXPECTED)('taken back: as reported %s at size %i', (day, size, a) => {
    expect(says(evaluate(TAKEN_BACK, A, day, size))).toBe(a);
  });
});

describe('what had been said, by the history in memory', () => {
  it.each(TAKEN_BACK_EXPECTED)('taken back: as reported %s at size %i', async (day, size, a) => {
    const events = await recorded(TAKEN_BACK.slice(0, size));
    const view = new StreamHistory(streamOfKey(A), events, opaqueCatalogue.keyOf).at(day);
    expect(view.get('status')?.data.value ?? 'withdrawn').toBe(a);
    expect(view.list('*')).toHaveLength(a === 'withdrawn' ? 0 : 1);
  });
});

describe.each([
  ['one event at a time', 1],
  ['in one batch', 500],
])('what had been said, by the read model, taken in %s', (_, batch) => {
  let models: ReadModels;
  beforeAll(async () => {
    models = await ReadModels.open();
  });
  afterAll(() => models.close());

  describe('corrected, restated, voided', () => {
    beforeAll(async () => models.feed(models.state, await recorded(SCENARIO), batch));

    it.each(EXPECTED)('as reported %s at size %i', async (day, size, a, m) => {
      const answers = await models.answers(SCENARIO, { asReportedOn: day, atSize: size });
      expect(says(answers.get(A))).toBe(a);
      expect(says(answers.get(M))).toBe(m);
    });
  });

  describe('several times on one day', () => {
    beforeAll(async () => {
      await models.clear();
      await models.feed(models.state, await recorded(SAME_DAY), batch);
    });

    it.each(SAME_DAY_EXPECTED)('as reported %s at size %i', async (day, size, a) => {
      const answers = await models.answers(SAME_DAY, { asReportedOn: day, atSize: size });
      expect(says(answers.get(A))).toBe(a);
    });
  });

  describe('taken back, with the reason corrected', () => {
    beforeAll(async () => {
      await models.clear();
      await models.feed(models.state, await recorded(TAKEN_BACK), batch);
    });

    it.each(TAKEN_BACK_EXPECTED)('as reported %s at size %i', async (day, size, a) => {
      const answers = await models.answers(TAKEN_BACK, { asReportedOn: day, atSize: size });
      expect(says(answers.get(A))).toBe(a);
    });
  });
});
