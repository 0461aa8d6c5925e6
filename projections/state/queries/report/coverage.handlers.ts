import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { streamOf } from '../../../../src/ledger/ids.js';
import { COVERAGE_RULES } from '../../../../src/reports/workflow.events.js';
import { StateReader, type View } from '../../statement.js';
import { cited } from '../documents.js';
import { type ObjectFacts, present, readable } from '../facts.js';
import { Names } from '../names.js';
import { provenanceOf } from '../provenance.js';
import { factsOf, read } from '../read.js';
import type { CoverageCounts, FindingAnswered, ReportCoverage } from './coverage.answers.js';
import { coverageFacts } from './coverage.facts.js';
import { commitmentsToCover, coverageFindings } from './coverage.js';
import { GetCoverage } from './coverage.queries.js';
import { coveredReport, dateBefore, publicationsOf, reportsOf } from './published.js';

@QueryHandler(GetCoverage)
export class CoverageHandler implements IQueryHandler<GetCoverage> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view, id }: GetCoverage) {
    const own = await read(this.reader, view, { streams: [streamOf('report', id)] });
    const report = own.object('report', id);
    const shown = report && coveredReport(report);
    if (!report || !shown) return undefined;
    const version = publicationsOf(report).at(-1)!;
    const pinned: View = { asReportedOn: String(version.data.asReportedOn), atSize: Number(version.data.atSize) };
    // Reports of one meeting follow one another in the ledger: the first of them pins a size without the others.
    const sameDay = { ...view, asReportedOn: pinned.asReportedOn };
    const [lists, published] = await Promise.all([
      coverageFacts(this.reader, pinned, { plan: shown.plan, since: shown.days[0]! }),
      read(this.reader, sameDay, { plan: shown.plan, categories: ['report'], facets: ['publication/*'] }),
    ]);
    const facts = factsOf(lists);
    const all = reportsOf(shown.plan, published);
    const answers = answersTo(report);
    const findings = coverageFindings(shown, facts, all).map((finding) =>
      present({ ...finding, answer: answers.get(finding.id) }),
    );
    const names = new Names(facts);
    return cited(
      this.reader,
      view,
      present<ReportCoverage>({
        report: { id, name: String(version.data.title) },
        plan: names.of(shown.plan),
        version: Number(version.data.version),
        reportDate: shown.reportDate,
        pinnedDay: pinned.asReportedOn,
        pinnedSize: pinned.atSize,
        previousReportDate: dateBefore(shown, all),
        scope: shown.scope.map((part) => names.of(part)!),
        commitments: commitmentsToCover(shown, facts),
        findings,
        counts: countsOf(findings),
        answered: findings.filter(({ answer }) => answer).length,
        from: provenanceOf(version),
      }),
    );
  }
}

/** What the approver said to each finding. */
function answersTo(report: ObjectFacts): Map<string, FindingAnswered> {
  const approved = report.of('workflow', 'ReportApproved');
  const given = (readable(approved?.data.coverageAnswers) ?? []) as {
    finding: string;
    answer: string;
    reason: string | null;
  }[];
  return new Map(
    given.map(({ finding, answer, reason }) => [finding, { answer, reason, on: approved!.reportedOn }] as const),
  );
}

function countsOf(findings: readonly { rule: keyof CoverageCounts }[]): CoverageCounts {
  const count = (wanted: string) => findings.filter(({ rule }) => rule === wanted).length;
  return Object.fromEntries(COVERAGE_RULES.map((rule) => [rule, count(rule)])) as unknown as CoverageCounts;
}

export const coverageHandlers = [CoverageHandler];
