import { Query } from '@nestjs/cqrs';

/** How far the ledger's answers reach. */
export interface Extent {
  /** The published size: the largest size that may be asked for. */
  published: number;
  /** Number of entries that all read models asked about have taken in. */
  state: number;
}

/** The read models that answers in a view rest on, unless a route needs others. */
export const ANSWERING: readonly string[] = ['state', 'audit-trail'];

export class GetExtent extends Query<Extent> {
  constructor(
    /** Names of read models. */
    readonly projections: readonly string[] = ANSWERING,
  ) {
    super();
  }
}

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
