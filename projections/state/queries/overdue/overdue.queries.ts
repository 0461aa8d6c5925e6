import type { Day } from '../../../../src/ledger/dates.js';
import type { View } from '../../statement.js';
import { OfView } from '../view-query.js';
import type { DueCounts, DueKind, DueLine, DueState } from './overdue.answers.js';
import type { OpenLine } from './overdue.assembler.js';

export interface DueFilter {
  /** The day that is asked about, which may lie ahead. */
  on: Day;
  /** Days ahead that count as soon. */
  within: number;
  plan?: string;
  /** A plan, one of its parts or a commitment: what belongs to it or to anything under it. */
  about?: string;
  kind?: DueKind;
  /** Overdue and due soon unless told. */
  state?: DueState;
}

/** What is to be done, those due first at the front, and how many there are in every state. */
export class GetDue extends OfView<{ lines: OpenLine[]; counts: DueCounts }> {
  constructor(
    view: View,
    readonly filter: DueFilter,
  ) {
    super(view);
  }
}

/** Some of these lines with how often their dates changed, and how standing promises were kept. */
export class GetDueLines extends OfView<DueLine[]> {
  constructor(
    view: View,
    readonly lines: readonly OpenLine[],
  ) {
    super(view);
  }
}
