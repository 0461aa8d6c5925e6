import type { Role } from '../access/roles.js';
import type { Feature } from '../ledger/catalogue/catalogue.js';
import { commandFor } from '../ledger/catalogue/define.js';
import { LineageAsserted, LineageSuggestionDismissed, LineageWithdrawn } from './lineage.events.js';

const OFFICER: readonly Role[] = ['policy-officer'];

export const lineage: Feature = {
  events: [LineageAsserted, LineageWithdrawn, LineageSuggestionDismissed],
  commands: [
    commandFor('AssertLineage', 'Say what became of a promise, or where it came from', LineageAsserted, OFFICER),
    commandFor('WithdrawLineage', 'Take back a link between promises', LineageWithdrawn, OFFICER),
    commandFor(
      'DismissLineageSuggestion',
      'Say that two promises with like words are not related',
      LineageSuggestionDismissed,
      OFFICER,
    ),
  ],
};
