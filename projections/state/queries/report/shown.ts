import type { Statement } from '../../statement.js';
import { Surroundings } from '../commitment/surroundings.js';
import { type Facts, type ObjectFacts, partOf } from '../facts.js';
import { type Branches, branchesOf } from '../plan/branches.js';
import { idsUnder } from '../plan/under.js';
import { idIn, idsIn } from '../references.js';
import type { CoveredReport } from './published.js';
import { isOf, rowOf } from './rows.js';

/** What stands in one row of a report: ids of commitments, and the statements that say the rest. */
export interface ShownRow {
  /** The part of the plan, or the plan itself. */
  part: string;
  commitments: string[];
  updates: ObjectFacts[];
  milestones: ObjectFacts[];
  delivery: Statement[];
  decisions: ShownDecision[];
}

/** A decision with what its editors say that it changed. */
export interface ShownDecision {
  meeting: ObjectFacts;
  decision: Statement;
  links: Statement;
  changes: string[];
}

/** What a report shows: its rows, and what belongs to its scope but to no row. */
export interface Shown {
  rows: ShownRow[];
  milestones: ObjectFacts[];
  delivery: Statement[];
  /** Figures of the scorecard that were new. */
  figures: Statement[];
}

/**
 * Puts what a report shows into its rows: one for each part of the plan in its scope that holds commitments, whether
 * anything is said of them or not, and one for each that it says something about.
 *
 * @param facts as `reportFacts` reads them
 */
export function shownOf(report: CoveredReport, facts: Facts): Shown {
  const plan = facts.object('plan', report.plan);
  if (!plan) return { rows: [], milestones: [], delivery: [], figures: [] };
  const { nodes, commitments } = branchesOf(plan, new Surroundings(facts, report.days.at(-1)!));
  const scope = scopeOf(report, facts);
  const updates = facts.all('update').filter((update) => isOf(report, update));
  const about = new Map(updates.map((update) => [update, [...rowOf(update).targets]]));
  const targets = new Set([...about.values()].flat());
  const milestones = facts.all('milestone').map((one) => ({
    one,
    to: one.list('attached/*/*', 'MilestoneAttached').map(({ facet }) => partOf(facet, 2)),
  }));
  const delivery = plan.list('delivery/*').map((one) => ({ one, to: idsIn(one.data.targets) }));
  const decisions = decisionsIn(facts);

  const rows = inPlanOrder(report.plan, nodes).flatMap((part): ShownRow[] => {
    const held = (commitments.get(part) ?? []).map(({ id }) => id);
    const shown = held.filter((id) => scope.has(id) || targets.has(id));
    if (shown.length === 0 && !targets.has(part)) return [];
    const within = new Set([part, ...shown]);
    const isHere = (ids: readonly string[]) => ids.some((id) => within.has(id));
    return [
      {
        part,
        commitments: shown,
        updates: updates.filter((update) => isHere(about.get(update)!)),
        milestones: milestones.filter(({ to }) => isHere(to)).map(({ one }) => one),
        delivery: delivery.filter(({ to }) => isHere(to)).map(({ one }) => one),
        decisions: decisions.filter(({ changes }) => isHere(changes)),
      },
    ];
  });
  const placed = new Set<unknown>(rows.flatMap((row) => [...row.milestones, ...row.delivery]));
  const isLeft = ({ one, to }: { one: unknown; to: string[] }) => !placed.has(one) && to.some((id) => scope.has(id));
  return {
    rows,
    milestones: milestones.filter(isLeft).map(({ one }) => one),
    delivery: delivery.filter(isLeft).map(({ one }) => one),
    figures: newFigures(report, plan, scope, facts),
  };
}

/** The parts of the plan that a report covers and the commitments in them. */
export function scopeOf({ scope, plan }: CoveredReport, facts: Facts): Set<string> {
  return new Set((scope.length > 0 ? scope : [plan]).flatMap((id) => [...idsUnder(id, facts)]));
}

/** The plan, its parts and theirs, each before what sits under it. */
function inPlanOrder(part: string, nodes: Branches['nodes']): string[] {
  return [part, ...(nodes.get(part) ?? []).flatMap((child) => inPlanOrder(child, nodes))];
}

/** The figures that words of an update state, with the links that say so. */
export function quotedBy(update: ObjectFacts, facts: Facts): { link: Statement; figure: Statement | undefined }[] {
  return update.list('figure/*', 'ProgressFigureLinked').map((link) => ({
    link,
    figure: facts.object('metric', idIn(link.data.metricId))?.get(String(link.data.valueKey)),
  }));
}

/** Decisions that stand, with what they changed as far as that is said. */
function decisionsIn(facts: Facts): ShownDecision[] {
  return facts.all('meeting').flatMap((meeting) =>
    meeting.list('decision/*/changes').flatMap((links) => {
      const decision = meeting.get(`decision/${partOf(links.facet, 1)}`);
      const said = (links.data.changes ?? []) as { key?: string; id?: string }[];
      return decision ? [{ meeting, decision, links, changes: idsIn(said.map(({ id, key }) => id ?? key)) }] : [];
    }),
  );
}

/** Figures of the indicators of the scope that were reported with the report. */
function newFigures({ days }: CoveredReport, plan: ObjectFacts, scope: ReadonlySet<string>, facts: Facts): Statement[] {
  const indicators = plan
    .list('indicator/*', 'ScorecardIndicatorSet')
    .filter(({ data }) => scope.has(idIn(data.priorityId) ?? ''));
  const metrics = indicators.flatMap(({ facet }) => idsIn(plan.get(`${facet}/metrics`)?.data.metricIds));
  return [...new Set(metrics)].flatMap((id) =>
    (facts.object('metric', id)?.under('value/') ?? []).filter(({ reportedOn }) => days.includes(reportedOn)),
  );
}
