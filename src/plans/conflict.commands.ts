import type { Feature } from '../ledger/catalogue/catalogue.js';
import { commandFor } from '../ledger/catalogue/define.js';
import { ConflictNoted, ConflictResolved } from './conflict.events.js';

export const conflicts: Feature = {
  events: [ConflictNoted, ConflictResolved],
  commands: [
    commandFor('NoteConflict', 'Say that two statements of the papers cannot both hold', ConflictNoted, [
      'policy-officer',
      'reporting-officer',
    ]),
    commandFor('ResolveConflict', 'Say which of two conflicting statements held', ConflictResolved, [
      'policy-officer',
      'reporting-officer',
    ]),
  ],
};
