import type { MeetingAnswer } from '../../../projections/state/queries/meeting/meeting.answers.js';
import type { PlanCounts, PlanSummary } from '../../../projections/state/queries/plan/plan.answers.js';
import type { ReportAnswer } from '../../../projections/state/queries/report/report.answers.js';
import { isNotice, standingOf } from '../meetings/meeting-list.view.js';
import { type PlanLine, planLines } from '../plans/plan.view.js';

const MOST_REPORTS = 5;

/** Where everybody begins. */
export interface HomePage {
  /** With how many of their commitments no update says anything about. */
  plans: (PlanLine & { withoutUpdate: number })[];
  /** The newest first; whether the ledger holds an earlier one on the same plan to compare it with. */
  reports: (ReportAnswer & { hasBefore: boolean })[];
  nextMeeting: MeetingAnswer | null;
  /** The last whose day is over or that was held; of some, nobody has said that they took place. */
  lastMeeting: { meeting: MeetingAnswer; standing: 'held' | 'unrecorded' } | null;
}

/** @param day of the view */
export function homePage(
  {
    plans,
    counts,
    reports,
    meetings,
  }: { plans: PlanSummary[]; counts: (PlanCounts | undefined)[]; reports: ReportAnswer[]; meetings: MeetingAnswer[] },
  day: string,
): HomePage {
  const dated = meetings
    .filter((one) => one.date.date !== undefined && !isNotice(one))
    .sort((a, b) => (a.date.date! < b.date.date! ? -1 : 1));
  const past = dated.flatMap((meeting) => {
    const standing = standingOf(meeting, day);
    return standing === 'held' || standing === 'unrecorded' ? [{ meeting, standing }] : [];
  });
  const silent = new Map(counts.flatMap((one) => (one ? [[one.id, one.withoutUpdate.length]] : [])));
  return {
    plans: planLines(plans).map((line) => ({ ...line, withoutUpdate: silent.get(line.id) ?? 0 })),
    reports: reports.slice(0, MOST_REPORTS).map((one) => ({ ...one, hasBefore: hasBefore(one, reports) })),
    nextMeeting: dated.find(({ date, state }) => date.date! >= day && state === 'called') ?? null,
    lastMeeting: past.at(-1) ?? null,
  };
}

function hasBefore({ plan, reportDate }: ReportAnswer, all: readonly ReportAnswer[]): boolean {
  return all.some((one) => one.plan?.id === plan?.id && one.reportDate < reportDate && one.withdrawnOn === undefined);
}
