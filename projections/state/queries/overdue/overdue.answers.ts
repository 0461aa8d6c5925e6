import { DueAnswer } from '../due.js';
import { Member } from '../member.js';
import { Provenance } from '../provenance.js';
import { Named, PartyAnswer } from '../references.js';

export const DUE_KINDS = ['milestone', 'commitment', 'action', 'externalRecommendation', 'release'] as const;
export type DueKind = (typeof DUE_KINDS)[number];

export const DUE_STATES = ['overdue', 'dueSoon', 'dueLater', 'undated', 'standing'] as const;
export type DueState = (typeof DUE_STATES)[number];

/** A meeting at which a standing promise was to be kept. */
export class MeetingSince {
  @Member('id') id!: string;
  @Member('day', 'When it was held.') date!: string;
  @Member([() => Named], 'Who met.') bodies!: Named[];
  @Member('flag', 'Whether the promise was kept there; null where nobody has said.', { nullable: true })
  kept!: boolean | null;
}

/** Something that is promised or asked for, and not done in this view. */
export class DueLine {
  @Member('id', 'Of the milestone, commitment, action, external recommendation or metric.') id!: string;
  @Member('text', 'release: the next figures of a metric.', { oneOf: DUE_KINDS }) kind!: DueKind;
  @Member('text', 'What is to be done; null where it was erased.', { nullable: true }) what!: string | null;
  @Member(() => Named) object!: Named;
  @Member(() => Named, '', { optional: true }) plan?: Named;
  @Member([() => PartyAnswer], 'Who promised it, owns it, or is asked to do it, as far as that is stated.')
  owedBy!: PartyAnswer[];
  @Member([() => Named], 'What it belongs to: parts of a plan, or the meeting that raised an action.') about!: Named[];
  @Member(() => DueAnswer, 'Absent for what has no date.', { optional: true }) due?: DueAnswer;
  @Member('text', 'The date as people read it, such as "Autumn" or "No date is stated".') dueDisplay!: string;
  @Member('text', 'On the day asked about.', { oneOf: DUE_STATES }) state!: DueState;
  @Member('text', 'The same in words: Overdue, Due soon, Due later, Undated or Standing.') label!: string;
  @Member('whole', 'Days since the last day of the date, at least 1.', { optional: true }) daysOverdue?: number;
  @Member('whole', 'Days to the last day of the date; 0 on that day.', { optional: true }) daysLeft?: number;
  @Member('flag', 'Overdue, and nothing was said of it after its last day.') unreported!: boolean;
  @Member('whole', 'How often the date was put off.') moved!: number;
  @Member('whole', 'How often it was brought forward.') advanced!: number;
  @Member(() => DueAnswer, 'The date first reported, where it is another one.', { optional: true })
  firstDue?: DueAnswer;
  @Member([() => MeetingSince], 'Of a standing promise: the meetings held since it was made, the latest first.', {
    optional: true,
  })
  meetings?: MeetingSince[];
  @Member(() => Provenance, 'Who said that it is to be done.') from!: Provenance;
  @Member(() => Provenance, 'Who gave the date.', { optional: true }) dueFrom?: Provenance;
}

/** How many of each there are, of everything that fits what was asked but for the state. */
export class DueCounts {
  @Member('whole') overdue!: number;
  @Member('whole', 'Of those overdue: nothing was said of them after their last day.') unreported!: number;
  @Member('whole') dueSoon!: number;
  @Member('whole') dueLater!: number;
  @Member('whole') undated!: number;
  @Member('whole') standing!: number;
}
