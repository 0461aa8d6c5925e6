import { COVERAGE_ANSWERS, COVERAGE_RULES, type CoverageRule } from '../../../../src/reports/workflow.events.js';
import { Member } from '../member.js';
import { Provenance } from '../provenance.js';
import { Named, Worded } from '../references.js';

/** What the approver said to a finding before the report was published. */
export class FindingAnswered {
  @Member('text', 'noUpdate: there is none to give. accepted: it stays as it is.', { oneOf: COVERAGE_ANSWERS })
  answer!: string;
  @Member('text', 'Null where it was erased.', { nullable: true }) reason!: string | null;
  @Member('day', 'When it was approved.') on!: string;
}

/** Something that a report leaves out, or says about nothing. */
export class CoverageLine {
  @Member('text', 'The rule and what it is about.') id!: string;
  @Member('text', '', { oneOf: COVERAGE_RULES }) rule!: CoverageRule;
  @Member('text', 'The rule in words.') label!: string;
  @Member(() => Worded, 'A commitment, a part of the plan, a milestone or a metric.') what!: Worded;
  @Member('text', 'What was found.') why!: string;
  @Member(() => FindingAnswered, 'Absent where nobody was asked: papers of the past.', { optional: true })
  answer?: FindingAnswered;
}

/** How many findings there are of each rule. */
export class CoverageCounts {
  @Member('whole', 'Commitments that no update of the report is about.') noRow!: number;
  @Member('whole', 'Commitments that stand in a row which says nothing about them.') rowWithoutUpdate!: number;
  @Member('whole', 'Rows about a part of the plan that holds no commitment.') rowWithoutCommitment!: number;
  @Member('whole', 'Commitments whose number no paper prints.') inferredNumber!: number;
  @Member('whole', 'Promises that became due since the report before and are not mentioned.')
  milestoneNotMentioned!: number;
  @Member('whole', 'Metrics of the scorecard whose release is overdue.') metricOverdue!: number;
  @Member('whole', 'Top-level parts of the plan in no report of the same meeting.') priorityNotReported!: number;
}

/** What a published report covers of its plan, in the view that it pins. */
export class ReportCoverage {
  @Member(() => Named) report!: Named;
  @Member(() => Named, '', { optional: true }) plan?: Named;
  @Member('whole', 'Of the report.') version!: number;
  @Member('day', 'The date that it bears.') reportDate!: string;
  @Member('day', 'The day that it pins.') pinnedDay!: string;
  @Member('whole', 'The size that it pins.') pinnedSize!: number;
  @Member('day', 'Of the report before it of the same plan.', { optional: true }) previousReportDate?: string;
  @Member([() => Named], 'What it covers; the whole plan where nothing stands here.') scope!: Named[];
  @Member('whole', 'Commitments in that scope.') commitments!: number;
  @Member([() => CoverageLine]) findings!: CoverageLine[];
  @Member(() => CoverageCounts) counts!: CoverageCounts;
  @Member('whole', 'Findings that the approver answered.') answered!: number;
  @Member(() => Provenance) from!: Provenance;
}
