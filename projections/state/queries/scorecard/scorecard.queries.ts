import type { View } from '../../statement.js';
import { OfView } from '../view-query.js';
import type { Scorecard, ScorecardLine } from './scorecard.answers.js';

export class GetScorecard extends OfView<Scorecard | undefined> {
  constructor(
    view: View,
    readonly plan: string,
    /** Only indicators that are proposed, or that are agreed. */
    readonly standing?: string,
  ) {
    super(view);
  }
}

/** The lines of all plans, or of one. */
export class GetScorecardLines extends OfView<ScorecardLine[]> {
  constructor(
    view: View,
    readonly plan?: string,
  ) {
    super(view);
  }
}
