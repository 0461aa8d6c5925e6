import { Member } from './member.js';
import { Provenance } from './provenance.js';
import { Named, PartyAnswer } from './references.js';
import { StatedDateAnswer } from './stated-date.js';

/** What was asked of a meeting. */
export class RecommendationAnswer {
  @Member('id') id!: string;
  @Member('text', 'note, agree and so on: what the meeting is asked to do.') type!: string;
  @Member('text', 'null where it was erased.', { nullable: true }) text!: string | null;
  @Member(() => PartyAnswer, '', { optional: true }) madeBy?: PartyAnswer;
  @Member('text', 'null where none is recorded.', { nullable: true }) answer!: string | null;
  @Member('text', 'What the answer says, where it says more.', { optional: true, nullable: true })
  answerText?: string | null;
  @Member('text', '"Outcome not recorded" once the meeting is past and no answer is held; "Not yet answered" before.')
  outcome!: string;
  @Member(() => Provenance) from!: Provenance;
  @Member(() => Provenance, '', { optional: true }) answeredFrom?: Provenance;
}

/** What was resolved. */
export class DecisionAnswer {
  @Member('id') id!: string;
  @Member('text', 'null where it was erased.', { nullable: true }) text!: string | null;
  @Member(() => PartyAnswer, '', { optional: true }) decidedBy?: PartyAnswer;
  @Member(() => StatedDateAnswer) decidedOn!: StatedDateAnswer;
  @Member('text', 'In pounds, or the currency that the text names.', { optional: true }) amount?: string;
  @Member(() => Provenance) from!: Provenance;
}

/** A meeting with what it was asked and what it resolved. */
export class MeetingAnswer {
  @Member('id') id!: string;
  @Member([() => Named], 'Who meets.') bodies!: Named[];
  @Member('text') kind!: string;
  @Member(() => StatedDateAnswer) date!: StatedDateAnswer;
  @Member('text', '', { optional: true }) place?: string;
  @Member('flag', '', { optional: true }) public?: boolean;
  @Member('text', 'held or cancelled once somebody has said so.', { oneOf: ['called', 'held', 'cancelled'] })
  state!: 'called' | 'held' | 'cancelled';
  @Member([() => RecommendationAnswer]) recommendations!: RecommendationAnswer[];
  @Member([() => DecisionAnswer]) decisions!: DecisionAnswer[];
  @Member(() => Provenance) from!: Provenance;
  @Member(() => Provenance, 'Who said that it was held or cancelled.', { optional: true }) stateFrom?: Provenance;
}

/** A line of the register of decisions. */
export class RegisterLine {
  @Member('id') id!: string;
  @Member('text', '', { oneOf: ['decision', 'recommendation'] }) kind!: 'decision' | 'recommendation';
  @Member('id') meetingId!: string;
  @Member([() => Named]) bodies!: Named[];
  @Member(() => StatedDateAnswer) meetingDate!: StatedDateAnswer;
  @Member(() => DecisionAnswer, '', { optional: true }) decision?: DecisionAnswer;
  @Member(() => RecommendationAnswer, '', { optional: true }) recommendation?: RecommendationAnswer;
}
