import { eventType } from '../ledger/catalogue/define.js';
import { Choice, Id, Narrative, Refs, Text, Whole } from '../ledger/catalogue/fields.js';
import { indicatorRules, knownIndicatorRules } from './indicator.decider.js';

/** A line of a plan's scorecard. */
export class ScorecardIndicatorSetData {
  @Id({ note: 'UUID or external id of the indicator.' }) indicatorId!: string;
  @Id({ missing: 'Choose a priority of this plan' }) priorityId!: string;
  @Text({ max: 200, search: 'A' }) label!: string;
  @Choice(['proposed', 'agreed']) standing!: 'proposed' | 'agreed';
  @Whole({ min: 0, max: 10_000, note: 'Its place under the priority.' }) order!: number;
}

export class ScorecardIndicatorRemovedData {
  @Id() indicatorId!: string;
  @Narrative({ missing: 'Give the reason' }) reason!: string;
}

export class IndicatorMetricsLinkedData {
  @Id() indicatorId!: string;
  @Refs('metric', { unknown: 'Choose metrics in this ledger', note: 'All of them anew; none where there is none yet.' })
  metricIds!: string[];
  @Choice(['printed', 'judgement'], { optional: true, note: 'Whether a paper says so, or its editors.' })
  basis?: 'printed' | 'judgement';
}

export const ScorecardIndicatorSet = eventType({
  name: 'ScorecardIndicatorSet',
  category: 'plan',
  data: ScorecardIndicatorSetData,
  key: ({ indicatorId }) => `indicator/${indicatorId}`,
  rules: indicatorRules,
});

export const ScorecardIndicatorRemoved = eventType({
  name: 'ScorecardIndicatorRemoved',
  category: 'plan',
  data: ScorecardIndicatorRemovedData,
  key: ({ indicatorId }) => `indicator/${indicatorId}`,
  rules: knownIndicatorRules,
});

export const IndicatorMetricsLinked = eventType({
  name: 'IndicatorMetricsLinked',
  category: 'plan',
  data: IndicatorMetricsLinkedData,
  editorial: true,
  key: ({ indicatorId }) => `indicator/${indicatorId}/metrics`,
  rules: knownIndicatorRules,
});
