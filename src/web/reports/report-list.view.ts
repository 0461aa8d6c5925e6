import type { ReportCoverage } from '../../../projections/state/queries/report/coverage.answers.js';
import type { ReportAnswer } from '../../../projections/state/queries/report/report.answers.js';
import { pageOf } from '../links.js';
import { type Numbered, numbered } from '../parts/pagination.js';

/** Few enough that what each covers can be worked out while a reader waits. */
const REPORTS_A_PAGE = 20;

/** A published report as a row of the list. */
export interface ReportLine extends Pick<ReportAnswer, 'title' | 'version' | 'plan' | 'withdrawnOn'> {
  id: string;
  /** Event id of the entry that answers for it. */
  entry: string;
  path: string;
  fingerprint?: Fingerprint;
}

/** Of how many commitments a report says something, and of how many it does not. */
export interface Covered {
  commitments: number;
  withUpdate: number;
  rowWithoutUpdate: number;
  noRow: number;
}

export function coveredIn({ commitments, counts }: Pick<ReportCoverage, 'commitments' | 'counts'>): Covered {
  const { noRow, rowWithoutUpdate } = counts;
  return { commitments, withUpdate: commitments - noRow - rowWithoutUpdate, rowWithoutUpdate, noRow };
}

/** SHA-256 of what was published, or of the paper that it was read from. */
export interface Fingerprint {
  of: 'content' | 'paper';
  sha256: string;
}

/** Reports that bear one date, under the meeting that they were made for. */
export interface ReportsOfDay {
  day: string;
  meetings: string[];
  lines: ReportLine[];
}

export interface ReportsPage {
  list: Pick<Numbered<ReportAnswer>, 'total' | 'first' | 'last' | 'page' | 'pages' | 'links'>;
  days: ReportsOfDay[];
}

/** @param reports the newest first */
export function reportsPage(reports: readonly ReportAnswer[], page?: number): ReportsPage {
  const { items, ...list } = numbered(reports, page, REPORTS_A_PAGE);
  const days = [...new Set(items.map(({ reportDate }) => reportDate))];
  return {
    list,
    days: days.map((day) => {
      const own = items.filter(({ reportDate }) => reportDate === day);
      const meetings = own.flatMap(({ meeting }) => meeting?.name ?? []);
      return { day, meetings: [...new Set(meetings)], lines: own.map(lineOf) };
    }),
  };
}

function lineOf({ id, title, version, plan, withdrawnOn, contentSha256, document, from }: ReportAnswer): ReportLine {
  const sha256 = contentSha256 ?? document?.sha256;
  return {
    ...{ id, entry: from.entryId, title, version, plan, withdrawnOn },
    path: pageOf('report', { id })!,
    ...(sha256 ? { fingerprint: { of: contentSha256 ? 'content' : 'paper', sha256 } } : {}),
  };
}
