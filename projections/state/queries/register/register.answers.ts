import { ActionAnswer, DecisionAnswer, RecommendationAnswer } from '../meeting/meeting.answers.js';
import { Member } from '../member.js';
import { Named } from '../references.js';
import { StatedDateAnswer } from '../stated-date.js';

/** A line of the register of decisions. */
export class DecisionLine extends DecisionAnswer {
  @Member(() => Named) meeting!: Named;
  @Member(() => StatedDateAnswer) meetingDate!: StatedDateAnswer;
  @Member([() => Named], 'Who met.') bodies!: Named[];
}

/** A line of the register of recommendations. */
export class RecommendationLine extends RecommendationAnswer {
  @Member(() => Named) meeting!: Named;
  @Member(() => StatedDateAnswer) meetingDate!: StatedDateAnswer;
  @Member([() => Named], 'Who met.') bodies!: Named[];
}

/** A line of the register of actions. */
export class ActionLine extends ActionAnswer {
  @Member(() => Named) meeting!: Named;
  @Member(() => StatedDateAnswer) meetingDate!: StatedDateAnswer;
  @Member([() => Named], 'Who met.') bodies!: Named[];
}
