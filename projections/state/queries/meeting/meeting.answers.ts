import { DueAnswer } from '../due.js';
import { AddedByEditors } from '../editors.js';
import { Member } from '../member.js';
import { Provenance } from '../provenance.js';
import { Named, PartyAnswer, Worded } from '../references.js';
import { StatedDateAnswer } from '../stated-date.js';

/** What was asked of a meeting. */
export class RecommendationAnswer {
  @Member('id') id!: string;
  @Member('text', 'note, agree and so on: what the meeting is asked to do.') type!: string;
  @Member('text', 'null where it was erased.', { nullable: true }) text!: string | null;
  @Member('text', 'The number that the paper prints.', { optional: true }) printedNumber?: string;
  @Member(() => PartyAnswer, '', { optional: true }) madeBy?: PartyAnswer;
  @Member([() => Named], 'The bodies that are asked, where the paper says more than that the meeting is.')
  addressedTo!: Named[];
  @Member('text', 'null where none is recorded.', { nullable: true }) answer!: string | null;
  @Member('text', 'What the answer says, where it says more.', { optional: true, nullable: true })
  answerText?: string | null;
  @Member(
    'text',
    'The answer; without one "Outcome not recorded" once the meeting is past, "Not yet answered" before, and "The ' +
      'meeting was cancelled".',
  )
  outcome!: string;
  @Member(() => Named, 'The decision that answers it.', { optional: true }) decision?: Named;
  @Member(() => Named, 'The agenda item.', { optional: true }) item?: Named;
  @Member(() => Provenance) from!: Provenance;
  @Member(() => Provenance, '', { optional: true }) answeredFrom?: Provenance;
}

/** Something that a decision changed. */
export class DecisionChange {
  @Member('text', 'status, date, wording, target, milestone and so on.') kind!: string;
  @Member(() => Worded, 'The object, or the part that has an id of its own.') what!: Worded;
  @Member('text', 'Of a part of an object, its key.', { optional: true }) key?: string;
  @Member(() => Named, 'Of a part of a plan, that plan.', { optional: true }) plan?: Named;
}

/** What was resolved. */
export class DecisionAnswer {
  @Member('id') id!: string;
  @Member('text', 'The same as other statements name it.') key!: string;
  @Member('text', 'null where it was erased.', { nullable: true }) text!: string | null;
  @Member(() => PartyAnswer, '', { optional: true }) decidedBy?: PartyAnswer;
  @Member(() => StatedDateAnswer) decidedOn!: StatedDateAnswer;
  @Member('text', 'In pounds, or the currency that the text names.', { optional: true }) amount?: string;
  @Member(() => Named, 'The agenda item.', { optional: true }) item?: Named;
  @Member('text', '', { oneOf: ['standing', 'superseded', 'rescinded'] })
  state!: 'standing' | 'superseded' | 'rescinded';
  @Member(() => Named, 'The decision that replaces it or takes it back.', { optional: true }) endedBy?: Named;
  @Member([() => DecisionChange], 'What it changed, as its editors read it by the day of the view.')
  changes!: DecisionChange[];
  @Member([() => AddedByEditors], 'What editors said of its changes after the day of the view.')
  addedByEditors!: AddedByEditors[];
  @Member(() => Provenance) from!: Provenance;
  @Member(() => Provenance, 'Who said that it ended, and why.', { optional: true }) endFrom?: Provenance;
  @Member(() => Provenance, 'Who said what it changed.', { optional: true }) changesFrom?: Provenance;
}

/** What somebody must do after a meeting. */
export class ActionAnswer {
  @Member('id') id!: string;
  @Member('text', 'null where it was erased.', { nullable: true }) text!: string | null;
  @Member(() => PartyAnswer, 'Who must do it.', { optional: true }) owner?: PartyAnswer;
  @Member(() => Named, 'The decision that it carries out.', { optional: true }) decision?: Named;
  @Member(() => DueAnswer, 'Absent where no date is stated.', { optional: true }) due?: DueAnswer;
  @Member('text', '', { oneOf: ['open', 'done', 'notDone', 'cancelled'] }) state!: string;
  @Member('flag', 'Open although its last day lies before the day of the view, or before `overdueOn`.')
  overdue!: boolean;
  @Member('whole', 'At least 1; absent where it is not overdue.', { optional: true }) daysOverdue?: number;
  @Member('whole', 'How often its date was put off.') moved!: number;
  @Member('whole', 'How often its date was brought forward.') advanced!: number;
  @Member(['json'], 'What shows how it ended.', { optional: true }) evidence?: unknown[];
  @Member(() => Provenance) from!: Provenance;
  @Member(() => Provenance, 'Who said whose it is, and why where it changed.', { optional: true })
  ownerFrom?: Provenance;
  @Member(() => Provenance, 'Who gave the date, and why where it moved.', { optional: true }) dueFrom?: Provenance;
  @Member(() => Provenance, 'Who said how it ended or that it is open again, and why.', { optional: true })
  stateFrom?: Provenance;
}

/** A paper before a meeting: a kept document or a report of this ledger. */
export class PaperAnswer {
  @Member('id') id!: string;
  @Member(() => Named, '', { optional: true }) document?: Named;
  @Member(() => Named, '', { optional: true }) report?: Named;
  @Member(() => Provenance) from!: Provenance;
}

/** An item of the agenda. */
export class AgendaItemAnswer {
  @Member('id') id!: string;
  @Member('text') number!: string;
  @Member('text') title!: string;
  @Member([() => Named], 'What it is about.') about!: Named[];
  @Member([() => PaperAnswer]) papers!: PaperAnswer[];
  @Member(() => Provenance) from!: Provenance;
}

/** Who was there, by office. */
export class AttendanceAnswer {
  @Member('text', 'The office; never a person.') role!: string;
  @Member('text', 'chair, member or attendee.') capacity!: string;
}

/** The minutes of a meeting, as a later one agreed them. */
export class MinutesAnswer {
  @Member(() => Named) document!: Named;
  @Member(() => Named, 'The meeting that agreed them.') agreedAt!: Named;
  @Member(() => Provenance) from!: Provenance;
}

/** A meeting with what it was asked and what it resolved. */
export class MeetingAnswer {
  @Member('id') id!: string;
  @Member('text', 'Who met and when, in words.') name!: string;
  @Member([() => Named], 'Who meets.') bodies!: Named[];
  @Member('text') kind!: string;
  @Member(() => StatedDateAnswer) date!: StatedDateAnswer;
  @Member('text', '', { optional: true }) place?: string;
  @Member('flag', '', { optional: true }) public?: boolean;
  @Member('text', 'held or cancelled once somebody has said so.', { oneOf: ['called', 'held', 'cancelled'] })
  state!: 'called' | 'held' | 'cancelled';
  @Member('text', 'null where it was erased.', { optional: true, nullable: true }) cancelledBecause?: string | null;
  @Member([() => AttendanceAnswer], 'As far as the papers say.') attendance!: AttendanceAnswer[];
  @Member([() => AgendaItemAnswer], 'In the order of their numbers.') items!: AgendaItemAnswer[];
  @Member([() => PaperAnswer], 'Papers that belong to no item.') papers!: PaperAnswer[];
  @Member([() => RecommendationAnswer]) recommendations!: RecommendationAnswer[];
  @Member([() => DecisionAnswer]) decisions!: DecisionAnswer[];
  @Member([() => ActionAnswer]) actions!: ActionAnswer[];
  @Member([() => Named], 'Work programmes that were before it.') programmes!: Named[];
  @Member(() => MinutesAnswer, 'Absent where no later meeting is known to have agreed any.', { optional: true })
  minutes?: MinutesAnswer;
  @Member(() => Provenance) from!: Provenance;
  @Member(() => Provenance, 'Who said that it was held or cancelled.', { optional: true }) stateFrom?: Provenance;
}
