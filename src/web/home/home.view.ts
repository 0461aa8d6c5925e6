import type { MeetingAnswer } from '../../../projections/state/queries/meeting/meeting.answers.js';
import type { PlanCounts, PlanSummary } from '../../../projections/state/queries/plan/plan.answers.js';
import type { ReportAnswer } from '../../../projections/state/queries/report/report.answers.js';
import type { ChangeKind, ChangeLine } from '../../../projections/state/queries/view-change/view-change.answers.js';
import { isNotice, standingOf } from '../meetings/meeting-list.view.js';
import { type PlanLine, planLines } from '../plans/plan.view.js';
import { type TimeInPath, writeAddress } from '../time/address.js';
import { searchWith } from '../time/page-addressing.js';

const MOST_REPORTS = 5;

/** About the ledger, or of too many sorts to be told in a word; all are behind the link to everything. */
const UNTOLD: ReadonlySet<ChangeKind> = new Set(['other', 'silent', 'scheme', 'editors']);

/** Two days of reports, the newest of a view and the one before it. */
export interface ReportDays {
  from: string;
  to: string;
}

/** What changed from the one to the other; each link leads to the list of what it counts, in the view of the later day. */
export interface NewestChanges extends ReportDays {
  all: { count: number; path: string };
  kinds: { kind: ChangeKind; count: number; path: string }[];
}

/** Where everybody begins. */
export interface HomePage {
  /** With how many of their commitments no update says anything about. */
  plans: (PlanLine & { withoutUpdate: number })[];
  /** The newest first; whether the ledger holds an earlier one on the same plan to compare it with. */
  reports: (ReportAnswer & { hasBefore: boolean })[];
  /** `null` where nothing was reported before, or nothing changed. */
  changes: NewestChanges | null;
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
    changes = null,
    meetings,
  }: {
    plans: PlanSummary[];
    counts: (PlanCounts | undefined)[];
    reports: ReportAnswer[];
    changes?: NewestChanges | null;
    meetings: MeetingAnswer[];
  },
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
    changes,
    nextMeeting: dated.find(({ date, state }) => date.date! >= day && state === 'called') ?? null,
    lastMeeting: past.at(-1) ?? null,
  };
}

/** `null` where a view has reports of one day, or none. */
export function newestReportDays(reports: readonly ReportAnswer[], day: string): ReportDays | null {
  const standing = reports.filter(({ withdrawnOn, reportDate }) => withdrawnOn === undefined && reportDate <= day);
  const [to, from] = [...new Set(standing.map(({ reportDate }) => reportDate))].sort().reverse();
  return to === undefined || from === undefined ? null : { from, to };
}

/** How many changes there are of each kind, in the order of the list of them. */
export function countByKind(lines: readonly ChangeLine[]): [ChangeKind, number][] {
  const kinds = new Map<ChangeKind, number>();
  for (const { kind } of lines) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  return [...kinds];
}

/** @param asked the view of the page, whose size stays */
export function newestChanges(
  { from, to }: ReportDays,
  counts: readonly [ChangeKind, number][],
  { atSize }: TimeInPath,
): NewestChanges | null {
  const address = writeAddress({ time: { asReportedOn: to, atSize }, path: '/changes' });
  const kinds = counts.flatMap(([kind, count]) =>
    UNTOLD.has(kind) ? [] : [{ kind, count, path: address + searchWith({ from, kind }) }],
  );
  if (kinds.length === 0) return null;
  const count = counts.reduce((sum, [, one]) => sum + one, 0);
  return { from, to, kinds, all: { count, path: address + searchWith({ from }) } };
}

function hasBefore({ plan, reportDate }: ReportAnswer, all: readonly ReportAnswer[]): boolean {
  return all.some((one) => one.plan?.id === plan?.id && one.reportDate < reportDate && one.withdrawnOn === undefined);
}
