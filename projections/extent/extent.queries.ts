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

/** What the log says of its first entries. */
export interface Sealing {
  /** UTC instant at which the last of them was recorded; `null` for none. */
  recordedUpTo: string | null;
  /** Size of the smallest published checkpoint that covers them; `null` while there is none. */
  checkpoint: number | null;
}

export class GetSealing extends Query<Sealing> {
  constructor(
    /** Number of entries, of a ledger that has as many. */
    readonly atSize: number,
  ) {
    super();
  }
}
