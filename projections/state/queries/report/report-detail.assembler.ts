import { compare, type Facts, partOf, present, readable } from '../facts.js';
import { Names } from '../names.js';
import { provenanceOf } from '../provenance.js';
import { idIn, idsIn, type Named } from '../references.js';
import type { ReportNotice } from './notice.answers.js';
import { publicationsOf } from './published.js';
import { reports } from './report.assembler.js';
import type { ReportBefore, ReportDetail, ReportVersion } from './report-detail.answers.js';

/** A published report, or `undefined` where the view does not hold it. */
export function reportDetail(id: string, facts: Facts, notices: ReportNotice[]): ReportDetail | undefined {
  const report = facts.object('report', id);
  const answer = reports(facts).find((one) => one.id === id);
  if (!report || !answer) return undefined;
  const names = new Names(facts);
  const newest = publicationsOf(report).at(-1)!;
  const meeting = (of: string): Named => names.of(of)!;
  const withdrawal = report.get('withdrawal');
  return present<ReportDetail>({
    ...answer,
    scope: idsIn(newest.data.scope).map((part) => names.of(part)!),
    template: newest.data.template as string | undefined,
    templateVersion: newest.data.templateVersion as number | undefined,
    versions: reportVersions(id, facts),
    noUpdate: report.list('no-update/*').map((said) => ({
      target: names.of(partOf(said.facet, 1))!,
      reason: (readable(said.data.reason) ?? null) as string | null,
      from: provenanceOf(said),
    })),
    laidBefore: report
      .list('laid/*')
      .map((laid) => ({ meeting: meeting(partOf(laid.facet, 1)), from: provenanceOf(laid) })),
    before: reportBefore(id, facts),
    withdrawn: withdrawal && provenanceOf(withdrawal),
    notices,
  });
}

/** The publications of a report, the newest first. */
function reportVersions(id: string, facts: Facts): ReportVersion[] {
  const versions = publicationsOf(facts.object('report', id)).reverse();
  return versions.map((publication) => {
    const { version, title, asReportedOn, atSize, contentSha256, supersedesVersion, summary } = publication.data;
    return present<ReportVersion>({
      id: String(version),
      version: Number(version),
      title: String(title),
      asReportedOn: String(asReportedOn),
      atSize: Number(atSize),
      contentSha256: contentSha256 as string | undefined,
      supersedesVersion: supersedesVersion as number | undefined,
      summary: readable(summary) as string | null | undefined,
      from: provenanceOf(publication),
    });
  });
}

/** Of the same plan, the one with the newest date before; of those of one date, the first of the ledger. */
function reportBefore(id: string, facts: Facts): ReportBefore | undefined {
  const newest = facts.all('report').flatMap((report) => {
    const publication = publicationsOf(report).at(-1);
    return publication && !report.get('withdrawal') ? [{ id: report.id, publication }] : [];
  });
  const own = newest.find((one) => one.id === id)?.publication.data;
  const earlier = newest.filter(
    ({ publication: { data } }) =>
      idIn(data.planId) === idIn(own?.planId) && String(data.reportDate) < String(own?.reportDate),
  );
  const [last] = earlier.sort(
    (a, b) =>
      compare(String(b.publication.data.reportDate), String(a.publication.data.reportDate)) ||
      a.publication.slot - b.publication.slot,
  );
  if (!last) return undefined;
  const { title, reportDate, asReportedOn, atSize } = last.publication.data;
  return {
    report: { id: last.id, name: String(title) },
    reportDate: String(reportDate),
    asReportedOn: String(asReportedOn),
    atSize: Number(atSize),
  };
}
