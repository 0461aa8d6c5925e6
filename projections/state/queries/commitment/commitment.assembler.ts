import type { AddedByEditors } from '../editors.js';
import { type ObjectFacts, present } from '../facts.js';
import type { CountedCommitment } from '../plan/plan.answers.js';
import { pathTo } from '../plan/under.js';
import { provenanceOf } from '../provenance.js';
import { externalIdsOf } from '../references.js';
import { tagsOf } from '../tag/tag.assembler.js';
import type { CommitmentAnswer, CommitmentLine, CommitmentSummary, LinkedMeasure } from './commitment.answers.js';
import { statusesOf } from './statuses.js';
import type { Surroundings } from './surroundings.js';
import { numberOf, wordingInForce, wordingsOf } from './wordings.js';

/** A commitment as it stands in a tree. */
export function commitmentSummary(commitment: ObjectFacts, around: Surroundings): CommitmentSummary {
  const wording = wordingInForce(commitment);
  const plan = around.facts.object('plan', commitment.plan);
  const silences = around.silences(commitment.id);
  return present<CommitmentSummary>({
    id: commitment.id,
    externalIds: externalIdsOf(commitment),
    printedNumber: numberOf(commitment, wording),
    wording: wording ?? null,
    statuses: statusesOf(commitment, around),
    labels: around.labels(commitment),
    nature: commitment.value('nature', 'nature') ?? null,
    lead: around.names.party(commitment.get('lead')?.data),
    targetDate: around.targetDate(commitment),
    tags: tagsOf(commitment, 'tag/*', 'CommitmentTagged', plan),
    latestUpdate: around.updatesAbout(commitment.id)[0] ?? null,
    silences: silences.length > 0 ? silences : undefined,
    milestones: around.milestones.get(commitment.id) ?? [],
    delivery: around.delivery.get(commitment.id) ?? [],
  });
}

/** A commitment as it stands in a list. */
export function commitmentLine(summary: CommitmentSummary, around: Surroundings): CommitmentLine {
  const commitment = around.facts.object('commitment', summary.id)!;
  return present<CommitmentLine>({
    ...summary,
    plan: around.names.of(commitment.plan)!,
    promisedBy: around.names.party(commitment.get('identity')?.data.promisedBy),
    path: pathTo(commitment, around),
    from: provenanceOf(commitment.get('identity')!),
  });
}

/** What is read apart for one commitment. */
export interface MoreOfCommitment {
  measures: LinkedMeasure[];
  /** By what the editors measured it after the day of the view. */
  since: LinkedMeasure[];
  /** What else the editors said of it after the day of the view. */
  added: AddedByEditors[];
}

/** One commitment with everything known of it, or `undefined` where the view does not hold it. */
export function commitmentAnswer(
  id: string,
  around: Surroundings,
  { measures, since, added }: MoreOfCommitment = { measures: [], since: [], added: [] },
): CommitmentAnswer | undefined {
  const commitment = around.facts.object('commitment', id);
  if (!commitment?.get('identity')) return undefined;
  const line = commitmentLine(commitmentSummary(commitment, around), around);
  return {
    ...line,
    wordings: wordingsOf(commitment),
    updates: around.updates.get(id) ?? [],
    updatesAbove: line.path.flatMap((part) => around.updates.get(part.id) ?? []),
    deliveryAbove: line.path.flatMap((part) => around.delivery.get(part.id) ?? []),
    measures,
    measuresSince: since,
    addedByEditors: added,
  };
}

/** A commitment by its number and its words. */
export function countedCommitment(commitment: ObjectFacts): CountedCommitment {
  const wording = wordingInForce(commitment);
  return present<CountedCommitment>({
    id: commitment.id,
    externalIds: externalIdsOf(commitment),
    printedNumber: numberOf(commitment, wording),
    text: wording?.text,
    from: wording?.from,
  });
}
