import type { CoverageLine, ReportCoverage } from '../../../projections/state/queries/report/coverage.answers.js';
import { pageOf } from '../links.js';
import { pathOfPart } from '../plans/plan.view.js';

/** What was found by one rule of the coverage check. */
export interface FindingsOfRule {
  rule: CoverageLine['rule'];
  label: string;
  lines: FindingLine[];
}

export interface FindingLine extends Pick<CoverageLine, 'why' | 'answer'> {
  name: string;
  /** Of a commitment, its words. */
  text?: string;
  path?: string;
}

/** What each rule finds things of. */
const KINDS: Readonly<Record<CoverageLine['rule'], 'commitment' | 'part' | 'milestone' | 'metric'>> = {
  noRow: 'commitment',
  rowWithoutUpdate: 'commitment',
  rowWithoutCommitment: 'part',
  inferredNumber: 'commitment',
  milestoneNotMentioned: 'milestone',
  metricOverdue: 'metric',
  priorityNotReported: 'part',
};

/** The findings by rule, in the order in which the check gives them. */
export function findingsByRule({ findings, plan }: Pick<ReportCoverage, 'findings' | 'plan'>): FindingsOfRule[] {
  const rules = [...new Set(findings.map(({ rule }) => rule))];
  return rules.map((rule) => {
    const own = findings.filter((one) => one.rule === rule);
    return { rule, label: own[0]!.label, lines: own.map((one) => lineOf(one, plan)) };
  });
}

function lineOf({ rule, what, why, answer }: CoverageLine, plan: ReportCoverage['plan']): FindingLine {
  const kind = KINDS[rule];
  // A part has one address, whatever its depth: the one for the depth below leads there.
  const path = kind !== 'part' ? pageOf(kind, what) : plan && pathOfPart(pageOf('plan', plan)!, what.id, 1);
  const text = what.text === undefined ? {} : { text: what.text };
  return { name: what.name ?? what.id, ...text, why, answer, ...(path === undefined ? {} : { path }) };
}
