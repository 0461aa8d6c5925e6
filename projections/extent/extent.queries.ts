import { Query } from '@nestjs/cqrs';

/** How far the ledger's answers reach. */
export interface Extent {
  /** The published size: the largest size that may be asked for. */
  published: number;
  /** Number of entries that all read models behind answers in a view have taken in. */
  state: number;
}

export class GetExtent extends Query<Extent> {}

/** 0-based place of an entry in the published ledger, or `null` while it is not there. */
export class FindEntryIndex extends Query<number | null> {
  constructor(readonly eventId: string) {
    super();
  }
}

/** UTC instant at which an entry was recorded, or `null` where there is no such entry. */
export class GetRecordedAt extends Query<string | null> {
  constructor(readonly index: number) {
    super();
  }
}
