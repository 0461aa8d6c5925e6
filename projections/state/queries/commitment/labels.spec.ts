import type { EntryKind } from '../../../../src/ledger/event.js';
import type { UpdateAnswer } from '../update.answers.js';
import { type Circumstances, covers, labelsOfCommitment, type ReportDay } from './labels.js';

const update = (reportedOn: string, entry: EntryKind = 'live') => ({ from: { reportedOn, entry } }) as UpdateAnswer;
const report = (day: string, ...scope: string[]): ReportDay => ({ day, scope });

const [JUNE, AUGUST, NOVEMBER] = ['2022-06-07', '2022-08-04', '2022-11-03'];
const labels = (its: Partial<Circumstances>) =>
  labelsOfCommitment({
    ...{ statusSaid: true, updates: [], reports: [], overdue: false, disputed: false, moved: 0 },
    ...its,
  });

describe('the labels of a commitment', () => {
  it('are none where nothing is to be said', () => {
    expect(labels({})).toEqual([]);
    expect(labels({ updates: [update(AUGUST)], reports: [report(AUGUST), report(JUNE)] })).toEqual([]);
  });

  it('say that no status is stated where all was loaded from papers', () => {
    const label = ['Not stated in the source'];
    expect(labels({ statusSaid: false })).toEqual(label);
    expect(labels({ statusSaid: false, updates: [update(JUNE, 'backfill')] })).toEqual(label);
    expect(labels({ statusSaid: false, updates: [update(AUGUST, 'live'), update(JUNE, 'backfill')] })).toEqual([]);
    expect(labels({ statusSaid: true, updates: [update(JUNE, 'backfill')] })).toEqual([]);
  });

  test.each([
    ['no report', [JUNE], [], []],
    ['an update in the newest report', [AUGUST, JUNE], [AUGUST, JUNE], []],
    ['an update after the newest report', [NOVEMBER], [AUGUST], []],
    ['none in the newest report', [AUGUST], [NOVEMBER, AUGUST], ['No update in the report of 3 November 2022']],
    ['none in the only report', [], [AUGUST], ['No update in the report of 4 August 2022']],
    ['none in any report', [], [AUGUST, JUNE], ['No update in the report of 4 August 2022']],
    ['none in two reports', [JUNE], [NOVEMBER, AUGUST], ['No update since 7 June 2022']],
    ['two reports of one day', [JUNE], [AUGUST, AUGUST, JUNE], ['No update in the report of 4 August 2022']],
  ])('with %s', (_, updates, reports, expected) => {
    const its = { updates: updates.map((day) => update(day)), reports: reports.map((day) => report(day)) };
    expect(labels(its)).toEqual(expected);
  });

  it('say that its date has passed or moved, and that something said of it is disputed', () => {
    expect(labels({ overdue: true, disputed: true, moved: 2 })).toEqual(['Overdue', 'Disputed', 'Moved 2 times']);
    expect(labels({ moved: 1 })).toEqual(['Moved 1 time']);
  });
});

test('a report covers the whole plan, or the parts that it names', () => {
  const within = new Set(['plan', 'priority', 'theme']);
  expect(covers(report(JUNE), within)).toBe(true);
  expect(covers(report(JUNE, 'other', 'priority'), within)).toBe(true);
  expect(covers(report(JUNE, 'other'), within)).toBe(false);
});
