import type { SearchKind } from './search.answers.js';

/** What is said at a meeting is known by what it is. */
const OF_MEETINGS: Record<string, SearchKind> = {
  BoardDecisionRecorded: 'decision',
  RecommendationMade: 'recommendation',
  ActionRaised: 'action',
};

/** What readers call a statement of an object of this category, whose chain of changes begins with this type of event. */
export function kindOf(category: string, eventKind: string): SearchKind {
  if (category === 'extrec') return 'externalRecommendation';
  return OF_MEETINGS[eventKind] ?? (category as SearchKind);
}
