import { DueAnswer } from '../due.js';
import { Member } from '../member.js';
import { Provenance } from '../provenance.js';
import { KindNamed, Named, PartyAnswer } from '../references.js';

/** A promise of a particular thing. */
export class MilestoneAnswer {
  @Member('id') id!: string;
  @Member(() => Named, '', { optional: true }) plan?: Named;
  @Member('text', 'promise, expected, scheduled, contractStart and so on.') kind!: string;
  @Member('text', 'What was promised; null where it was erased.', { nullable: true }) what!: string | null;
  @Member(() => PartyAnswer, '', { optional: true }) promisedBy?: PartyAnswer;
  @Member(() => DueAnswer, 'Absent for a promise without a date.', { optional: true }) due?: DueAnswer;
  @Member('text', '', { oneOf: ['open', 'met', 'partlyMet', 'notMet', 'withdrawn', 'replaced'] }) state!: string;
  @Member('day', 'When it was met.', { optional: true }) stateOn?: string;
  @Member('text', '', { optional: true, nullable: true }) stateReason?: string | null;
  @Member(
    'flag',
    'Open although its last day lies before the day of the view, or before `overdueOn` where that was asked. The end ' +
      'of a contract or of funding is never overdue.',
  )
  overdue!: boolean;
  @Member('whole', '', { optional: true }) daysOverdue?: number;
  @Member([() => Named], 'Commitments, themes, plans, actions or external recommendations it belongs to.')
  attachedTo!: Named[];
  @Member(() => Provenance, 'Who said that it was promised.') from!: Provenance;
  @Member(() => Provenance, 'Who gave the date.', { optional: true }) dueFrom?: Provenance;
  @Member(() => Provenance, 'Who said how it ended.', { optional: true }) stateFrom?: Provenance;
}

/** A milestone as it stands in a list, with what became of its date. */
export class MilestoneLine extends MilestoneAnswer {
  @Member([() => KindNamed], 'Commitments, themes, plans, actions or external recommendations it belongs to.')
  declare attachedTo: KindNamed[];
  @Member('whole', 'How often the date was put off.') moved!: number;
  @Member('whole', 'How often it was brought forward.') advanced!: number;
  @Member(() => DueAnswer, 'The first date, where that was another one.', { optional: true }) firstDue?: DueAnswer;
}
