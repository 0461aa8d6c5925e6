import type { StatusCount } from '../../../projections/state/queries/plan/plan.answers.js';
import type { Provenance } from '../../../projections/state/queries/provenance.js';
import type { ReportContent, ReportRow } from '../../../projections/state/queries/report/report-content.answers.js';
import type { ReportDetail } from '../../../projections/state/queries/report/report-detail.answers.js';
import { ProblemError } from '../../http/problem.js';
import { pageOf } from '../links.js';
import { type Block, missingFromPaper, type ReportDocument } from '../report-document.js';

/** What every page of a report says first. */
export interface ReportHead extends Pick<ReportContent, 'title' | 'version' | 'reportDate' | 'meeting' | 'plan'> {
  path: string;
  scope: ReportContent['scope'];
  /** Parameters of links to other pages of the same version; none where it is the newest. */
  parameters: { version?: number };
  /** The number of the newest version, where it is another one. */
  newest?: number;
  basisLabel: string;
  fingerprint?: ReportContent['fingerprint'];
  /** The ledger holds none before it on the same plan. */
  isFirst: boolean;
  /** The entry that published this version. */
  publication: string;
  notices: ReportDetail['notices'];
}

export function reportHead(detail: ReportDetail, content: ReportContent): ReportHead {
  const { title, version, reportDate, meeting, plan, scope, basisLabel, fingerprint } = content;
  const isNewest = version === detail.version;
  return {
    ...{ title, version, reportDate, meeting, plan, scope, basisLabel, fingerprint },
    path: pageOf('report', { id: detail.id })!,
    isFirst: detail.before === undefined,
    publication: content.from.entryId,
    parameters: isNewest ? {} : { version },
    ...(isNewest ? {} : { newest: detail.version }),
    notices: detail.notices.filter((notice) => notice.version === version),
  };
}

/** How the commitments of a report stand, by what it says itself. */
export interface ReportStanding {
  rows: number;
  commitments: number;
  /** By the officers' assessment of the whole; those of which none is stated are not among them. */
  counts: StatusCount[];
  notStated: number;
  withoutUpdate: number;
  /** Of these, those that the paper of the report does not print. */
  notInPaper: number;
}

export function standingOf({ basis, rows }: Pick<ReportContent, 'basis' | 'rows'>): ReportStanding {
  const all = new Map(rows.flatMap((row) => row.commitments.map((one) => [one.id, one] as const)));
  const counts = new Map<string, StatusCount>();
  let notStated = 0;
  for (const { statuses } of all.values()) {
    const stated = statuses.find(({ assessment, area }) => assessment === 'officer' && area === undefined);
    if (!stated || stated.status === null) {
      notStated++;
      continue;
    }
    const { status, label } = stated;
    counts.set(status, { status, label, count: (counts.get(status)?.count ?? 0) + 1 });
  }
  return {
    ...{ rows: rows.length, commitments: all.size, counts: [...counts.values()], notStated },
    withoutUpdate: [...all.values()].filter(({ noUpdate }) => noUpdate).length,
    notInPaper: missingFromPaper({ basis, rows }).size,
  };
}

/** One part of the plan, with what the report says under each heading of its template. */
export interface ReportSection {
  /** Place in the report, counted from 1. */
  place: number;
  title: string;
  path: string;
  counts: Block[];
  /** Of the columns but the first; `null` where the report has nothing there. */
  answers: { heading: string; blocks: Block[] | null }[];
  /** Where its updates stand, each place once. */
  origins: Provenance[];
}

/** A report's rows one below another, for the screen. */
export function sectionsOf(content: ReportContent, { id, columns, rows }: ReportDocument): ReportSection[] {
  return content.rows.map((row, index) => {
    const [theme = [], ...others] = rows[index]!.cells;
    return {
      place: index + 1,
      title: titleOf(row),
      path: `${pageOf('report', { id })}/themes/${index + 1}`,
      counts: theme.filter(({ is }) => is === 'list'),
      answers: others.map((blocks, column) => ({
        heading: columns[column + 1]!.heading,
        blocks: blocks.length > 0 ? blocks : null,
      })),
      origins: originsOf(row),
    };
  });
}

/**
 * One section, and those beside it.
 *
 * @throws ProblemError 404 `unknown-row`: the report has fewer
 */
export function sectionAt(sections: readonly ReportSection[], place: number) {
  const section = sections[place - 1];
  if (!section)
    throw new ProblemError(404, 'unknown-row', `The report has ${sections.length} parts`, { field: 'place' });
  return { section, previous: sections[place - 2] ?? null, next: sections[place] ?? null };
}

function titleOf({ id, theme: { printedNumber, title } }: ReportRow): string {
  const number = printedNumber?.value;
  return number === undefined ? (title ?? id) : `${number}. ${title ?? id}`;
}

function originsOf({ updates, noUpdate }: ReportRow): Provenance[] {
  const all = [...updates.map(({ from }) => from), ...(noUpdate?.from ? [noUpdate.from] : [])];
  const places = new Map(all.map((from) => [JSON.stringify([from.source?.doc, from.citations]), from]));
  return [...places.values()];
}
