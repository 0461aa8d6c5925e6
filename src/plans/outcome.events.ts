import { eventType } from '../ledger/catalogue/define.js';
import { Id, Narrative, Ref, Text, Whole } from '../ledger/catalogue/fields.js';
import { linkRules, outcomeRules, retirementRules, unlinkRules } from './outcome.decider.js';

/** What a plan says will be different when it has worked, for all of it or for one priority. */
export class OutcomeStatedData {
  @Id({ note: 'UUID or external id of the outcome.' }) outcomeId!: string;
  @Id({ note: 'The plan, or the priority that it belongs to.' }) scopeId!: string;
  @Text({ optional: true, max: 300, note: 'Words that introduce several: "By 2021 we will see".' }) stem?: string;
  @Text({ max: 2_000, missing: "Enter the outcome's words", search: 'B' }) text!: string;
  @Text({ optional: true, max: 1_000, note: 'What the paper adds to it in small print or brackets.' })
  qualifier?: string;
  @Whole({ optional: true, min: 0, max: 10_000, note: 'Its place among those of the same scope.' }) order?: number;
}

export class OutcomeRetiredData {
  @Id() outcomeId!: string;
  @Narrative({ missing: 'Give the reason' }) reason!: string;
}

export class OutcomeMetricData {
  @Id() outcomeId!: string;
  @Ref('metric') metricId!: string;
  @Narrative({ missing: 'Give the reason' }) reason!: string;
}

const linkKey = ({ outcomeId, metricId }: OutcomeMetricData) => `outcome/${outcomeId}/metric/${metricId}`;

export const OutcomeStated = eventType({
  name: 'OutcomeStated',
  category: 'plan',
  data: OutcomeStatedData,
  key: ({ outcomeId }) => `outcome/${outcomeId}`,
  rules: outcomeRules,
});

export const OutcomeRetired = eventType({
  name: 'OutcomeRetired',
  category: 'plan',
  data: OutcomeRetiredData,
  key: ({ outcomeId }) => `outcome/${outcomeId}`,
  rules: retirementRules,
});

export const OutcomeMetricLinked = eventType({
  name: 'OutcomeMetricLinked',
  category: 'plan',
  data: OutcomeMetricData,
  editorial: true,
  key: linkKey,
  rules: linkRules,
});

export const OutcomeMetricUnlinked = eventType({
  name: 'OutcomeMetricUnlinked',
  category: 'plan',
  data: OutcomeMetricData,
  editorial: true,
  key: linkKey,
  rules: unlinkRules,
});
