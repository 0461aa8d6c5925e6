import type { View } from '../../statement.js';
import { OfObject, OfView } from '../view-query.js';
import type { ExternalCounts, ExternalRecommendationLine } from './external.answers.js';

/** One of them; `undefined` where the view does not hold it. */
export class GetExternalRecommendation extends OfObject<ExternalRecommendationLine> {}

/** What is left out does not narrow the list. */
export interface ExternalFilter {
  issuer?: string;
  addressedTo?: string;
  state?: string;
  /** A plan, one of its parts, a commitment, a metric or a milestone: what is about it or anything under it. */
  about?: string;
}

export class GetExternalRecommendations extends OfView<{
  lines: ExternalRecommendationLine[];
  counts: ExternalCounts;
}> {
  constructor(
    view: View,
    readonly filter: ExternalFilter = {},
  ) {
    super(view);
  }
}
