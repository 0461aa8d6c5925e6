import type { Feature } from '../ledger/catalogue/catalogue.js';
import { commandFor } from '../ledger/catalogue/define.js';
import { PlanClosed, PlanVaried } from './variation.events.js';

export const variations: Feature = {
  events: [PlanVaried, PlanClosed],
  commands: [
    commandFor('VaryPlan', "Record a variation of a plan that is in force, with the panel's report on it", PlanVaried, [
      'policy-officer',
    ]),
    commandFor(
      'ClosePlan',
      'Record that a plan has ended, and which commitments stay without a final status',
      PlanClosed,
      ['policy-officer'],
    ),
  ],
};
