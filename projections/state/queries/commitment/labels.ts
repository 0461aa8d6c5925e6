import { type Day, printedDay } from '../../../../src/ledger/dates.js';
import { compare, type Facts, grouped, type ObjectFacts, partOf } from '../facts.js';
import { idsIn } from '../references.js';
import type { UpdateAnswer } from '../update/update.answers.js';

/** A report of a plan: its day, the parts of the plan that it covers, and where it says that there is no update. */
export interface ReportDay {
  day: Day;
  /** Without any: the whole plan. */
  scope: readonly string[];
  /** Themes and commitments. */
  withoutUpdate: readonly string[];
}

/** What is read of reports for this; their titles are among it. */
export const REPORT_DAYS = { categories: ['report'], facets: ['publication/*', 'no-update/*', 'withdrawal'] };

/** What the labels of a commitment are worked out from. */
export interface Circumstances {
  /** An officer's status stands, or was taken back. */
  statusSaid: boolean;
  /** About it by itself, the newest first. */
  updates: readonly UpdateAnswer[];
  /** Reports that cover it, the newest first. */
  reports: readonly ReportDay[];
  /** The newest of these says itself that there is no update. */
  explained: boolean;
  overdue: boolean;
  disputed: boolean;
  /** How often its target date was put off. */
  moved: number;
}

/** What can be said of a commitment in a view without anybody having said it. Never stored, and no status. */
export function labelsOfCommitment(its: Circumstances): string[] {
  const { statusSaid, updates, moved } = its;
  const loadedLater = updates.every(({ from }) => from.entry === 'backfill');
  return [
    ...(!statusSaid && loadedLater ? ['Not stated in the source'] : []),
    ...silence(its),
    ...(its.overdue ? ['Overdue'] : []),
    ...(its.disputed ? ['Disputed'] : []),
    ...(moved > 0 ? [`Moved ${moved} ${moved === 1 ? 'time' : 'times'}`] : []),
  ];
}

/** Since when nothing was said of it or, where that is not long ago, that the newest report leaves it out. */
function silence({ updates, reports, explained }: Circumstances): string[] {
  const [newest] = reports;
  const second = reports.find(({ day }) => newest && day < newest.day);
  const last = updates[0]?.from.reportedOn;
  if (!newest || (last !== undefined && last >= newest.day)) return [];
  if (last !== undefined && second && last < second.day) return [`No update since ${printedDay(last)}`];
  return explained ? [] : [`No update in the report of ${printedDay(newest.day)}`];
}

/** The reports of each plan that stand, the newest first, each once however many versions it has. */
export function reportsByPlan(facts: Facts): ReadonlyMap<string, readonly ReportDay[]> {
  const found = facts.all('report').flatMap((report) => {
    const newest = newestVersion(report);
    return newest && !report.get('withdrawal')
      ? [{ plan: String(newest.data.planId), ...reportDay(report, newest) }]
      : [];
  });
  found.sort((a, b) => compare(b.day, a.day));
  return grouped(found, ({ plan }) => [plan]);
}

/** Whether a report says itself that it has no update about one of these. */
export function explains({ withoutUpdate }: ReportDay, ids: ReadonlySet<string>): boolean {
  return withoutUpdate.some((id) => ids.has(id));
}

/** Whether a report covers something that sits in these parts of the plan. */
export function covers({ scope }: ReportDay, within: ReadonlySet<string>): boolean {
  return scope.length === 0 || scope.some((id) => within.has(id));
}

/** A report is of the day of its first version: an amendment brings no new updates. */
function reportDay(report: ObjectFacts, newest: { data: Record<string, unknown> }): ReportDay {
  const days = report.list('publication/*').map(({ reportedOn }) => reportedOn);
  const withoutUpdate = report.list('no-update/*').map(({ facet }) => partOf(facet, 1));
  return { day: days.sort()[0]!, scope: idsIn(newest.data.scope), withoutUpdate };
}

function newestVersion(report: ObjectFacts) {
  return report.list('publication/*').sort((a, b) => Number(b.data.version) - Number(a.data.version))[0];
}
