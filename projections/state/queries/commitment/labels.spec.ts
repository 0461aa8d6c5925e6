import type { EntryKind } from '../../../../src/ledger/event.js';
import type { Statement } from '../../statement.js';
import { Facts } from '../facts.js';
import type { UpdateAnswer } from '../update/update.answers.js';
import { type Circumstances, covers, explains, labelsOfCommitment, type ReportDay, reportsByPlan } from './labels.js';

const update = (reportedOn: string, entry: EntryKind = 'live') => ({ from: { reportedOn, entry } }) as UpdateAnswer;
const report = (day: string, ...scope: string[]): ReportDay => ({ day, scope, withoutUpdate: [] });

const [JUNE, AUGUST, NOVEMBER] = ['2022-06-07', '2022-08-04', '2022-11-03'];
const labels = (its: Partial<Circumstances>) =>
  labelsOfCommitment({
    ...{ statusSaid: true, updates: [], reports: [], explained: false, overdue: false, disputed: false, moved: 0 },
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

  it('do not say that a report leaves out what it explains, but since when nothing was said', () => {
    const silent = { explained: true, reports: [report(NOVEMBER), report(AUGUST)] };
    expect(labels({ ...silent, updates: [update(AUGUST)] })).toEqual([]);
    expect(labels({ ...silent, updates: [update(JUNE)] })).toEqual(['No update since 7 June 2022']);
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

test('a report explains what it has no update about', () => {
  const explaining = { ...report(JUNE), withoutUpdate: ['theme'] };
  expect(explains(explaining, new Set(['theme', 'commitment']))).toBe(true);
  expect(explains(explaining, new Set(['commitment']))).toBe(false);
});

test('reports are of the day of their first version, and stand until they are withdrawn', () => {
  let slot = 0;
  const said = (n: number, facet: string, reportedOn: string, data: object = {}) =>
    ({
      ...{ stream: `report-${n}`, category: 'report', objectId: String(n), facet, slot: slot++, reportedOn },
      ...{ withdrawn: false, data },
    }) as unknown as Statement;
  const facts = new Facts([
    said(1, 'publication/1', JUNE, { planId: 'plan', version: 1 }),
    said(1, 'publication/2', NOVEMBER, { planId: 'plan', version: 2 }),
    said(1, 'no-update/theme', JUNE),
    said(2, 'publication/1', AUGUST, { planId: 'plan', version: 1 }),
    said(3, 'publication/1', NOVEMBER, { planId: 'plan', version: 1 }),
    said(3, 'withdrawal', NOVEMBER),
    said(4, 'opening', NOVEMBER),
  ]);
  expect(reportsByPlan(facts).get('plan')).toMatchObject([
    { day: AUGUST, withoutUpdate: [] },
    { day: JUNE, withoutUpdate: ['theme'] },
  ]);
});
