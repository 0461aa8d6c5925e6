import { meetingOn } from './dates.js';
import type { Line } from './line.js';
import type { Paper } from './papers.js';

const REPORTS = [
  { id: 'REPORT-2019-09-23-P1', paper: 'S-2019-09-23', plan: 'plan-2018', scope: ['P18-1'] },
  { id: 'REPORT-2022-08-04-P1', paper: 'S-2022-08-04-P1', plan: 'plan-2022', scope: ['P22-1'] },
  { id: 'REPORT-2022-08-04-P2', paper: 'S-2022-08-04-P2', plan: 'plan-2022', scope: ['P22-2'] },
];

/** The reports themselves, last of all: each pins the ledger as far as it has got. */
export function reportLines(papers: readonly Paper[]): Line[] {
  return REPORTS.map(({ id, paper, plan, scope }) => {
    const { reportedOn, title } = papers.find((each) => each.id === paper)!;
    return {
      command: 'publish-report',
      record: `reports/${id}`,
      fields: {
        reportId: id,
        planId: plan,
        reportedOn,
        source: { doc: paper },
        version: 1,
        title,
        reportDate: reportedOn,
        sourceId: paper,
        meetingId: meetingOn(reportedOn),
        scope,
      },
    };
  });
}
