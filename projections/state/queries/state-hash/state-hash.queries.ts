import { Query } from '@nestjs/cqrs';
import type { HashedState } from '../../state-hash.js';
import { OfView } from '../view-query.js';

/** What the read model answers in a view, as a hash. */
export class GetStateHash extends OfView<HashedState> {}

/** A view that a published report shows for ever. */
export interface PinnedView {
  /** The entry that published it. */
  eventId: string;
  asReportedOn: string;
  /** Number of entries. */
  size: number;
}

/** The views of all published reports and of their amendments, in the order in which they were published. */
export class GetPinnedViews extends Query<PinnedView[]> {}

/** A state that stands in the ledger. */
export interface CommittedState {
  /** 0-based place of the entry. */
  index: number;
  eventId: string;
  asReportedOn: string;
  size: number;
  stateSha256: string;
}

/** All states that were committed, in the order of the ledger. */
export class GetCommittedStates extends Query<CommittedState[]> {}
