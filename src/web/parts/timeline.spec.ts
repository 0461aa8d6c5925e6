import type { HistoryAnswer } from '../../../projections/state/queries/history/history.answers.js';
import { PAGE_LENGTH } from './pagination.js';
import { type TimelineAsked, timeline as timelineOf } from './timeline.js';

const PAGE = { id: 'c1', name: 'C22-01' };
const entry = (index: number, type: string, facet: string, more: object = {}) =>
  ({
    ...{
      id: `e${index}`,
      index,
      type,
      facet,
      category: 'commitment',
      object: PAGE,
      kind: 'statement',
      entry: 'backfill',
    },
    ...{ reportedOn: '2022-06-07', recordedAt: '2026-01-01T00:00:00.000Z', correctedBy: [], citations: [] },
    ...{ statement: {}, pointsAt: [], was: null, is: null, ...more },
  }) as unknown as HistoryAnswer;

const made = entry(1, 'CommitmentMade', 'identity');
const status = entry(2, 'StatusReported', 'status/officer', { reportedOn: '2022-08-04', is: 'On track' });
const late = entry(3, 'WordingVersionRecorded', 'wording/w1', { reportedOn: '2018-01-01', is: 'Do it.' });
const corrected = entry(4, 'EntryCorrected', 'status/officer', {
  ...{ kind: 'ledgerCorrection', target: 'e2', reportedOn: '2022-08-04', was: 'On track', is: 'At risk' },
  change: { correctionReason: 'Mistyped' },
});
const voided = entry(5, 'EntryVoided', 'identity', { kind: 'ledgerVoid', target: 'e1', reportedOn: undefined });

const timeline = (entries: HistoryAnswer[], page: string, asked: TimelineAsked, object?: string) =>
  timelineOf(entries, { page, object, timeZone: 'Europe/London' }, asked);
const indexes = (entries: HistoryAnswer[], asked: Parameters<typeof timeline>[2]) =>
  timeline(entries, 'c1', asked).items.map(({ index }) => index);

describe('a timeline', () => {
  const all = [made, status, late, corrected, voided];

  it('begins with what was recorded last', () => {
    expect(indexes(all, {})).toEqual([5, 4, 3, 2, 1]);
  });

  it('begins with what was reported last where asked; a void stands by what it acts on', () => {
    expect(indexes(all, { order: 'reported' })).toEqual([4, 2, 5, 1, 3]);
  });

  it('tells what an act on an entry is about, and why', () => {
    const [first, second] = timeline(all, 'c1', {}).items;
    expect(first).toMatchObject({ act: 'EntryVoided', told: 'CommitmentMade' });
    expect(second).toMatchObject({
      act: 'EntryCorrected',
      told: 'StatusReported',
      was: 'On track',
      reason: 'Mistyped',
    });
  });

  it('is narrowed by kind, and says how many there are of each', () => {
    const narrowed = timeline(all, 'c1', { kind: 'status' });
    expect(narrowed).toMatchObject({ total: 2, all: { count: 5 }, start: 2, isNarrowed: false });
    expect(narrowed.kinds.map(({ kind, count }) => [kind, count])).toEqual([
      ['words', 1],
      ['status', 2],
      ['place', 2],
      ['changed', 2],
    ]);
  });

  it('is narrowed by role and by what it is about, in which its kinds are counted', () => {
    const promised = entry(7, 'MilestonePromised', 'promise', {
      ...{ category: 'milestone', object: { id: 'm1', name: 'A plan is made.' }, actingAs: 'approver' },
    });
    const said = [made, { ...status, actingAs: 'policy-officer' }, promised];
    const narrowed = timeline(said, 'c1', { role: 'policy-officer', kind: 'status', order: 'reported' });
    expect(narrowed.items.map(({ index, actingAs }) => [index, actingAs])).toEqual([[2, 'policy-officer']]);
    expect(narrowed).toMatchObject({ isNarrowed: true, all: { count: 1 }, roles: ['approver', 'policy-officer'] });
    expect(narrowed.to.otherOrder).toMatchObject({ role: 'policy-officer', kind: 'status', order: undefined });
    expect(narrowed.objects).toEqual([
      { value: 'm1', text: 'A plan is made.' },
      { value: 'C22-01', text: 'C22-01' },
    ]);
    const ofMilestone = timeline(said, 'c1', { object: 'm1' }, 'm1');
    expect(ofMilestone.items.map(({ index }) => index)).toEqual([7]);
    expect(ofMilestone.kinds).toMatchObject([{ kind: 'dates', count: 1, asked: { object: 'm1', kind: 'dates' } }]);
  });

  it('is narrowed by the days by which it is ordered, in the time zone of the ledger', () => {
    const summer = [
      entry(8, 'CommitmentTagged', 'tag/a', { recordedAt: '2026-07-01T22:59:59.999Z' }),
      entry(9, 'CommitmentTagged', 'tag/b', { recordedAt: '2026-07-01T23:00:00.000Z' }),
    ];
    expect(indexes(summer, { to: '2026-07-01' })).toEqual([8]);
    expect(indexes(summer, { from: '2026-07-02', to: '2026-07-02' })).toEqual([9]);
    expect(indexes(all, { from: '2022-06-07', to: '2022-06-07', order: 'reported' })).toEqual([5, 1]);
  });

  it('goes on below an entry, in the same order', () => {
    const many = Array.from({ length: PAGE_LENGTH + 3 }, (_, index) =>
      entry(index, 'CommitmentTagged', `tag/${index}`),
    );
    const first = timeline(many, 'c1', {});
    expect(first).toMatchObject({ start: PAGE_LENGTH + 3, to: { older: { before: 3 } } });
    const second = timeline(many, 'c1', { before: first.to.older?.before });
    expect(second.items.map(({ index }) => index)).toEqual([2, 1, 0]);
    expect(second.start).toBe(3);
    expect(second.to.older).toBeUndefined();
    expect(() => timeline(many, 'c1', { before: 999 })).toThrow('No entry of this list has that number');
  });

  it('names what is linked, but not the thing that the page is about', () => {
    const linked = entry(6, 'MilestoneAttached', 'attached/commitment/c2', {
      ...{ category: 'milestone', object: { id: 'm1', name: 'A plan is made.' } },
      pointsAt: [PAGE, { id: 'c2', name: 'C22-02' }],
    });
    expect(timeline([linked], 'c1', {}).items).toMatchObject([
      {
        object: { id: 'm1' },
        links: [{ kind: 'commitment', name: 'C22-02' }],
      },
    ]);
  });

  it('says nothing twice: a milestone’s name is its words', () => {
    const promised = entry(7, 'MilestonePromised', 'promise', {
      ...{ category: 'milestone', object: { id: 'm1', name: 'A plan is made.' }, is: 'A plan is made.' },
    });
    expect(timeline([promised], 'c1', {}).items[0]!.is).toBeNull();
  });
});
