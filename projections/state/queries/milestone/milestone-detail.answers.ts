import { DATE_CHANGES, type DateChange } from '../../../../src/ledger/catalogue/due.js';
import { DueAnswer } from '../due.js';
import { Member } from '../member.js';
import { Provenance } from '../provenance.js';
import { Named } from '../references.js';
import { MilestoneLine } from './milestone.answers.js';

/** One date that a milestone had. */
export class MilestoneDate {
  @Member(() => DueAnswer) due!: DueAnswer;
  @Member('text', 'The date as people read it.') display!: string;
  @Member('text', 'What it did to the date before: put off, brought forward, or made narrower. Absent on the first.', {
    optional: true,
    oneOf: DATE_CHANGES,
  })
  change?: DateChange;
  @Member('text', 'Why it changed; null where it was erased.', { optional: true, nullable: true })
  reason?: string | null;
  @Member('flag', 'The paper gives no reason.', { optional: true }) notGiven?: boolean;
  @Member(() => Provenance) from!: Provenance;
}

/** One state that a milestone was in. */
export class MilestoneStateAnswer {
  @Member('text', '', { oneOf: ['open', 'met', 'partlyMet', 'notMet', 'withdrawn', 'replaced'] }) state!: string;
  @Member('day', 'When it was met.', { optional: true }) on?: string;
  @Member('text', 'null where it was erased.', { optional: true, nullable: true }) reason?: string | null;
  @Member(['json'], 'What shows it.', { optional: true }) evidence?: Record<string, unknown>[];
  @Member('flag', 'It was confirmed that none was supplied.', { optional: true }) noEvidence?: boolean;
  @Member(() => Named, 'The milestone that took its place.', { optional: true }) by?: Named;
  @Member(() => Provenance) from!: Provenance;
}

/** Something that a milestone belongs to, or did. */
export class AttachmentAnswer {
  @Member('text', 'plan, node, commitment, action or externalRecommendation.') kind!: string;
  @Member(() => Named) target!: Named;
  @Member('text', 'Of a commitment, its words; absent where none are held.', { optional: true }) text?: string;
  @Member(() => Provenance, 'Who said so.') from!: Provenance;
  @Member(() => Provenance, 'Who said that it does not any more.', { optional: true }) endedFrom?: Provenance;
}

/** One milestone with the history of its dates. */
export class MilestoneDetail extends MilestoneLine {
  @Member('text', 'The date as people read it, such as "Autumn" or "No date is stated".') dueDisplay!: string;
  @Member([() => MilestoneDate], 'The first date at the front.') dates!: MilestoneDate[];
  @Member([() => MilestoneStateAnswer], 'What was reported of how it ended, the first at the front.')
  states!: MilestoneStateAnswer[];
  @Member([() => AttachmentAnswer], 'In the order in which they were said.') attachments!: AttachmentAnswer[];
  @Member(() => Named, 'The milestone whose place it took.', { optional: true }) replaces?: Named;
  @Member(['text'], 'Areas that it is for.', { optional: true }) areas?: string[];
}
