import type { Feature } from '../ledger/catalogue/catalogue.js';
import { commandFor } from '../ledger/catalogue/define.js';
import { IndicatorMetricsLinked, ScorecardIndicatorRemoved, ScorecardIndicatorSet } from './indicator.events.js';

export const indicators: Feature = {
  events: [ScorecardIndicatorSet, ScorecardIndicatorRemoved, IndicatorMetricsLinked],
  commands: [
    commandFor('SetScorecardIndicator', "Put an indicator on a plan's scorecard, or change it", ScorecardIndicatorSet, [
      'policy-officer',
    ]),
    commandFor('RemoveScorecardIndicator', 'Take an indicator off the scorecard', ScorecardIndicatorRemoved, [
      'policy-officer',
    ]),
    commandFor('LinkIndicatorMetrics', 'Say by which metrics an indicator is measured', IndicatorMetricsLinked, [
      'policy-officer',
      'data-owner',
    ]),
  ],
};
