import type { Day } from '../../../src/ledger/dates.js';
import type { Statement } from '../statement.js';
import type { CountedMoves } from './commitment/moves.js';
import type { CommitmentSummary, PrintedNumberAnswer } from './commitment.answers.js';
import { commitmentSummary, externalIdsOf, homeOf, printedNumberOf, Surroundings } from './commitment.assembler.js';
import { compare, type Facts, grouped, type ObjectFacts, partOf, present, readable } from './facts.js';
import { closureOf, outcomesOf, periodInWords, variationsOf } from './plan/plan-parts.assembler.js';
import type {
  CountedCommitment,
  LevelAnswer,
  PlanCounts,
  PlanNode,
  PlanPeriod,
  PlanSummary,
  PlanTree,
  StatedCount,
} from './plan.answers.js';
import { type Provenance, provenanceOf } from './provenance.js';
import { idIn, idsIn, Names } from './references.js';
import { tagsOf } from './tag/tag.assembler.js';
import type { UpdateAnswer } from './update.answers.js';

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

/** What can be counted of a plan, or `undefined` where the view does not hold it. */
export function planCounts(id: string, facts: Facts, on: Day): PlanCounts | undefined {
  const plan = facts.object('plan', id);
  if (!plan?.get('identity')) return undefined;
  const around = new Surroundings(facts, on);
  const branches = branchesOf(plan, around);
  const commitments = [...branches.commitments.values()].flat();
  const printed = commitments.filter(({ printedNumber }) => printedNumber.basis === 'printed');
  return {
    id,
    commitments: commitments.length,
    numbered: printed.length,
    byStatus: byStatus(commitments),
    byScope: byScope(plan, branches, around),
    stated: statedCounts(plan, around),
    missingNumbers: gaps(printed.map(({ printedNumber }) => Number(printedNumber.value))),
    inferredNumbers: commitments.filter(({ printedNumber }) => printedNumber.basis === 'inferred').map(counted),
    withoutUpdate: commitments.filter(({ latestUpdate }) => latestUpdate === null).map(counted),
    sharedWords: sharedWords(commitments),
  };
}

/** The id of a part of a plan and of everything under it; commitments included. */
export function idsUnder(id: string, facts: Facts): Set<string> {
  const found = new Set([id]);
  const places = facts.all('plan').flatMap((plan) => plan.list('node/*/place'));
  const links: [child: string, parent: string | undefined][] = [
    ...places.map(({ facet, data }): [string, string | undefined] => [partOf(facet, 1), idIn(data.parentId)]),
    ...facts.all('commitment').map((one): [string, string | undefined] => [one.id, homeOf(one)]),
  ];
  for (let before = 0; before < found.size; ) {
    before = found.size;
    for (const [child, parent] of links) if (parent !== undefined && found.has(parent)) found.add(child);
  }
  return found;
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
    issued: issue ? { reportedOn: issue.reportedOn, textStatus: String(issue.data.textStatus) } : null,
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

function periodOf(plan: ObjectFacts): PlanPeriod | undefined {
  const period = plan.get('period');
  if (!period) return undefined;
  const { from, to, basis } = period.data;
  return present({ from, to, basis }) as unknown as PlanPeriod;
}

/** The parts of a plan by what they sit under, and the commitments likewise, each list in order. */
interface Branches {
  nodes: ReadonlyMap<string, string[]>;
  commitments: ReadonlyMap<string, CommitmentSummary[]>;
}

function branchesOf(plan: ObjectFacts, around: Surroundings): Branches {
  const places = plan.list('node/*/place').filter(({ facet }) => plan.get(`node/${partOf(facet, 1)}`));
  const nodes = grouped(places, ({ data }) => idsIn([data.parentId]));
  const held = around.facts.all('commitment').filter((one) => one.get('identity') && one.plan === plan.id);
  const commitments = grouped(held, (commitment) => [homeOf(commitment) ?? plan.id]);
  return {
    nodes: mapped(nodes, (list) => list.map(({ facet }) => partOf(facet, 1))),
    commitments: mapped(commitments, (list, home) =>
      inOrder(
        home,
        plan,
        list.map((one) => commitmentSummary(one, around)),
      ),
    ),
  };
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

function mapped<T, U>(groups: ReadonlyMap<string, T>, change: (group: T, key: string) => U): Map<string, U> {
  return new Map([...groups].map(([key, group]) => [key, change(group, key)]));
}

function nodesUnder(parent: string, plan: ObjectFacts, branches: Branches, around: Surroundings): PlanNode[] {
  const nodes = (branches.nodes.get(parent) ?? []).map((id) =>
    present<PlanNode>({
      id,
      level: plan.value(`node/${id}`, 'level') ?? '',
      title: plan.value(`node/${id}/title`, 'title'),
      definition: plan.value<string | null>(`node/${id}/title`, 'definition'),
      printedNumber: numberOf(id, plan),
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
  return inOrder(parent, plan, nodes);
}

/** The number that stands beside the title; where that paper prints none, the one that the part was added with. */
function numberOf(node: string, plan: ObjectFacts): PrintedNumberAnswer | undefined {
  const titled = printedNumberOf(plan.get(`node/${node}/title`)?.data.printedNumber);
  return titled?.value !== undefined ? titled : printedNumberOf(plan.get(`node/${node}`)?.data.printedNumber);
}

/** As the plan orders them; what it does not list, by printed number, and what has none as it came into the ledger. */
function inOrder<T extends { id: string; printedNumber?: PrintedNumberAnswer }>(
  parent: string,
  plan: ObjectFacts,
  items: readonly T[],
): T[] {
  const listed = new Map(idsIn(plan.get(`order/${parent}`)?.data.order).map((id, index) => [id, index]));
  const place = ({ id }: T) => listed.get(id) ?? listed.size;
  const number = ({ printedNumber }: T) => {
    const value = Number.parseInt(printedNumber?.value ?? '', 10);
    return Number.isNaN(value) ? Number.MAX_SAFE_INTEGER : value;
  };
  return [...items].sort((a, b) => place(a) - place(b) || number(a) - number(b));
}

function statedCounts(plan: ObjectFacts, around: Surroundings): StatedCount[] {
  return plan.list('count/*').map((statement) => {
    const scope = partOf(statement.facet, 1);
    const under = idsUnder(scope, around.facts);
    const held = around.facts.all('commitment').filter((one) => one.get('identity') && under.has(one.id));
    return present<StatedCount>({
      scope: around.names.of(scope)!,
      of: String(statement.data.of),
      stated: Number(statement.data.value),
      counted: held.length,
      note: readable(statement.data.note) as string | null | undefined,
      from: provenanceOf(statement),
    });
  });
}

function byStatus(commitments: readonly CommitmentSummary[]): PlanCounts['byStatus'] {
  const counts = new Map<string, PlanCounts['byStatus'][number]>();
  for (const { statuses } of commitments) {
    const { status, label } = statuses[0]!;
    const count = counts.get(label) ?? { status, label, count: 0 };
    counts.set(label, { ...count, count: count.count + 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count);
}

function byScope(plan: ObjectFacts, branches: Branches, around: Surroundings): PlanCounts['byScope'] {
  const scopes = nodesUnder(plan.id, plan, branches, around).map(({ id }) => id);
  const rows = scopes.map((id) => {
    const under = idsUnder(id, around.facts);
    return { id, held: [...branches.commitments].filter(([home]) => under.has(home)).flatMap(([, list]) => list) };
  });
  return [...rows, { id: plan.id, held: branches.commitments.get(plan.id) ?? [] }].map(({ id, held }) => ({
    scope: around.names.of(id)!,
    commitments: held.length,
    numbered: held.filter(({ printedNumber }) => printedNumber.basis === 'printed').length,
    reportedOn: held.filter(({ latestUpdate }) => latestUpdate !== null).length,
  }));
}

/** The whole numbers that are missing between the smallest and the largest. */
function gaps(numbers: readonly number[]): number[] {
  const held = new Set(numbers.filter(Number.isSafeInteger));
  if (held.size === 0) return [];
  const first = Math.min(...held);
  const last = Math.min(Math.max(...held), first + MOST_NUMBERS);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index).filter((number) => !held.has(number));
}

/** A mistyped number must not make a list of a million gaps. */
const MOST_NUMBERS = 2_000;

function sharedWords(commitments: readonly CommitmentSummary[]): PlanCounts['sharedWords'] {
  const groups = grouped(commitments, ({ wording }) => {
    const words = wording?.text
      .trim()
      .toLowerCase()
      .replaceAll(/\s+/g, ' ')
      .replace(/[.;,]+$/, '');
    return words ? [words] : [];
  });
  return [...groups.values()]
    .filter((group) => group.length > 1)
    .map((group) => ({ text: group[0]!.wording!.text, commitments: group.map(counted) }));
}

function counted({ id, externalIds, printedNumber, wording }: CommitmentSummary): CountedCommitment {
  return present<CountedCommitment>({ id, externalIds, printedNumber, text: wording?.text, from: wording?.from });
}
