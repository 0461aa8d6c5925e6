import { compare, type Facts, present } from '../facts.js';
import { Names } from '../names.js';
import { provenanceOf } from '../provenance.js';
import type { ReportAnswer } from './report.answers.js';

/** All published reports of a view, the newest first. */
export function reports(facts: Facts): ReportAnswer[] {
  const names = new Names(facts);
  return facts
    .all('report')
    .flatMap((report) => {
      const versions = report.list('publication/*');
      const newest = versions.sort((a, b) => Number(b.data.version) - Number(a.data.version))[0];
      if (!newest) return [];
      const { title, reportDate, version, asReportedOn, atSize, contentSha256, planId, sourceId, meetingId } =
        newest.data;
      return [
        present({
          id: report.id,
          title: String(title),
          reportDate: String(reportDate),
          version: Number(version),
          asReportedOn: asReportedOn as string | undefined,
          atSize: atSize as number | undefined,
          contentSha256: contentSha256 as string | undefined,
          plan: names.of(planId),
          sourceId: sourceId as string | undefined,
          meeting: names.of(meetingId),
          withdrawnOn: report.get('withdrawal')?.reportedOn,
          from: provenanceOf(newest),
        }),
      ];
    })
    .sort((a, b) => compare(b.reportDate, a.reportDate) || a.from.index - b.from.index);
}
