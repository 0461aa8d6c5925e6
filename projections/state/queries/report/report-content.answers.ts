import { COLUMN_CONTENTS } from '../../../../src/settings/settings.events.js';
import {
  DeliveryAnswer,
  PrintedNumberAnswer,
  StatusAnswer,
  TargetDateAnswer,
  WordingInForce,
} from '../commitment/commitment.answers.js';
import { DocumentAnswer } from '../documents.js';
import { Member } from '../member.js';
import { Observation } from '../metric/metric.answers.js';
import { MilestoneAnswer } from '../milestone/milestone.answers.js';
import { StatusCount } from '../plan/plan.answers.js';
import { Provenance } from '../provenance.js';
import { Named, PartyAnswer } from '../references.js';
import { StatedDateAnswer } from '../stated-date.js';
import { UpdateAnswer, UpdateBlock } from '../update/update.answers.js';

/** One column of a report, as its template has it. */
export class ReportColumn {
  @Member('text', 'With the date of the report filled in.') heading!: string;
  @Member('text', 'What stands in it.', { oneOf: COLUMN_CONTENTS }) content!: string;
  @Member('text', 'The member of a row that holds it; several columns may show the same one in different ways.', {
    oneOf: ['theme', 'commitments', 'updates', 'metrics', 'milestones', 'delivery', 'decisions', 'coverage'],
  })
  member!: string;
}

/** What a report can be told by for ever. */
export class ReportFingerprint {
  @Member('text', 'SHA-256 in hexadecimal digits.') sha256!: string;
  @Member('text', 'content: of the bytes at `address`, as the entry of the publication has it. paper: of the file.', {
    oneOf: ['content', 'paper'],
  })
  of!: string;
  @Member('text', 'Where the bytes are to be had; absent where the ledger does not keep the file.', { optional: true })
  address?: string;
}

/** Says that nothing was reported, and why where the report says so. */
export class NoUpdateShown {
  @Member('text', 'In words: "No update".') label!: string;
  @Member('text', 'What the coverage check found.') why!: string;
  @Member('text', 'The reason that the report gives; null where it was erased.', { optional: true, nullable: true })
  reason?: string | null;
  @Member(() => Provenance, 'Where the report says so itself.', { optional: true }) from?: Provenance;
}

/** The part of the plan that a row is about. */
export class RowTheme {
  @Member('id', 'Of the part, or of the plan itself.') id!: string;
  @Member('text', 'What a part of its level is called, for example "Theme".', { optional: true }) level?: string;
  @Member(() => PrintedNumberAnswer, '', { optional: true }) printedNumber?: PrintedNumberAnswer;
  @Member('text', '', { optional: true }) title?: string;
  @Member([() => Named], 'The parts of the plan that it sits in, from the top down.') path!: Named[];
  @Member([() => StatusCount], "Commitments of the row by the officer's assessment; empty where none has a status.")
  counts!: StatusCount[];
}

/** A commitment as the report prints it. */
export class ReportCommitment {
  @Member('id') id!: string;
  @Member(['text'], 'Identifiers such as C22-01.') externalIds!: string[];
  @Member(() => PrintedNumberAnswer) printedNumber!: PrintedNumberAnswer;
  @Member(() => WordingInForce, 'null where no wording was held.', { nullable: true }) wording!: WordingInForce | null;
  @Member([() => StatusAnswer], "The officer's and the panel's assessments, kept apart.") statuses!: StatusAnswer[];
  @Member(() => PartyAnswer, 'Who leads on it.', { optional: true }) lead?: PartyAnswer;
  @Member(() => TargetDateAnswer, '', { optional: true }) targetDate?: TargetDateAnswer;
  @Member(() => NoUpdateShown, 'Absent where the report says something about it.', { optional: true })
  noUpdate?: NoUpdateShown;
}

/** A figure that words of the report state. */
export class ReportedFigure {
  @Member('id') linkId!: string;
  @Member(() => Named) metric!: Named;
  @Member('text', 'Key of the figure below its metric.') valueKey!: string;
  @Member('text', 'The words that state it; null where they were erased.', { nullable: true }) quote!: string | null;
  @Member('text', 'The figure as it stood when the report was published; null where there was none.', {
    nullable: true,
  })
  display!: string | null;
  @Member(() => Provenance, 'Who linked it.') from!: Provenance;
}

/** A paragraph of the report. */
export class ReportBlock extends UpdateBlock {
  @Member([() => Named], 'What it is about, where that is less than its update.', { optional: true })
  targets?: Named[];
  @Member([() => ReportedFigure], 'Figures that it states.') figures!: ReportedFigure[];
}

/** What the report says, block by block. */
export class ReportUpdate extends UpdateAnswer {
  @Member([() => ReportBlock]) declare blocks: ReportBlock[];
}

/** A figure in a report. */
export class ReportMetric {
  @Member('text', 'The metric and the key of the figure.') id!: string;
  @Member(() => Named) metric!: Named;
  @Member(() => Observation) observation!: Observation;
}

/** A decision that changed something in a row. */
export class ReportDecision {
  @Member('id') id!: string;
  @Member('text', 'null where it was erased.', { nullable: true }) text!: string | null;
  @Member(() => StatedDateAnswer) decidedOn!: StatedDateAnswer;
  @Member(() => Named) meeting!: Named;
  @Member([() => Named], 'What it changed.') changes!: Named[];
  @Member(() => Provenance) from!: Provenance;
}

/** What the coverage check found about something in a row. */
export class RowFinding {
  @Member('text', 'The rule and what it is about.') id!: string;
  @Member('text') rule!: string;
  @Member('text', 'The rule in words.') label!: string;
  @Member(() => Named) what!: Named;
  @Member('text', 'What was found.') why!: string;
}

/** One row of a report: a part of the plan with all that the report says of it. */
export class ReportRow {
  @Member('id', 'Of the part of the plan.') id!: string;
  @Member(() => RowTheme) theme!: RowTheme;
  @Member([() => ReportCommitment], 'Those that sit in it, in the order of the plan.') commitments!: ReportCommitment[];
  @Member([() => ReportUpdate], 'In the order of the report. One that is about several parts stands in each.')
  updates!: ReportUpdate[];
  @Member(() => NoUpdateShown, 'Where the report says nothing about the row.', { optional: true })
  noUpdate?: NoUpdateShown;
  @Member([() => ReportMetric], 'Figures that its updates state.') metrics!: ReportMetric[];
  @Member([() => MilestoneAnswer], 'Promises that belong to it or to its commitments.') milestones!: MilestoneAnswer[];
  @Member([() => DeliveryAnswer], 'Who delivers it or its commitments.') delivery!: DeliveryAnswer[];
  @Member([() => ReportDecision], 'That changed it or its commitments.') decisions!: ReportDecision[];
  @Member([() => RowFinding], 'What the coverage check found about it; the whole check has an address of its own.')
  coverage!: RowFinding[];
}

/** A version of the words in which statuses are shown. */
export class ReportScheme {
  @Member('text') scheme!: string;
  @Member('whole') version!: number;
}

/** What a metric of the report means. */
export class ReportDefinition {
  @Member(() => Named) metric!: Named;
  @Member('json', 'All attributes of the definition in force.') definition!: unknown;
  @Member(() => Provenance) from!: Provenance;
}

/** A document that something in the report rests on. */
export class ReportSource {
  @Member('id') sourceId!: string;
  @Member(() => DocumentAnswer, 'Absent where the ledger does not hold the document.', { optional: true })
  document?: DocumentAnswer;
}

/** The template that a report is set by. */
export class ReportTemplate {
  @Member('text') id!: string;
  @Member('whole') version!: number;
}

/**
 * What a version of a report shows, in the view that it pins. It is the same for ever, but for words that were erased:
 * what became of it stands in the notices of the report.
 */
export class ReportContent {
  @Member(() => Named) report!: Named;
  @Member('whole', 'Counted from 1.') version!: number;
  @Member('text') title!: string;
  @Member('day', 'The date that it bears.') reportDate!: string;
  @Member(() => Named) plan!: Named;
  @Member(() => Named, 'The meeting that it was made for.', { optional: true }) meeting?: Named;
  @Member([() => Named], 'What it covers; the whole plan where nothing stands here.') scope!: Named[];
  @Member('text', 'published: made in this ledger. rebuilt: read from the paper, which is what was published.', {
    oneOf: ['published', 'rebuilt'],
  })
  basis!: 'published' | 'rebuilt';
  @Member('text', 'The same in words.') basisLabel!: string;
  @Member('day', 'The day that it pins.') pinnedDay!: string;
  @Member('whole', 'The size that it pins.') pinnedSize!: number;
  @Member(() => ReportFingerprint, 'Absent where neither the content nor a paper was told by its hash.', {
    optional: true,
  })
  fingerprint?: ReportFingerprint;
  @Member(() => ReportTemplate, 'Absent where it names none: the columns are those of the ledger then.', {
    optional: true,
  })
  template?: ReportTemplate;
  @Member([() => ReportColumn]) columns!: ReportColumn[];
  @Member([() => ReportRow], 'In the order of the plan.') rows!: ReportRow[];
  @Member([() => ReportMetric], 'Figures of the scorecard that were reported with it.') figures!: ReportMetric[];
  @Member([() => MilestoneAnswer], 'Promises of its scope that belong to no row.') milestones!: MilestoneAnswer[];
  @Member([() => DeliveryAnswer], 'Who delivers parts of its scope that are no row.') delivery!: DeliveryAnswer[];
  @Member([() => ReportScheme], 'In which statuses are shown.') schemes!: ReportScheme[];
  @Member([() => ReportDefinition], 'Of the metrics in it.') definitions!: ReportDefinition[];
  @Member([() => ReportSource], 'What it rests on, each document once.') sources!: ReportSource[];
  @Member(() => Provenance, 'Where it was published.') from!: Provenance;
}
