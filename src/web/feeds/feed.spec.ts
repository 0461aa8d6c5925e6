import type { TrailLine } from '../../../projections/audit-trail/queries/trail/trail.answers.js';
import { ENGLISH } from '../../../test/web/english.js';
import { type FeedParts, feedOf } from './feed.view.js';

const line = (more: Partial<TrailLine> = {}): TrailLine => ({
  ...{ id: 'e-4', index: 1204, type: 'StatusReported', kind: 'StatusReported', category: 'commitment' },
  ...{ object: { id: 'c', name: 'C22-14' }, facet: 'status/officer', said: 'At risk', actedOnBy: [] },
  ...{ reportedOn: '2022-08-04', recordedAt: '2022-08-05T09:00:00.000Z', recordedOn: '2022-08-05', entry: 'live' },
  ...more,
});

const feed = (more: Partial<FeedParts> = {}) =>
  feedOf(
    {
      ...{ title: 'Commitment C22-14', lines: [line()], asked: { time: {}, path: '/feeds/commitments/C22-14' } },
      ...{ query: {}, recordedUpTo: '2026-01-01T00:00:00.000Z', site: 'A ledger' },
      ledger: '3eeb75a8-f646-559e-86eb-c45371d03823',
      ...more,
    },
    ENGLISH,
  );

describe('a feed', () => {
  it('tells of an entry what happened, what it says and when that was reported, and leads to both', () => {
    expect(feed().entries).toEqual([
      {
        ...{ id: 'urn:uuid:e-4', title: 'Status stated: commitment C22-14', updated: '2022-08-05T09:00:00.000Z' },
        ...{ summary: 'At risk · Reported 4 August 2022 · Recorded at the time', entry: '/entries/1204' },
        object: '/at/2022-08-05/size/1205/commitments/C22-14',
      },
    ]);
  });

  it('shows what several entries brought at once with all of them', () => {
    const together = [line({ index: 1206 }), line({ index: 1205, object: { id: 'd' } }), line()];
    expect(feed({ lines: together }).entries.at(-1)!.object).toBe('/at/2022-08-05/size/1207/commitments/C22-14');
  });

  it('names no person, and no page where there is none', () => {
    const said = line({ category: 'settings', said: 'Said by {person:1}.' });
    const [entry] = feed({ lines: [said] }).entries;
    expect(entry!.summary).toMatch(/^Said by \[a person\]\. · /);
    expect(entry).not.toHaveProperty('object');
  });

  it('was updated with its newest entry, else with its view, else never', () => {
    expect(feed().updated).toBe('2022-08-05T09:00:00.000Z');
    expect(feed({ lines: [] }).updated).toBe('2026-01-01T00:00:00.000Z');
    expect(feed({ lines: [], recordedUpTo: null }).updated).toBe('1970-01-01T00:00:00.000Z');
  });

  it('is named after its view and what narrows it', () => {
    const time = { asReportedOn: '2022-08-04', atSize: 1937 };
    const narrowed = feed({
      asked: { time, path: '/feeds/milestones' },
      query: { show: 'overdue' },
      title: 'Milestones',
    });
    expect(narrowed.title).toBe(
      'Milestones (show: overdue) – As reported on 4 August 2022, from a ledger of 1,937 entries – A ledger',
    );
    expect(narrowed).toMatchObject({
      self: '/at/2022-08-04/size/1937/feeds/milestones?show=overdue',
      page: '/at/2022-08-04/size/1937/milestones?show=overdue',
    });
  });
});
