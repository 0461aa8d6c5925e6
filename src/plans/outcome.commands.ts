import type { Feature } from '../ledger/catalogue/catalogue.js';
import { commandFor } from '../ledger/catalogue/define.js';
import { OutcomeMetricLinked, OutcomeMetricUnlinked, OutcomeRetired, OutcomeStated } from './outcome.events.js';

export const outcomes: Feature = {
  events: [OutcomeStated, OutcomeRetired, OutcomeMetricLinked, OutcomeMetricUnlinked],
  commands: [
    commandFor('StateOutcome', 'Record an outcome that a plan or a priority aims at', OutcomeStated, [
      'policy-officer',
    ]),
    commandFor('RetireOutcome', 'Record that an outcome is no longer aimed at', OutcomeRetired, ['policy-officer']),
    commandFor('LinkOutcomeMetric', 'Say that a metric shows how an outcome stands', OutcomeMetricLinked, [
      'policy-officer',
      'data-owner',
    ]),
    commandFor('UnlinkOutcomeMetric', 'Take back that a metric shows how an outcome stands', OutcomeMetricUnlinked, [
      'policy-officer',
      'data-owner',
    ]),
  ],
};
