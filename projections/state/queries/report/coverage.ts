import { addDays, type Day, printedDay } from '../../../../src/ledger/dates.js';
import type { CoverageRule } from '../../../../src/reports/workflow.events.js';
import { worded, wordingInForce } from '../commitment/wordings.js';
import { compare, type Facts, type ObjectFacts, partOf } from '../facts.js';
import { Names } from '../names.js';
import { homeOf, idsUnder } from '../plan/under.js';
import { idIn, idsIn, type Worded } from '../references.js';
import { type CoveredReport, dateBefore, together } from './published.js';
import { isOf, rowOf } from './rows.js';

/** Something that a report leaves out, or says about nothing. */
export interface Finding {
  /** The rule and what it is about. */
  id: string;
  rule: CoverageRule;
  label: string;
  what: Worded;
  why: string;
}

const LABELS: Record<CoverageRule, string> = {
  noRow: 'No row',
  rowWithoutUpdate: 'A row without an update',
  rowWithoutCommitment: 'A row without a commitment',
  inferredNumber: 'No number printed',
  milestoneNotMentioned: 'Due, and not mentioned',
  metricOverdue: 'Figure overdue',
  priorityNotReported: 'Not reported on',
};

/**
 * What a report leaves out of its scope, by rule and then in the plan's order.
 *
 * @param facts the plan in the report's view, with the updates of its day
 * @param all the published reports of the plan, those of the same meeting among them
 */
export function coverageFindings(report: CoveredReport, facts: Facts, all: readonly CoveredReport[]): Finding[] {
  const plan = facts.object('plan', report.plan);
  if (!plan) return [];
  const names = new Names(facts);
  const found: Finding[] = [];
  const add = (rule: CoverageRule, id: string, why: string) =>
    found.push({ id: `${rule}:${id}`, rule, label: LABELS[rule], what: worded(names.of(id)!, facts), why });

  const scope = scopeOf(report, facts);
  const commitments = inPrintedOrder(commitmentsIn(scope, facts));
  const rows = facts
    .all('update')
    .filter((update) => isOf(report, update))
    .map(rowOf);
  const silent = new Set(
    (facts.object('report', report.id)?.list('no-update/*') ?? []).map(({ facet }) => partOf(facet, 1)),
  );
  for (const { id } of commitments) {
    const own = rows.filter(({ targets }) => targets.has(id));
    const isUpdated = own.some(({ isUpdateOf }) => isUpdateOf(id, plan));
    if (silent.has(id) && !isUpdated)
      add('rowWithoutUpdate', id, 'The report has a row for it that says nothing about it');
    else if (own.length === 0) add('noRow', id, 'No row of the report is about it');
    else if (!own.some(({ about }) => about(id)))
      add('rowWithoutUpdate', id, 'Every paragraph of its row is about something else');
  }
  for (const node of new Set(rows.flatMap(({ targets }) => [...targets]))) {
    if (!plan.get(`node/${node}`)) continue;
    const under = idsUnder(node, facts);
    const holds = facts.all('commitment').some((one) => one.get('identity') && under.has(one.id));
    if (!holds) add('rowWithoutCommitment', node, 'The plan has no commitment under it');
  }
  for (const commitment of commitments)
    if (wordingInForce(commitment)?.printedNumber?.basis === 'inferred')
      add('inferredNumber', commitment.id, 'Its number is inferred; no paper prints it');
  for (const milestone of facts.all('milestone')) {
    const last = dueUnmentioned(milestone, report, dateBefore(report, all));
    if (last && attachedWithin(milestone, scope))
      add('milestoneNotMentioned', milestone.id, `It was due by ${printedDay(last)}`);
  }
  for (const [metric, due] of overdueMetrics(plan, scope, facts, report))
    add('metricOverdue', metric, `The next figure was due on ${printedDay(due)}`);
  const reported = together(report, all);
  for (const node of topLevel(plan))
    if (!reported.some((one) => covers(one, node, plan, facts)))
      add('priorityNotReported', node, 'It is in the scope of no report of the same meeting');
  return found;
}

/** How many commitments a report would have a row about, if it left none out. */
export function commitmentsToCover(report: CoveredReport, facts: Facts): number {
  return commitmentsIn(scopeOf(report, facts), facts).length;
}

/** All parts of the plan, and commitments, that are in the scope of a report. */
function scopeOf({ scope, plan }: CoveredReport, facts: Facts): ReadonlySet<string> {
  return new Set((scope.length > 0 ? scope : [plan]).flatMap((id) => [...idsUnder(id, facts)]));
}

function commitmentsIn(scope: ReadonlySet<string>, facts: Facts): ObjectFacts[] {
  return facts.all('commitment').filter((one) => one.get('identity') && scope.has(one.id));
}

/** The last day of a promise that fell due since the report before, is open, and of which this one says nothing. */
function dueUnmentioned(milestone: ObjectFacts, report: CoveredReport, before: Day | undefined): Day | undefined {
  const to = (milestone.get('due')?.data.due as { to?: string } | undefined)?.to;
  const isOpen = !milestone.get('state') || milestone.value('state', 'state') === 'open';
  if (!to || !isOpen || !before) return undefined;
  const last = addDays(to, -1);
  const isMentioned = milestone.under('').some(({ reportedOn }) => report.days.includes(reportedOn));
  return last > before && last <= report.reportDate && !isMentioned ? last : undefined;
}

function attachedWithin(milestone: ObjectFacts, scope: ReadonlySet<string>): boolean {
  return milestone.list('attached/*/*', 'MilestoneAttached').some(({ facet }) => scope.has(partOf(facet, 2)));
}

/** Metrics of the scope's indicators whose announced day is past, without a figure reported since. */
function overdueMetrics(
  plan: ObjectFacts,
  scope: ReadonlySet<string>,
  facts: Facts,
  report: CoveredReport,
): Map<string, Day> {
  const indicators = plan
    .list('indicator/*', 'ScorecardIndicatorSet')
    .filter(({ data }) => scope.has(idIn(data.priorityId) ?? ''));
  const metrics = indicators.flatMap(({ facet }) => idsIn(plan.get(`${facet}/metrics`)?.data.metricIds));
  const late = new Map<string, Day>();
  for (const id of new Set(metrics)) {
    const metric = facts.object('metric', id);
    const due = metric?.value('schedule', 'nextDue');
    const isGiven = metric?.under('value/').some(({ reportedOn }) => reportedOn >= (due ?? ''));
    if (due && due < report.reportDate && !isGiven) late.set(id, due);
  }
  return late;
}

function topLevel(plan: ObjectFacts): string[] {
  const order = idsIn(plan.get(`order/${plan.id}`)?.data.order);
  const places = plan.list('node/*/place').filter(({ data }) => idIn(data.parentId) === plan.id);
  const nodes = places
    .map(({ facet }) => partOf(facet, 1))
    .filter((id) => plan.get(`node/${id}`) && !plan.get(`node/${id}/end`));
  const place = (id: string) => (order.includes(id) ? order.indexOf(id) : order.length);
  return nodes.sort((a, b) => place(a) - place(b));
}

/** Whether a report covers a part of the plan, or something in it. */
function covers({ scope }: CoveredReport, node: string, plan: ObjectFacts, facts: Facts): boolean {
  if (scope.length === 0 || scope.includes(plan.id)) return true;
  const under = idsUnder(node, facts);
  return scope.some((id) => under.has(id));
}

/** By their numbers; those without one as they came into the ledger. */
function inPrintedOrder(commitments: readonly ObjectFacts[]): ObjectFacts[] {
  const number = (commitment: ObjectFacts) => {
    const value = Number.parseInt(wordingInForce(commitment)?.printedNumber?.value ?? '', 10);
    return Number.isNaN(value) ? Number.MAX_SAFE_INTEGER : value;
  };
  return [...commitments].sort(
    (a, b) => number(a) - number(b) || compare(homeOf(a) ?? '', homeOf(b) ?? '') || a.firstEntry - b.firstEntry,
  );
}
