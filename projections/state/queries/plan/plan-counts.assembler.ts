import type { Day } from '../../../../src/ledger/dates.js';
import type { CommitmentSummary } from '../commitment/commitment.answers.js';
import { Surroundings } from '../commitment/surroundings.js';
import { type Facts, grouped, type ObjectFacts, partOf, present, readable } from '../facts.js';
import { provenanceOf } from '../provenance.js';
import { type Branches, branchesOf } from './branches.js';
import type { CountedCommitment, PlanCounts, StatedCount } from './plan.answers.js';
import { idsUnder } from './under.js';

/** What can be counted of a plan, or `undefined` where the view does not hold it. */
export function planCounts(id: string, facts: Facts, on: Day): PlanCounts | undefined {
  const plan = facts.object('plan', id);
  if (!plan?.get('identity')) return undefined;
  const around = new Surroundings(facts, on);
  const branches = branchesOf(plan, around);
  const commitments = [...branches.commitments.values()].flat();
  const printed = commitments.filter(({ printedNumber }) => printedNumber.basis === 'printed');
  const silent = commitments.filter(({ latestUpdate }) => latestUpdate === null);
  return {
    id,
    commitments: commitments.length,
    numbered: printed.length,
    byStatus: byStatus(commitments),
    byScope: byScope(plan, branches, around),
    stated: statedCounts(plan, around),
    missingNumbers: gaps(printed.map(({ printedNumber }) => Number(printedNumber.value))),
    inferredNumbers: commitments.filter(({ printedNumber }) => printedNumber.basis === 'inferred').map(counted),
    withoutUpdate: silent.map(counted),
    withoutRow: silent.filter(({ silences }) => !silences?.some(({ update }) => update)).map(counted),
    sharedWords: sharedWords(commitments),
  };
}

/** Counts that papers state, each beside that of what is held. */
export function statedCounts(plan: ObjectFacts, around: Surroundings): StatedCount[] {
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
  const rows = (branches.nodes.get(plan.id) ?? []).map((id) => {
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
