import { DueAnswer } from '../due.js';
import { AddedByEditors } from '../editors.js';
import { Member } from '../member.js';
import { Observation } from '../metric/metric.answers.js';
import { MilestoneAnswer } from '../milestone/milestone.answers.js';
import { Provenance } from '../provenance.js';
import { Named, PartyAnswer } from '../references.js';
import { UpdateAnswer } from '../update/update.answers.js';

/** The number that a paper prints before a commitment. */
export class PrintedNumberAnswer {
  @Member('text', 'Absent where none is printed and none can be inferred.', { optional: true }) value?: string;
  @Member('text', 'printed, inferred by the editors, or none.', { oneOf: ['printed', 'inferred', 'none'] })
  basis!: string;
  @Member('text', 'The same in words: "28 (inferred)", "No number printed".') display!: string;
}

/** Another class that the editors gave a wording, having read it again. */
export class Reclassification {
  @Member('text', 'first, editorial, substantive or translation.') class!: string;
  @Member(() => Provenance, 'Who said so, and why.') from!: Provenance;
}

/** The words of a commitment in one document. */
export class Wording {
  @Member('id') id!: string;
  @Member('text') text!: string;
  @Member('text', 'Language tag (BCP 47).', { optional: true }) lang?: string;
  @Member('text', 'How the paper introduces it, for example "We will".', { optional: true }) form?: string;
  @Member('text', 'authoritative, draft, printedVariant or paraphrase.') standing!: string;
  @Member('text', 'As recorded: first, editorial, substantive or translation.', { optional: true }) class?: string;
  @Member(() => Reclassification, 'The class that holds instead.', { optional: true })
  reclassified?: Reclassification;
  @Member('text', 'Heading in that document.', { optional: true }) printedUnder?: string;
  @Member(() => PrintedNumberAnswer, '', { optional: true }) printedNumber?: PrintedNumberAnswer;
  @Member('text', 'What is cut off or garbled.', { optional: true }) damaged?: string;
  @Member(() => Provenance) from!: Provenance;
}

/** The words shown for a commitment, and why these. */
export class WordingInForce extends Wording {
  @Member('text', 'authoritative: the issued plan. earliestHeld: no authoritative version is held, so the earliest.', {
    oneOf: ['authoritative', 'earliestHeld'],
  })
  chosen!: 'authoritative' | 'earliestHeld';
}

/** Where a commitment stands, as someone has said. */
export class StatusAnswer {
  @Member('text', '', { oneOf: ['officer', 'panel'] }) assessment!: string;
  @Member('text', 'null: no status was stated, or it was taken back.', { nullable: true }) status!: string | null;
  @Member('text', 'In words; "Not stated in the source" where there is none, "Withdrawn" where it was taken back.')
  label!: string;
  @Member('text', 'Name of the area it is about, or its code; absent for the whole.', { optional: true }) area?: string;
  @Member('text', 'Its code in the list of areas.', { optional: true }) areaCode?: string;
  @Member('text', 'null where it was erased.', { optional: true, nullable: true }) reason?: string | null;
  @Member(() => Named, 'The decision behind it.', { optional: true }) decision?: Named;
  @Member(['json'], '', { optional: true }) evidence?: unknown[];
  @Member(() => Provenance, 'Absent where no status was stated.', { optional: true }) from?: Provenance;
}

/** Who delivers, as the paper lists them. */
export class DeliveryAnswer {
  @Member('id') id!: string;
  @Member(() => Named, 'Absent where the paper gives words only.', { optional: true }) body?: Named;
  @Member('text', '', { optional: true, nullable: true }) words?: string | null;
  @Member('text', 'What it does there: leads, delivers, is only listed.', { optional: true }) function?: string;
  @Member('text', 'The name printed; people stand in it as tokens. null where it was erased.', {
    optional: true,
    nullable: true,
  })
  printed?: string | null;
  @Member(['json'], 'Offices that stand in the words as tokens such as {person:1}.', { optional: true })
  people?: { token: string; role?: string }[];
  @Member('day', 'First day after it; absent where none is stated.', { optional: true }) endedOn?: string;
  @Member(() => Provenance, 'Who said that it has ended.', { optional: true }) endedFrom?: Provenance;
  @Member([() => Named], 'What it delivers.') targets!: Named[];
  @Member(() => Provenance) from!: Provenance;
}

/** By when a commitment is to be done. */
export class TargetDateAnswer {
  @Member(() => DueAnswer) due!: DueAnswer;
  @Member('flag', 'The last day lies before the day of the view, and no status closes it.') overdue!: boolean;
  @Member('whole', 'Since the last day.', { optional: true }) daysOverdue?: number;
  @Member('whole', 'How often it was put off.') moved!: number;
  @Member('whole', 'How often it was brought forward.') advanced!: number;
  @Member(() => DueAnswer, 'The first date, where that was another one.', { optional: true }) firstDue?: DueAnswer;
  @Member(() => Provenance) from!: Provenance;
}

/** An update that names a commitment and says nothing about it, or a report that says itself that it has none about it. */
export class Silence {
  @Member('day') reportedOn!: string;
  @Member('id', 'The update; absent where the report alone says so.', { optional: true }) update?: string;
  @Member(() => Named, 'The report that says so itself; absent where only the words of the update show it.', {
    optional: true,
  })
  report?: Named;
  @Member('text', 'Why, as that report says; null where it was erased.', { optional: true, nullable: true })
  reason?: string | null;
  @Member(() => Provenance, 'Where that report says so.', { optional: true }) from?: Provenance;
}

/** A commitment as it stands in a tree. */
export class CommitmentSummary {
  @Member('id') id!: string;
  @Member(['text'], 'Identifiers such as C22-01.') externalIds!: string[];
  @Member(() => PrintedNumberAnswer) printedNumber!: PrintedNumberAnswer;
  @Member(() => WordingInForce, 'null where no wording is held.', { nullable: true }) wording!: WordingInForce | null;
  @Member([() => StatusAnswer], "The officer's and the panel's assessments, kept apart.") statuses!: StatusAnswer[];
  @Member(
    ['text'],
    'Worked out for this view and said by nobody: Not stated in the source, Overdue, Disputed and so on.',
  )
  labels!: string[];
  @Member('text', 'discrete: can be delivered. continuing: goes on as long as its plan. null: not stated.', {
    nullable: true,
  })
  nature!: string | null;
  @Member(() => PartyAnswer, 'Who leads on it; absent where nobody says so.', { optional: true }) lead?: PartyAnswer;
  @Member(() => TargetDateAnswer, 'Absent where none is stated.', { optional: true }) targetDate?: TargetDateAnswer;
  @Member([() => Named], 'Tags of its plan.') tags!: Named[];
  @Member(
    () => UpdateAnswer,
    'The last that names it and says something about it; null where none does, though some may name it.',
    { nullable: true },
  )
  latestUpdate!: UpdateAnswer | null;
  @Member([() => Silence], 'Updates and reports that say nothing about it, the newest first; absent where none do.', {
    optional: true,
  })
  silences?: Silence[];
  @Member([() => MilestoneAnswer]) milestones!: MilestoneAnswer[];
  @Member([() => DeliveryAnswer]) delivery!: DeliveryAnswer[];
}

/** A commitment as it stands in a list. */
export class CommitmentLine extends CommitmentSummary {
  @Member(() => Named) plan!: Named;
  @Member(() => PartyAnswer, 'Who promised it.', { optional: true }) promisedBy?: PartyAnswer;
  @Member([() => Named], 'Where it sits, from the top of the plan down.') path!: Named[];
  @Member(() => Provenance, 'Who recorded that it was made.') from!: Provenance;
}

/** A measure of a commitment, or of the parts of the plan that it sits in. */
export class LinkedMeasure {
  @Member('text', 'A figure that an update states, an outcome that the plan aims at, or a line of its scorecard.', {
    oneOf: ['update', 'outcome', 'indicator'],
  })
  by!: string;
  @Member(() => Named, 'That update, outcome or line.') through!: Named;
  @Member(() => Named, 'What that is about: the commitment itself, or a part of the plan above it.') of!: Named;
  @Member(() => Named, 'Absent where nobody has said by which metric it is measured.', { optional: true })
  metric?: Named;
  @Member(() => Observation, 'Of the newest period, for the widest area, not broken down; null: not stated.', {
    nullable: true,
  })
  value!: Observation | null;
  @Member(
    'whole',
    'Figures of the same period for other areas and parts; where none is stated, in the same words of the same paper.',
  )
  otherFigures!: number;
  @Member(() => Provenance, 'Who linked it; of a line without a metric, who put it there.') from!: Provenance;
}

/** One commitment, with everything that is known of it in a view. */
export class CommitmentAnswer extends CommitmentLine {
  @Member([() => Wording], 'All versions held, the earliest first.') wordings!: Wording[];
  @Member([() => UpdateAnswer], 'That name the commitment itself, as a whole or by a paragraph, the newest first.')
  updates!: UpdateAnswer[];
  @Member([() => UpdateAnswer], 'About the part of the plan it sits in, the newest first.')
  updatesAbove!: UpdateAnswer[];
  @Member([() => DeliveryAnswer], 'About the part of the plan it sits in.') deliveryAbove!: DeliveryAnswer[];
  @Member([() => LinkedMeasure], 'Its own first, then those of the part of the plan it sits in.')
  measures!: LinkedMeasure[];
  @Member([() => LinkedMeasure], 'By what the editors measured it after the day of this view, with the view’s figures.')
  measuresSince!: LinkedMeasure[];
  @Member([() => AddedByEditors], 'What else the editors said of it after the day of this view, conflicts included.')
  addedByEditors!: AddedByEditors[];
}
