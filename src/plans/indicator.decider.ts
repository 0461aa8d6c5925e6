import { type Finding, refusal, type Situation } from '../ledger/catalogue/catalogue.js';
import type { ScorecardIndicatorSetData } from './indicator.events.js';
import { isPriority } from './plan.decider.js';

export function indicatorRules({ priorityId }: ScorecardIndicatorSetData, { own }: Situation): Finding[] {
  return [!isPriority(priorityId, own) && refusal('priorityId', 'Choose a priority of this plan')];
}

/** What is said of an indicator, its removal included, is said of one that is on the scorecard. */
export function knownIndicatorRules({ indicatorId }: { indicatorId: string }, { own }: Situation): Finding[] {
  const set = own.of(`indicator/${indicatorId}`, 'ScorecardIndicatorSet');
  return [!set && refusal('indicatorId', 'The scorecard has no such indicator', 'unknown-object')];
}
