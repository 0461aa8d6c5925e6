import { eventType } from '../ledger/catalogue/define.js';
import { Choice, Entry, Flag, Id, Narrative, Parts, Text } from '../ledger/catalogue/fields.js';
import { Evidence } from '../ledger/catalogue/parts.js';
import { conflictRules, resolutionRules } from './conflict.decider.js';
import { gatherStatements } from './plan.gather.js';

export const CONFLICT_RESULTS = ['aHeld', 'bHeld', 'neither', 'notAConflict'] as const;

/** Two statements that cannot both hold. Neither is touched: both stay as their papers have them. */
export class ConflictNotedData {
  @Id({ note: 'UUID or external id of the conflict.' }) conflictId!: string;
  @Entry() entryA!: string;
  @Entry() entryB!: string;
  @Text({ optional: true, max: 60, note: 'Of an update: the paragraph that is meant.' }) blockA?: string;
  @Text({ optional: true, max: 60, note: 'Of an update: the paragraph that is meant.' }) blockB?: string;
  @Narrative({ missing: 'Say what they disagree about' }) point!: string;
  @Narrative({ missing: 'Give the reason' }) reason!: string;
}

export class ConflictResolvedData {
  @Id() conflictId!: string;
  @Choice(CONFLICT_RESULTS, { note: 'Which of the two held.' }) result!: (typeof CONFLICT_RESULTS)[number];
  @Narrative({ missing: 'Explain how this was settled' }) reason!: string;
  @Parts(() => Evidence, { optional: true, most: 50 }) evidence?: Evidence[];
  @Flag({ optional: true, note: 'Confirms that none was supplied.' }) noEvidence?: boolean;
}

export const ConflictNoted = eventType({
  name: 'ConflictNoted',
  category: 'plan',
  data: ConflictNotedData,
  editorial: true,
  key: ({ conflictId }) => `conflict/${conflictId}`,
  gather: ({ entryA, entryB }, about) => gatherStatements([entryA, entryB], about),
  rules: conflictRules,
});

export const ConflictResolved = eventType({
  name: 'ConflictResolved',
  category: 'plan',
  data: ConflictResolvedData,
  editorial: true,
  key: ({ conflictId }) => `conflict/${conflictId}/result`,
  rules: resolutionRules,
});
