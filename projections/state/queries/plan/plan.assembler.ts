import type { Day } from '../../../../src/ledger/dates.js';
import type { Statement } from '../../statement.js';
import type { CommitmentSummary } from '../commitment/commitment.answers.js';
import type { CountedMoves } from '../commitment/moves.js';
import { Surroundings } from '../commitment/surroundings.js';
import { compare, type Facts, type ObjectFacts, present } from '../facts.js';
import { Names } from '../names.js';
import { displayPeriod } from '../period.js';
import { type Provenance, provenanceOf } from '../provenance.js';
import { externalIdsOf } from '../references.js';
import { tagsOf } from '../tag/tag.assembler.js';
import type { UpdateAnswer } from '../update/update.answers.js';
import { type Branches, branchesOf, numberOfPart } from './branches.js';
import type { LevelAnswer, PlanIssue, PlanNode, PlanPeriod, PlanSummary, PlanTree } from './plan.answers.js';
import { statedCounts } from './plan-counts.assembler.js';
import { closureOf, outcomesOf, periodInWords, variationsOf } from './plan-parts.assembler.js';

/** All plans of a view, in the order in which they were issued or, before that, first named. */
export function planList(facts: Facts): PlanSummary[] {
  const names = new Names(facts);
  return facts
    .all('plan')
    .filter((plan) => plan.get('identity'))
    .map((plan) => planSummary(plan, facts, names))
    .sort((a, b) => compare(a.issued?.reportedOn ?? a.from.reportedOn, b.issued?.reportedOn ?? b.from.reportedOn));
}

/**
 * A plan with everything under it, or `undefined` where the view does not hold it.
 *
 * @param moves how often target dates were moved, by commitment
 */
export function planTree(
  id: string,
  facts: Facts,
  on: Day,
  moves?: ReadonlyMap<string, CountedMoves>,
): PlanTree | undefined {
  const plan = facts.object('plan', id);
  if (!plan?.get('identity')) return undefined;
  const around = new Surroundings(facts, on, moves);
  const branches = branchesOf(plan, around);
  return present<PlanTree>({
    ...planSummary(plan, facts, around.names),
    ambition: plan.value('description', 'ambition'),
    updates: around.updates.get(id) ?? [],
    milestones: around.milestones.get(id) ?? [],
    children: nodesUnder(id, plan, branches, around),
    commitments: withoutRepeats(branches.commitments.get(id), around.updates.get(id)),
    statedCounts: statedCounts(plan, around),
    outcomes: outcomesOf(plan, around.names),
    variations: variationsOf(plan, around.names),
  });
}

/** The commitments of a plan as its pages order them: what is under a part, then what sits in it. */
export function commitmentsInOrder(plan: ObjectFacts, around: Surroundings): CommitmentSummary[] {
  const branches = branchesOf(plan, around);
  const whole = new Map([...branches.commitments.values()].flat().map((one) => [one.id, one]));
  const within = ({ children, commitments }: Pick<PlanNode, 'children' | 'commitments'>): string[] => [
    ...children.flatMap(within),
    ...commitments.map(({ id }) => id),
  ];
  const children = nodesUnder(plan.id, plan, branches, around);
  const ids = within({ children, commitments: branches.commitments.get(plan.id) ?? [] });
  return ids.map((id) => whole.get(id)!);
}

function planSummary(plan: ObjectFacts, facts: Facts, names: Names): PlanSummary {
  const identity = plan.get('identity')!;
  const issue = plan.get('issue');
  const commitments = facts.all('commitment').filter((one) => one.get('identity') && one.plan === plan.id);
  return present<PlanSummary>({
    id: plan.id,
    externalIds: externalIdsOf(plan),
    title: plan.value('description', 'title'),
    subtitle: plan.value('description', 'subtitle'),
    owner: names.of(identity.data.ownerBodyId),
    period: periodOf(plan),
    periodDisplay: periodInWords(plan),
    closed: closureOf(plan, names),
    issued: issue ? issueOf(issue) : null,
    succeededBy: names.of(plan.get('succession')?.data.successorPlanId),
    titleFrom: from(plan.get('description')),
    periodFrom: from(plan.get('period')),
    issuedFrom: from(issue),
    succeededFrom: from(plan.get('succession')),
    levels: (identity.data.levels ?? []) as unknown as LevelAnswer[],
    commitmentCount: commitments.length,
    from: provenanceOf(identity),
  });
}

function from(statement: Statement | undefined): Provenance | undefined {
  return statement && provenanceOf(statement);
}

function issueOf({ reportedOn, effective, data }: Statement): PlanIssue {
  const periodDisplay = effective && displayPeriod(effective);
  return present<PlanIssue>({ reportedOn, periodDisplay, textStatus: String(data.textStatus) });
}

function periodOf(plan: ObjectFacts): PlanPeriod | undefined {
  const period = plan.get('period');
  if (!period) return undefined;
  const { from, to, basis } = period.data;
  return present({ from, to, basis }) as unknown as PlanPeriod;
}

/** Commitments under a part of a plan; an update that is shown whole there is abridged with each of them. */
function withoutRepeats(commitments: readonly CommitmentSummary[] = [], shown: readonly UpdateAnswer[] = []) {
  return commitments.map((commitment): CommitmentSummary => {
    const { latestUpdate } = commitment;
    const isRepeat = latestUpdate && latestUpdate.blocks.length > 1 && shown.some(({ id }) => id === latestUpdate.id);
    if (!isRepeat) return commitment;
    return {
      ...commitment,
      latestUpdate: { ...latestUpdate, blocks: latestUpdate.blocks.slice(0, 1), abridged: true },
    };
  });
}

function nodesUnder(parent: string, plan: ObjectFacts, branches: Branches, around: Surroundings): PlanNode[] {
  return (branches.nodes.get(parent) ?? []).map((id) =>
    present<PlanNode>({
      id,
      level: plan.value(`node/${id}`, 'level') ?? '',
      title: plan.value(`node/${id}/title`, 'title'),
      definition: plan.value<string | null>(`node/${id}/title`, 'definition'),
      printedNumber: numberOfPart(id, plan),
      tags: tagsOf(plan, `node/${id}/tag/*`, 'NodeTagged', plan),
      updates: around.updates.get(id) ?? [],
      milestones: around.milestones.get(id) ?? [],
      delivery: around.delivery.get(id) ?? [],
      children: nodesUnder(id, plan, branches, around),
      commitments: withoutRepeats(branches.commitments.get(id), around.updates.get(id)),
      retiredFrom: from(plan.get(`node/${id}/end`)),
      from: provenanceOf(plan.get(`node/${id}/title`) ?? plan.get(`node/${id}`)!),
    }),
  );
}
