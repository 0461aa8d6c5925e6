import { Query } from '@nestjs/cqrs';
import type { View } from '../../statement.js';
import type { CONFLICT_STATES, ConflictAnswer, LaterConflicts } from './conflict.answers.js';

export interface ConflictFilter {
  plan?: string;
  state?: (typeof CONFLICT_STATES)[number];
  /** What one of the two statements is said of, or about. */
  about?: string;
}

export class GetConflicts extends Query<{ conflicts: ConflictAnswer[]; later: LaterConflicts }> {
  constructor(
    readonly view: View,
    readonly filter: ConflictFilter = {},
  ) {
    super();
  }
}
