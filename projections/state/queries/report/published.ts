import type { JsonObject } from '../../../../src/integrity/canonical-json.js';
import type { Day } from '../../../../src/ledger/dates.js';
import type { Statement } from '../../statement.js';
import type { Facts, ObjectFacts } from '../facts.js';
import { idIn, idsIn } from '../references.js';

/** What a coverage check has to know of a report, published or being written. */
export interface CoveredReport {
  id: string;
  plan: string;
  reportDate: Day;
  /** The days on which its versions were, or are to be, put before the public, the first version's first. */
  days: readonly Day[];
  /** Parts of the plan; none stands for the whole plan. */
  scope: readonly string[];
  meeting?: string;
  /** The paper that it was read from. */
  source?: string;
}

/** A report's publications, the newest version last. */
export function publicationsOf(report: ObjectFacts | undefined): Statement[] {
  const versions = report?.list('publication/*') ?? [];
  return versions.sort((a, b) => Number(a.data.version) - Number(b.data.version));
}

/** A published report as its newest version has it. */
export function coveredReport(report: ObjectFacts): CoveredReport | undefined {
  const versions = publicationsOf(report);
  const newest = versions.at(-1);
  return newest && covered(report.id, newest.data, daysOf(versions));
}

/** The days of several versions, each once. */
export function daysOf(versions: readonly { reportedOn: Day }[]): Day[] {
  return [...new Set(versions.map(({ reportedOn }) => reportedOn))];
}

export function covered(id: string, data: JsonObject, days: readonly Day[]): CoveredReport {
  const meeting = idIn(data.meetingId);
  const source = idIn(data.sourceId);
  return {
    ...{ id, days, plan: idIn(data.planId)!, reportDate: String(data.reportDate), scope: idsIn(data.scope) },
    ...(meeting ? { meeting } : {}),
    ...(source ? { source } : {}),
  };
}

/** All published reports of a plan. */
export function reportsOf(plan: string, facts: Facts): CoveredReport[] {
  const found = facts.all('report').flatMap((report) => coveredReport(report) ?? []);
  return found.filter((report) => report.plan === plan);
}

/** Reports that go before the public together: those of one meeting, else of one date. */
export function together(report: CoveredReport, all: readonly CoveredReport[]): CoveredReport[] {
  const isWith = (other: CoveredReport) =>
    report.meeting && other.meeting ? report.meeting === other.meeting : report.reportDate === other.reportDate;
  return [report, ...all.filter((other) => other.id !== report.id && isWith(other))];
}

/** The date of the report before, of the same plan. */
export function dateBefore({ reportDate }: CoveredReport, all: readonly CoveredReport[]): Day | undefined {
  const earlier = all.map((other) => other.reportDate).filter((date) => date < reportDate);
  return earlier.sort().at(-1);
}
