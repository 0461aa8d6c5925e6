import { type Day, printedDay } from '../../../../src/ledger/dates.js';
import { compare, type Facts, grouped, type ObjectFacts } from '../facts.js';
import { idsIn } from '../references.js';
import type { UpdateAnswer } from '../update.answers.js';

/** A report of a plan: its day, and the parts of the plan that it covers; without any, the whole plan. */
export interface ReportDay {
  day: Day;
  scope: readonly string[];
}

/** What the labels of a commitment are worked out from. */
export interface Circumstances {
  /** An officer's status stands, or was taken back. */
  statusSaid: boolean;
  /** About it by itself, the newest first. */
  updates: readonly UpdateAnswer[];
  /** Reports that cover it, the newest first. */
  reports: readonly ReportDay[];
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

/** Reports that said nothing of it: the newest one or, where that is not the first, since when nothing was said. */
function silence({ updates, reports }: Circumstances): string[] {
  const [newest] = reports;
  const second = reports.find(({ day }) => newest && day < newest.day);
  const last = updates[0]?.from.reportedOn;
  if (!newest || (last !== undefined && last >= newest.day)) return [];
  if (last !== undefined && second && last < second.day) return [`No update since ${printedDay(last)}`];
  return [`No update in the report of ${printedDay(newest.day)}`];
}

/** The reports of each plan, the newest first, each once however many versions it has. */
export function reportsByPlan(facts: Facts): ReadonlyMap<string, readonly ReportDay[]> {
  const found = facts.all('report').flatMap((report) => {
    const newest = newestVersion(report);
    return newest ? [{ plan: String(newest.data.planId), ...reportDay(report, newest) }] : [];
  });
  found.sort((a, b) => compare(b.day, a.day));
  return grouped(found, ({ plan }) => [plan]);
}

/** Whether a report covers something that sits in these parts of the plan. */
export function covers({ scope }: ReportDay, within: ReadonlySet<string>): boolean {
  return scope.length === 0 || scope.some((id) => within.has(id));
}

/** A report is of the day of its first version: an amendment brings no new updates. */
function reportDay(report: ObjectFacts, newest: { data: Record<string, unknown> }): ReportDay {
  const days = report.list('publication/*').map(({ reportedOn }) => reportedOn);
  return { day: days.sort()[0]!, scope: idsIn(newest.data.scope) };
}

function newestVersion(report: ObjectFacts) {
  return report.list('publication/*').sort((a, b) => Number(b.data.version) - Number(a.data.version))[0];
}
