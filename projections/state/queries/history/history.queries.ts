import { Query } from '@nestjs/cqrs';
import { OfObject } from '../view-query.js';
import type { HistoryAnswer } from './history.answers.js';

export class GetCommitmentHistory extends OfObject<HistoryAnswer[]> {}

/** When an object was first spoken of: the earliest day of what stands; `null` where nothing does. */
export class GetFirstMention extends Query<{ reportedOn: string; index: number } | null> {
  constructor(
    readonly stream: string,
    /** Entries to consider. */
    readonly atSize: number,
  ) {
    super();
  }
}
