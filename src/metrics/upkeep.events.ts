import { eventType } from '../ledger/catalogue/define.js';
import { Choice, Day, Decimal, Entries, Id, Narrative, Ref, Text } from '../ledger/catalogue/fields.js';
import {
  materialityRules,
  type PlansWithScorecard,
  plansWithScorecard,
  retirementRules,
  scheduleRules,
} from './upkeep.decider.js';

/** What its owner keeps of a metric beside its figures: what counts as a change, releases, checks, its end. */

export const MATERIALITY_TYPES = ['absolute', 'relative', 'percentagePoints'] as const;
export type MaterialityType = (typeof MATERIALITY_TYPES)[number];

/** The published criterion for "no material change": a change by the amount or less is none. */
export class MaterialityRuleSetData {
  @Choice(MATERIALITY_TYPES, {
    note: "absolute: in the metric's unit; relative: per cent of the earlier figure; percentagePoints: of percentages.",
  })
  type!: MaterialityType;
  @Decimal() amount!: string;
}

export const FREQUENCIES = ['monthly', 'quarterly', 'halfYearly', 'yearly', 'irregular'] as const;

export class ReleaseScheduleSetData {
  @Choice(FREQUENCIES) frequency!: (typeof FREQUENCIES)[number];
  @Day({ note: 'The day on which the next figure is to be published.' }) nextDue!: string;
}

/** A check of printed figures against one another. It is shown and never changes a figure. */
export class ArithmeticNotedData {
  @Id({ note: 'UUID or external id of the check.' }) checkId!: string;
  @Entries({ least: 1, most: 50, missing: 'Choose the figures that were compared' }) entries!: string[];
  @Text({ max: 500, note: 'For example 8 + 5 = 13, printed 14.' }) calculation!: string;
  @Choice(['agrees', 'doesNotAgree', 'ownArithmetic'], {
    note: 'ownArithmetic: nothing printed to compare it with.',
  })
  result!: 'agrees' | 'doesNotAgree' | 'ownArithmetic';
}

export class MetricRetiredData {
  @Narrative({ missing: 'Give the reason' }) reason!: string;
  @Ref('metric', { optional: true, note: 'The metric that takes its place.' }) replacedBy?: string;
}

export const MaterialityRuleSet = eventType({
  name: 'MaterialityRuleSet',
  category: 'metric',
  data: MaterialityRuleSetData,
  key: () => 'materiality',
  rules: materialityRules,
});

export const ReleaseScheduleSet = eventType({
  name: 'ReleaseScheduleSet',
  category: 'metric',
  data: ReleaseScheduleSetData,
  key: () => 'schedule',
  rules: scheduleRules,
});

export const ArithmeticNoted = eventType({
  name: 'ArithmeticNoted',
  category: 'metric',
  data: ArithmeticNotedData,
  editorial: true,
  key: ({ checkId }) => `check/${checkId}`,
});

export const MetricRetired = eventType<MetricRetiredData, PlansWithScorecard>({
  name: 'MetricRetired',
  category: 'metric',
  data: MetricRetiredData,
  key: () => 'end',
  gather: plansWithScorecard,
  rules: retirementRules,
});
