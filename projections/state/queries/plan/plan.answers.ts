import { CommitmentSummary, DeliveryAnswer, PrintedNumberAnswer } from '../commitment/commitment.answers.js';
import { Member } from '../member.js';
import { MilestoneAnswer } from '../milestone/milestone.answers.js';
import { Provenance } from '../provenance.js';
import { Named } from '../references.js';
import { UpdateAnswer } from '../update/update.answers.js';
import { ClosureAnswer, OutcomeAnswer, VariationAnswer } from './plan-parts.answers.js';

/** One level of a plan's tree, in the plan's own words. */
export class LevelAnswer {
  @Member('text') key!: string;
  @Member('text', 'What one is called.') one!: string;
  @Member('text', 'What several are called.') many!: string;
  @Member('text', 'Heading in the paper.') printedAs!: string;
}

/** The days that a plan covers; `to` is the first day after it. */
export class PlanPeriod {
  @Member('day', '', { optional: true }) from?: string;
  @Member('day', '', { optional: true }) to?: string;
  @Member('text', 'printed or inferred.') basis!: string;
}

export class PlanIssue {
  @Member('day', 'When the public had been told that it was issued.') reportedOn!: string;
  @Member('text', 'When it was issued; absent where nobody said so.', { optional: true }) periodDisplay?: string;
  @Member('text', 'Which text the ledger holds: draft or final.') textStatus!: string;
}

export class PlanSummary {
  @Member('id') id!: string;
  @Member(['text']) externalIds!: string[];
  @Member('text', '', { optional: true }) title?: string;
  @Member('text', '', { optional: true }) subtitle?: string;
  @Member(() => Named, '', { optional: true }) owner?: Named;
  @Member(() => PlanPeriod, '', { optional: true }) period?: PlanPeriod;
  @Member('text', 'The same in words; says so where the papers do not state when it ends.') periodDisplay!: string;
  @Member(() => PlanIssue, 'null: not issued in this view.', { nullable: true }) issued!: PlanIssue | null;
  @Member(() => Named, 'The plan that follows it.', { optional: true }) succeededBy?: Named;
  @Member(() => ClosureAnswer, 'Absent while it goes on.', { optional: true }) closed?: ClosureAnswer;
  @Member([() => LevelAnswer]) levels!: LevelAnswer[];
  @Member('whole', 'Commitments in its tree.') commitmentCount!: number;
  @Member(() => Provenance, 'Where its title stands.', { optional: true }) titleFrom?: Provenance;
  @Member(() => Provenance, 'Where its period stands.', { optional: true }) periodFrom?: Provenance;
  @Member(() => Provenance, 'Who said that it was issued.', { optional: true }) issuedFrom?: Provenance;
  @Member(() => Provenance, 'Who said what follows it.', { optional: true }) succeededFrom?: Provenance;
  @Member(() => Provenance) from!: Provenance;
}

/** A priority or theme with what sits under it. */
export class PlanNode {
  @Member('id') id!: string;
  @Member('text', 'Key of its level.') level!: string;
  @Member('text', '', { optional: true }) title?: string;
  @Member('text', '', { optional: true, nullable: true }) definition?: string | null;
  @Member(() => PrintedNumberAnswer, '', { optional: true }) printedNumber?: PrintedNumberAnswer;
  @Member([() => Named], 'Tags of the plan.') tags!: Named[];
  @Member([() => UpdateAnswer], 'About this part as a whole, the newest first.') updates!: UpdateAnswer[];
  @Member([() => MilestoneAnswer]) milestones!: MilestoneAnswer[];
  @Member([() => DeliveryAnswer]) delivery!: DeliveryAnswer[];
  @Member([() => PlanNode]) children!: PlanNode[];
  @Member([() => CommitmentSummary]) commitments!: CommitmentSummary[];
  @Member(() => Provenance, 'Who said that it is no longer part of the plan, and why.', { optional: true })
  retiredFrom?: Provenance;
  @Member(() => Provenance, 'Where its title stands.') from!: Provenance;
}

/** A count that a paper states beside the count of what the ledger holds. */
export class StatedCount {
  @Member(() => Named, 'The plan, priority or theme.') scope!: Named;
  @Member('text', 'What was counted.') of!: string;
  @Member('whole', 'As stated.') stated!: number;
  @Member('whole', 'Commitments held under this scope.') counted!: number;
  @Member('text', '', { optional: true, nullable: true }) note?: string | null;
  @Member(() => Provenance) from!: Provenance;
}

/** A whole plan in one view. */
export class PlanTree extends PlanSummary {
  @Member('text', '', { optional: true, nullable: true }) ambition?: string | null;
  @Member([() => UpdateAnswer], 'About the plan as a whole.') updates!: UpdateAnswer[];
  @Member([() => MilestoneAnswer], 'Promises that belong to the plan as a whole.') milestones!: MilestoneAnswer[];
  @Member([() => PlanNode], 'The top level, in order.') children!: PlanNode[];
  @Member([() => CommitmentSummary], 'Commitments that sit under the plan itself.') commitments!: CommitmentSummary[];
  @Member([() => StatedCount]) statedCounts!: StatedCount[];
  @Member([() => OutcomeAnswer], 'What will be different when it has worked.') outcomes!: OutcomeAnswer[];
  @Member([() => VariationAnswer], 'How it was changed while in force.') variations!: VariationAnswer[];
}

/** A commitment named in a count. */
export class CountedCommitment {
  @Member('id') id!: string;
  @Member(['text']) externalIds!: string[];
  @Member(() => PrintedNumberAnswer) printedNumber!: PrintedNumberAnswer;
  @Member('text', '', { optional: true }) text?: string;
  @Member(() => Provenance, 'Where those words stand.', { optional: true }) from?: Provenance;
}

export class StatusCount {
  @Member('text', 'null: not stated in the source, or withdrawn.', { nullable: true }) status!: string | null;
  @Member('text') label!: string;
  @Member('whole') count!: number;
}

/** How a part of a plan is covered. */
export class ScopeCount {
  @Member(() => Named) scope!: Named;
  @Member('whole', 'Commitments in it, at any depth.') commitments!: number;
  @Member('whole', 'Those with a number that a paper prints.') numbered!: number;
  @Member('whole', 'Those about which an update says something, alone or with others.') reportedOn!: number;
}

export class SharedWords {
  @Member('text') text!: string;
  @Member([() => CountedCommitment]) commitments!: CountedCommitment[];
}

/** What can be counted of a plan, beside what papers state. */
export class PlanCounts {
  @Member('id') id!: string;
  @Member('whole') commitments!: number;
  @Member('whole', 'Commitments with a number that a paper prints.') numbered!: number;
  @Member([() => StatusCount], "By the officer's assessment.") byStatus!: StatusCount[];
  @Member([() => ScopeCount], 'By the parts of the top level; the plan itself for those that sit under it.')
  byScope!: ScopeCount[];
  @Member([() => StatedCount]) stated!: StatedCount[];
  @Member(['whole'], 'Numbers that no paper prints, between the smallest and the largest printed.')
  missingNumbers!: number[];
  @Member([() => CountedCommitment], 'Commitments whose number the editors have inferred.')
  inferredNumbers!: CountedCommitment[];
  @Member([() => CountedCommitment], 'Commitments about which no update says anything.')
  withoutUpdate!: CountedCommitment[];
  @Member([() => CountedCommitment], 'Of these, those that no update names: they stand in no row of any report.')
  withoutRow!: CountedCommitment[];
  @Member([() => SharedWords], 'Commitments with the same words, but for case, spacing and punctuation at the end.')
  sharedWords!: SharedWords[];
}
