import type { Day } from '../../../../src/ledger/dates.js';
import type { View } from '../../statement.js';
import { OfView } from '../view-query.js';
import type { ActionLine, DecisionLine, RecommendationLine } from './register.answers.js';

/** What is left out does not narrow a register. */
export interface OfMeetings {
  /** A body that met. */
  body?: string;
  meeting?: string;
}

export interface DecisionFilter extends OfMeetings {
  state?: string;
  /** Something that was changed. */
  changes?: string;
}

/** An answer is held; none is, though the meeting is past; none is, and the meeting is still to come or was cancelled. */
export const OUTCOMES = ['recorded', 'notRecorded', 'notYetAnswered'] as const;

export interface RecommendationFilter extends OfMeetings {
  type?: string;
  outcome?: (typeof OUTCOMES)[number];
}

export interface ActionFilter extends OfMeetings {
  /** The body that must do it. */
  owner?: string;
  state?: string;
  /** Only what is overdue on this day. */
  overdueOn?: Day;
}

export class GetDecisions extends OfView<DecisionLine[]> {
  constructor(
    view: View,
    readonly filter: DecisionFilter = {},
  ) {
    super(view);
  }
}

export class GetRecommendations extends OfView<RecommendationLine[]> {
  constructor(
    view: View,
    readonly filter: RecommendationFilter = {},
  ) {
    super(view);
  }
}

export class GetActions extends OfView<ActionLine[]> {
  constructor(
    view: View,
    readonly filter: ActionFilter = {},
  ) {
    super(view);
  }
}
