import type { MeetingAnswer } from '../../../projections/state/queries/meeting/meeting.answers.js';
import type { PlanCounts, PlanSummary } from '../../../projections/state/queries/plan/plan.answers.js';
import type { ReportAnswer } from '../../../projections/state/queries/report/report.answers.js';
import type { ChangeLine } from '../../../projections/state/queries/view-change/view-change.answers.js';
import { countByKind, homePage, newestChanges, newestReportDays } from './home.view.js';

const DAY = '2022-08-10';

const meeting = (date: string | undefined, state: string, kind = 'panel') =>
  ({ id: `${date}-${state}`, kind, state, date: { date } }) as unknown as MeetingAnswer;

const meetingsOf = (...meetings: MeetingAnswer[]) => {
  const { nextMeeting, lastMeeting } = homePage({ plans: [], counts: [], reports: [], meetings }, DAY);
  return { next: nextMeeting?.id, last: lastMeeting && [lastMeeting.meeting.id, lastMeeting.standing] };
};

describe('the first page', () => {
  it('says with each plan how many of its commitments are without an update', () => {
    const plans = ['a', 'b'].map((id) => ({ id, externalIds: [] }) as unknown as PlanSummary);
    const counts = [{ id: 'b', withoutUpdate: [{}, {}] } as PlanCounts, undefined];
    const page = homePage({ plans, counts, reports: [], meetings: [] }, DAY);
    expect(page.plans.map(({ id, withoutUpdate }) => [id, withoutUpdate])).toEqual([
      ['a', 0],
      ['b', 2],
    ]);
  });

  it('offers what a report changed only where there is an earlier one on its plan', () => {
    const report = (id: string, plan: string, reportDate: string, more: object = {}) =>
      ({ id, plan: { id: plan }, reportDate, ...more }) as unknown as ReportAnswer;
    const reports = [
      report('r5', 'b', '2023-02-01'),
      report('r4', 'a', '2023-01-01', { withdrawnOn: '2023-01-02' }),
      report('r3', 'b', '2022-08-04'),
      report('r2', 'b', '2022-08-04'),
      report('r1', 'a', '2019-09-23'),
    ];
    const page = homePage({ plans: [], counts: [], reports, meetings: [] }, DAY);
    expect(page.reports.filter(({ hasBefore }) => hasBefore).map(({ id }) => id)).toEqual(['r5', 'r4']);
    const withdrawn = [reports[0]!, report('r0', 'b', '2022-01-01', { withdrawnOn: '2022-02-01' })];
    expect(homePage({ plans: [], counts: [], reports: withdrawn, meetings: [] }, DAY).reports[0]!.hasBefore).toBe(
      false,
    );
  });

  it('names the last meeting, also where nobody has said that it took place', () => {
    const { last } = meetingsOf(meeting('2022-08-04', 'called'), meeting('2019-04-05', 'held'));
    expect(last).toEqual(['2022-08-04-called', 'unrecorded']);
  });

  it('says of a meeting that it was held only where somebody has said so', () => {
    expect(meetingsOf(meeting('2019-04-05', 'held'), meeting('2018-01-01', 'called')).last).toEqual([
      '2019-04-05-held',
      'held',
    ]);
  });

  it('names the next meeting of those still to come', () => {
    const { next, last } = meetingsOf(meeting('2022-10-01', 'called'), meeting('2022-09-01', 'called'));
    expect({ next, last }).toEqual({ next: '2022-09-01-called', last: null });
  });

  it('leaves out what was cancelled, has no date, or is a decision outside a meeting', () => {
    const others = [meeting('2022-08-01', 'cancelled'), meeting(undefined, 'called')];
    const notice = meeting('2022-08-02', 'called', 'decisionNotice');
    expect(meetingsOf(...others, notice)).toEqual({ next: undefined, last: null });
  });

  it('compares the newest day of reports with the one before, without what was withdrawn', () => {
    const report = (reportDate: string, withdrawnOn?: string) => ({ reportDate, withdrawnOn }) as ReportAnswer;
    const two = [report('2022-08-04'), report('2022-08-04'), report('2022-06-07'), report('2019-09-23')];
    expect(newestReportDays(two, DAY)).toEqual({ from: '2022-06-07', to: '2022-08-04' });
    expect(newestReportDays([report('2022-08-09', '2022-08-10'), ...two], DAY)?.to).toBe('2022-08-04');
    expect(newestReportDays(two.slice(0, 2), DAY)).toBeNull();
  });

  it('counts what changed by kinds that a reader knows, and leads to them in the view of the later day', () => {
    const lines = ['status', 'figure', 'figure', 'silent'].map((kind) => ({ kind }) as ChangeLine);
    const days = { from: '2022-06-07', to: '2022-08-04' };
    expect(newestChanges(days, countByKind(lines), { asReportedOn: DAY, atSize: 9 })).toEqual({
      ...days,
      kinds: [
        { kind: 'status', count: 1, path: '/at/2022-08-04/size/9/changes?from=2022-06-07&kind=status' },
        { kind: 'figure', count: 2, path: '/at/2022-08-04/size/9/changes?from=2022-06-07&kind=figure' },
      ],
      all: { count: 4, path: '/at/2022-08-04/size/9/changes?from=2022-06-07' },
    });
    expect(newestChanges(days, countByKind(lines), {})!.all.path).toBe('/at/2022-08-04/changes?from=2022-06-07');
    expect(newestChanges(days, countByKind(lines.slice(3)), {})).toBeNull();
  });
});
