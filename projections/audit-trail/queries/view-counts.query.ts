import { Query } from '@nestjs/cqrs';
import type { View } from '../../state/statement.js';

/** What a view holds of the ledger, and what it leaves out. Administrative entries are never counted. */
export interface ViewCounts {
  /** Entries below the view's size that were reported by its day. */
  held: number;
  /** Entries below the view's size that were reported after its day. */
  notShown: number;
  /** Of those held, how many were loaded later than they were reported. */
  loadedLater: number;
  /** The first and the last year in which those were loaded; `null` where there are none. */
  loadedIn: { first: number; last: number } | null;
}

export class GetViewCounts extends Query<ViewCounts> {
  constructor(readonly view: View) {
    super();
  }
}
